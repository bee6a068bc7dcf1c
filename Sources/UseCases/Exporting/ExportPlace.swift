import CreditEngine
import Foundation
import SystemPackage

/// Where an export goes: an open folder, and the name that the export has in it.
final class ExportPlace {
    /// The path as the person gave it.
    let path: String
    /// The folder that the export lies in, open.
    let parent: Int32
    /// The export's name in that folder.
    let name: String

    /// Opens the folder that a path lies in, with `..` and the like resolved; throws `ExportError`.
    init(_ path: String) throws {
        var resolved = FilePath(path)
        if resolved.lastComponent?.kind != .regular {
            guard let real = realpath(path.isEmpty ? "." : path, nil) else { throw ExportError(errno, at: path) }
            defer { free(real) }
            resolved = FilePath(platformString: real)
        }
        guard let name = resolved.lastComponent else { throw ExportError.exists(path) }
        let folder = resolved.removingLastComponent()
        parent = open(folder.isEmpty ? "." : folder.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw ExportError(errno, at: folder.string) }
        (self.path, self.name) = (path, name.string)
        mark = "\(Self.prefix)\(try SHA256Digest(of: name.string).hex.prefix(12))-"
    }

    deinit { close(parent) }

    /// Waits until no other export is written here; the lock ends with this object, and with the process.
    ///
    /// - Parameter isShared: whether others may read at the same time.
    func lock(isShared: Bool = false) {
        while flock(parent, isShared ? LOCK_SH : LOCK_EX) != 0, errno == EINTR {}
    }

    /// The folder that is there now, open, or `nil`.
    ///
    /// Throws `ExportError` for anything but a folder.
    func folder() throws -> Int32? {
        let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder < 0 else { return folder }
        guard errno != ENOENT else { return nil }
        let refusal = errno
        var status = stat()
        let isLink = fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFLNK
        throw isLink ? ExportError.link(path) : ExportError(refusal, at: path)
    }

    /// A name for what is under way here, which tells the place of every other one.
    ///
    /// - Parameter ending: `tmp` for what is still being filled, `old` for what stands beside a whole export.
    func temporaryName(_ ending: Ending) -> String {
        "\(mark)\(String(UInt64.random(in: .min ... .max), radix: 36)).\(ending.rawValue)"
    }

    /// What a name of a temporary folder ends with.
    enum Ending: String {
        /// Still being filled: nothing in it is a person's.
        case filling = "tmp"
        /// Whole, or what was there before.
        case whole = "old"
    }

    /// What the temporary names of every place begin with.
    static let prefix = ".ascribe-"

    /// What the temporary names of this place begin with.
    let mark: String

    /// Why the last call of the system failed.
    func failure() -> ExportError { ExportError(errno, at: path) }
}
