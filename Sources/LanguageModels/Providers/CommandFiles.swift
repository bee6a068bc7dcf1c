import CreditEngine
import Foundation
import SystemPackage

/// What the files hold that a command names, by which an edited program is told from the one before.
package enum CommandFiles {
    /// The largest file whose content is looked at, in bytes; of a larger one, such as a model's weights, size and time tell.
    private static let limit: Int64 = 16 << 20

    /// One hash for each argument that names a file, in order; throws `IdentityError`.
    ///
    /// - Parameter folder: where the program runs; `nil` is the current folder.
    package static func digests(_ command: [String], in folder: String?) throws -> [String] {
        let base = FilePath(folder ?? FileManager.default.currentDirectoryPath)
        return try command.compactMap { argument in
            let path = base.pushing(FilePath(argument)).string
            guard let about = try? FileManager.default.attributesOfItem(atPath: path),
                about[.type] as? FileAttributeType == .typeRegular, let size = (about[.size] as? NSNumber)?.int64Value
            else { return nil }
            guard size <= limit else {
                let changed = (about[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
                return "\(size) bytes of \(changed)"
            }
            guard let content = FileManager.default.contents(atPath: path) else { return nil }
            return try SHA256Digest(of: Array(content)).hex
        }
    }
}
