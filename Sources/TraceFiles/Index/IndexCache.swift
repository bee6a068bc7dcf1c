import CreditEngine
import Foundation

/// Indexes of large files, kept in a folder so that an unchanged file opens at once.
///
/// An index counts only for the very file that it was made of (device, place, size, time of the last change) and for the
/// program that made it. One that is damaged is as good as none. Nothing is said when none can be kept.
struct IndexCache: Sendable {
    /// Indexes that are kept, at most; the oldest go first.
    private static let limit = 64
    private static let heading = Array("ascribe index 1\n".utf8)

    private let folder: String
    private let floor: Int

    /// - Parameter floor: files that are smaller, in bytes, are read again.
    init(folder: String, floor: Int) { (self.folder, self.floor) = (folder, floor) }

    /// Whether a file is large enough for its index to be kept.
    func holds(_ identity: FileIdentity?) -> Bool { identity.map { $0.isRegular && $0.size >= floor } ?? false }

    /// The index of a file as it is now; `nil` when there is none.
    ///
    /// - Parameter file: the file's position in the list of files.
    func index(of path: String, _ identity: FileIdentity, file: Int) -> KeptIndex? {
        guard holds(identity),
            let content = FileManager.default.contents(atPath: place(of: path, identity))
        else { return nil }
        let bytes = [UInt8](content)
        let head = Self.head(identity)
        guard bytes.count > head.count + 64, bytes.starts(with: head) else { return nil }
        let body = bytes[head.count..<bytes.count - 64]
        guard let digest = try? SHA256Digest(of: Array(body)), bytes.suffix(64).elementsEqual(digest.hex.utf8) else {
            return nil
        }
        return try? KeptIndex(body, of: identity, file: file)
    }

    /// Keeps the index of a file.
    func keep(_ index: KeptIndex, of path: String) {
        guard let identity = index.progress.position.identity, holds(identity) else { return }
        let body = index.packed
        guard let digest = try? SHA256Digest(of: body) else { return }
        let files = FileManager.default
        do {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let file = place(of: path, identity)
            try Data(Self.head(identity) + body + Array(digest.hex.utf8)).write(
                to: URL(filePath: file), options: .atomic)
            try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        } catch {
            return
        }
        removeOldest()
    }

    private func removeOldest() {
        let files = FileManager.default
        let kept = ((try? files.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".index") }
        guard kept.count > Self.limit else { return }
        let dated = kept.map { name in
            (
                name,
                (try? files.attributesOfItem(atPath: "\(folder)/\(name)"))?[.modificationDate] as? Date ?? .distantPast
            )
        }
        for (name, _) in dated.sorted(by: { $0.1 < $1.1 }).prefix(kept.count - Self.limit) {
            try? files.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    private func place(of path: String, _ identity: FileIdentity) -> String {
        let name = "\(identity.device) \(identity.inode) \(path.split(separator: "/").last ?? "")"
        return "\(folder)/\((try? SHA256Digest(of: Array(name.utf8)).hex.prefix(32)) ?? "none").index"
    }

    /// What tells the file, and the program that read it.
    private static func head(_ identity: FileIdentity) -> [UInt8] {
        var writer = PackedWriter()
        let program = try? FileIdentity(path: "/proc/self/exe")
        for file in [identity, program ?? FileIdentity()] {
            for number in [Int(file.device), Int(file.inode), file.size, file.seconds, file.nanoseconds] {
                writer.write(number)
            }
        }
        return heading + writer.bytes
    }
}
