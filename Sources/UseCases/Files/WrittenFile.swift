import Foundation
import SystemPackage
import TraceFiles

/// Files that hold what a command writes: reports, screens, labels, metrics.
///
/// An earlier report of the same name is replaced. What the command reads, what a symbolic link leads to, and what is
/// neither a file nor takes things as they come, as terminals, pipes and `/dev/null` do, is refused and stays as it is.
package enum WrittenFile {
    /// Refuses, before any work, what could not be written at its end; throws `TraceFileError`.
    ///
    /// - Parameters:
    ///   - paths: what is to be written; `nil` is nothing, and `-` is standard output.
    ///   - inputs: files and folders that are read; `-` is standard input.
    package static func check(_ paths: [String?], sparing inputs: [String?]) throws {
        for case let path? in paths where path != "-" {
            if let reason = refusal(of: path) { throw TraceFileError.unwritable(path: path, reason: reason) }
            guard !inputs.contains(where: { $0.map { isRead(path, as: $0) } ?? false }) else {
                let reason = "it is one of the files that are read, or lies among them; name another"
                throw TraceFileError.unwritable(path: path, reason: reason)
            }
        }
    }

    /// Replaces what a file holds, and never waits for somebody who reads it; throws `TraceFileError`.
    package static func replace(_ path: String, with bytes: [UInt8]) throws { try write(bytes, to: path, adds: false) }

    /// Adds to what a file holds; throws `TraceFileError`.
    package static func append(_ bytes: [UInt8], to path: String) throws { try write(bytes, to: path, adds: true) }

    private static func write(_ bytes: [UInt8], to path: String, adds: Bool) throws {
        if let reason = refusal(of: path) { throw TraceFileError.unwritable(path: path, reason: reason) }
        let isOwn = isOwnOutput(path)
        let way = (isOwn ? 0 : O_NOFOLLOW) | (adds || isOwn ? O_APPEND : O_TRUNC)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | way, 0o644)
        guard descriptor >= 0 else {
            let reason = errno == ENXIO ? "nobody reads it; start its reader first" : String(cString: strerror(errno))
            throw TraceFileError.unwritable(path: path, reason: reason)
        }
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        guard !Descriptor.writeAll(bytes, to: descriptor) else { return }
        throw TraceFileError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }

    /// Why nothing may be written there; `nil` where it may, or the system says why not.
    private static func refusal(of path: String) -> String? {
        var status = stat()
        guard !isOwnOutput(path), lstat(path, &status) == 0 else { return nil }
        return switch status.st_mode & S_IFMT {
        case S_IFREG, S_IFIFO, S_IFCHR: nil
        case S_IFLNK: "it is a symbolic link, which is not followed; name the file itself"
        case S_IFDIR: "it is a folder; name a file in it"
        default: "it is no file; name one in a folder"
        }
    }

    /// Whether a path is one of the system's names for what this program has open, which are links.
    private static func isOwnOutput(_ path: String) -> Bool {
        ["/dev/stdout", "/dev/stderr"].contains(path) || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
    }

    // MARK: What is read

    /// A file, or the name that one would have in its folder.
    private struct Place: Equatable {
        var device: dev_t
        var number: ino_t
        var name: String?
    }

    private static func isRead(_ path: String, as input: String) -> Bool {
        if FolderWalk.isFolder(input) { return isRead(path, in: input) }
        return place(of: path).map { $0 == place(of: input) } ?? false
    }

    /// Whether it is a file of runs in a folder of which all such files are read.
    private static func isRead(_ path: String, in folder: String) -> Bool {
        guard PathSearch.isTrace(path), let file = realpath(path, nil) else { return false }
        defer { free(file) }
        guard let folder = realpath(folder, nil) else { return false }
        defer { free(folder) }
        return FilePath(platformString: file).starts(with: FilePath(platformString: folder))
    }

    /// `nil` for what is no file, such as a terminal, and for what could be none.
    private static func place(of path: String) -> Place? {
        var status = stat()
        if path == "-" ? fstat(STDIN_FILENO, &status) == 0 : stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else { return nil }
            return Place(device: status.st_dev, number: status.st_ino)
        }
        let path = FilePath(path)
        let folder = path.removingLastComponent()
        guard stat(folder.isEmpty ? "." : folder.string, &status) == 0 else { return nil }
        return Place(device: status.st_dev, number: status.st_ino, name: path.lastComponent?.string)
    }
}
