package import CreditEngine
import CreditStore
import Foundation
import Yams

/// An export that lies somewhere, and whether it still equals what was approved.
package struct DeployedSet {
    /// What is found about one block.
    package struct Finding: Equatable {
        /// How it stands.
        package enum State: String {
            /// The text is what is approved now.
            case asApproved = "as approved"
            /// The text is its owner's, which no approval has touched.
            case asOwned = "as its owner has it"
            /// The text is what was exported; whether it is approved still is not known here.
            case asExported = "as exported"
            /// The text is not the one that was exported.
            case changed
            /// The text is gone.
            case missing
            /// The text is what was exported, and another one is approved now.
            case outdated
            /// The team has no such block any more.
            case dropped = "no longer in the team"
            /// The team has this block and the export has not.
            case notExported = "not exported"
        }

        package var block: String
        package var file: String?
        package var state: State

        /// Whether all is as it should be.
        package var isSound: Bool { [.asApproved, .asOwned, .asExported].contains(state) }
    }

    /// The export's own account.
    package let manifest: ExportManifest
    /// The texts that are there, by block name.
    package let texts: [String: [UInt8]]

    private static let limit = 16 << 20

    /// Reads an export in whichever format it has; throws `ExportError`.
    package init(at path: String) throws {
        let folder = try Self.enter(path)
        defer { close(folder) }
        manifest = try Self.manifest(in: folder, path)
        var texts: [String: [UInt8]] = [:]
        for entry in manifest.blocks {
            if let file = entry.file {
                guard ExportNames.isSafe(file) else {
                    throw ExportError.notExport(
                        path, reason: "its manifest names '\(file)', which is no file of an export")
                }
                texts[entry.block] = try Self.read(file, in: folder)
            } else {
                texts[entry.block] = entry.text.map { Array($0.utf8) }
            }
        }
        self.texts = texts
    }

    /// The files that an export wrote by its own account, whatever became of them; none where there is no export of ours.
    package static func files(at path: String) -> [String] {
        guard let folder = try? enter(path) else { return [] }
        defer { close(folder) }
        guard let manifest = try? manifest(in: folder, path) else { return [] }
        let files = manifest.files ?? manifest.blocks.compactMap(\.file) + [ExportManifest.file]
        return files.filter(ExportNames.isSafe)
    }

    private static func enter(_ path: String) throws -> Int32 {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder < 0 else { return folder }
        throw errno == ELOOP
            ? ExportError.link(path) : ExportError.notExport(path, reason: String(cString: strerror(errno)))
    }

    private static func manifest(in folder: Int32, _ path: String) throws -> ExportManifest {
        let manifest: ExportManifest
        do {
            if let bytes = try read(ExportManifest.file, in: folder) ?? read("prompts.json", in: folder) {
                manifest = try JSONDecoder().decode(ExportManifest.self, from: Data(bytes))
            } else if let bytes = try read("prompts.yaml", in: folder) {
                manifest = try YAMLDecoder().decode(ExportManifest.self, from: String(decoding: bytes, as: UTF8.self))
            } else {
                throw ExportError.notExport(path, reason: "it has no \(ExportManifest.file)")
            }
        } catch let error as ExportError {
            throw error
        } catch {
            throw ExportError.notExport(path, reason: "its manifest cannot be read")
        }
        guard manifest.format == ExportManifest.format else {
            throw ExportError.notExport(
                path, reason: "its format is '\(manifest.format)', not \(ExportManifest.format)")
        }
        return manifest
    }

    /// Compares every block with its manifest, and with what is approved now when that is known; throws `IdentityError`.
    package func findings(against approved: PromptSet?) throws -> [Finding] {
        let current = try approved?.hashes()
        var findings = try manifest.blocks.map { entry in
            let hash = try texts[entry.block].map { try SHA256Digest(of: $0).hex }
            let state: Finding.State
            if hash == nil {
                state = .missing
            } else if let current {
                if hash == current[entry.block] {
                    state = entry.source == "owner" ? .asOwned : .asApproved
                } else if current[entry.block] == nil {
                    state = .dropped
                } else {
                    state = hash == entry.hash ? .outdated : .changed
                }
            } else {
                state = hash == entry.hash ? .asExported : .changed
            }
            return Finding(block: entry.block, file: entry.file, state: state)
        }
        let exported = Set(manifest.blocks.map(\.block))
        for block in approved?.blocks ?? [] where !exported.contains(block.name) {
            findings.append(Finding(block: block.name, file: nil, state: .notExported))
        }
        return findings
    }

    /// A file of the folder; `nil` when it is not there, or is no regular file.
    private static func read(_ name: String, in folder: Int32) throws -> [UInt8]? {
        let descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        guard status.st_size <= limit else { throw ExportError.notExport(name, reason: "more than \(limit) bytes") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ExportError.notExport(name, reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}
