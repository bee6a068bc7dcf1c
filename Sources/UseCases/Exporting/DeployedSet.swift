import Foundation

/// An export that lies somewhere: its manifest, and the texts that are there.
package struct DeployedSet {
    /// The export's own account.
    package let manifest: ExportManifest
    /// The texts that are there, by block name.
    package let texts: [String: [UInt8]]
    /// What stands in the place of files that are not there, by file name, a clause each; nothing where they are gone.
    let absences: [String: String]
    /// The team file; `nil` when there is none.
    let teamFile: [UInt8]?

    private static let limit = 16 << 20

    /// Reads an export in whichever format it has; throws `ExportError`.
    package init(at path: String) throws {
        let folder = try Self.enter(path, in: AT_FDCWD)
        defer { close(folder) }
        manifest = try Self.manifest(in: folder, path)
        var texts: [String: [UInt8]] = [:]
        var absences: [String: String] = [:]
        for entry in manifest.blocks {
            if let file = entry.file {
                guard ExportNames.isSafe(file) else {
                    throw ExportError.notExport(
                        path, reason: "its manifest names '\(file)', which is no file of an export")
                }
                texts[entry.block] = try Self.read(file, in: folder)
                if texts[entry.block] == nil { absences[file] = Self.absence(of: file, in: folder) }
            } else {
                texts[entry.block] = entry.text.map { Array($0.utf8) }
            }
        }
        self.texts = texts
        teamFile = try Self.read(ExportTeamFile.name, in: folder)
        if teamFile == nil { absences[ExportTeamFile.name] = Self.absence(of: ExportTeamFile.name, in: folder) }
        self.absences = absences
    }

    /// The files that an export wrote by its own account, whatever became of them; none where there is no export of ours.
    package static func files(at path: String) -> [String] { files(named: path, in: AT_FDCWD) }

    /// The same for a folder in an open one.
    static func files(named path: String, in parent: Int32) -> [String] {
        guard let folder = try? enter(path, in: parent) else { return [] }
        defer { close(folder) }
        guard let manifest = try? manifest(in: folder, path) else { return [] }
        let files = manifest.files ?? manifest.blocks.compactMap(\.file) + [ExportManifest.file]
        return files.filter(ExportNames.isSafe)
    }

    private static func enter(_ path: String, in parent: Int32) throws -> Int32 {
        let folder = openat(parent, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
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
                manifest = try YAMLDocument.decoded(ExportManifest.self, from: String(decoding: bytes, as: UTF8.self))
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

    /// What stands in the place of a file of the folder; `nil` when nothing does.
    private static func absence(of name: String, in folder: Int32) -> String? {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        return switch status.st_mode & S_IFMT {
        case S_IFLNK: "a symbolic link stands in its place, which is not followed"
        case S_IFDIR: "a folder stands in its place"
        case S_IFREG: "it cannot be read"
        default: "a pipe or a device stands in its place"
        }
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
