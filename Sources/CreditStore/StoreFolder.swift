import Foundation
import SystemPackage

/// The folder of a store: who may look into it, and that nothing in it is a link to somewhere else.
enum StoreFolder {
    /// The file's name within the folder.
    static let file = "store.sqlite"

    /// Makes the folder (0700) and an empty file (0600) where they are missing.
    ///
    /// A folder that others may enter is closed to them when it holds nothing but the store; else it is refused.
    /// - Returns: the file's path, free of links.
    static func prepare(_ folder: String) throws -> String {
        let parent = FilePath(folder).removingLastComponent()
        if !parent.isEmpty {
            do {
                try FileManager.default.createDirectory(
                    atPath: parent.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch let error as CocoaError where error.code == .fileWriteNoPermission {
                throw StoreError.unusable(path: folder, reason: String(cString: strerror(EACCES)))
            } catch {
                // What is missing is named below.
            }
        }
        if mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw StoreError.unusable(path: folder, reason: String(cString: strerror(errno)))
        }
        let status = try inspect(folder)
        if status.st_mode & 0o077 != 0 { try close(folder, status.st_mode) }
        let path = try filePath(in: folder)
        // The file is never opened and closed here once it exists: closing it would drop the locks that another
        // connection of this process holds on it (POSIX).
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Foundation.close(descriptor)
        } else if errno != EEXIST {
            let failure = errno
            guard failure == EROFS || failure == EACCES, access(path, F_OK) == 0 else {
                throw failure == ENOSPC
                    ? StoreError.full(path: path)
                    : StoreError.unusable(path: path, reason: String(cString: strerror(failure)))
            }
        }
        try checkFiles(path)
        return path
    }

    /// The file's path in a folder that is only looked at.
    static func existing(_ folder: String) throws -> String {
        _ = try inspect(folder)
        let path = try filePath(in: folder)
        guard access(path, F_OK) == 0 else { throw StoreError.missing(path: path) }
        try checkFiles(path)
        return path
    }

    private static func filePath(in folder: String) throws -> String {
        guard let real = realpath(folder, nil) else {
            throw StoreError.unusable(path: folder, reason: String(cString: strerror(errno)))
        }
        defer { free(real) }
        return String(cString: real) + "/" + file
    }

    /// What the folder is; a link, a file or somebody else's folder is refused.
    private static func inspect(_ folder: String) throws -> stat {
        var status = stat()
        guard lstat(folder, &status) == 0 else {
            if errno == ENOENT { throw StoreError.missing(path: folder) }
            throw StoreError.unusable(path: folder, reason: String(cString: strerror(errno)))
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: break
        case S_IFLNK:
            throw StoreError.unusable(path: folder, reason: "it is a symbolic link; name the folder it points to")
        default: throw StoreError.unusable(path: folder, reason: "it is not a folder; name another --store")
        }
        guard status.st_uid == geteuid() else {
            throw StoreError.unusable(path: folder, reason: "it belongs to another user; name another --store")
        }
        return status
    }

    /// Shuts others out; what its owner may not do stays so.
    private static func close(_ folder: String, _ mode: mode_t) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [""]
        guard names.allSatisfy({ $0.hasPrefix(file) }) else {
            throw StoreError.unusable(
                path: folder,
                reason: "it is open to other users and holds other files; give the store a folder of its own")
        }
        guard chmod(folder, mode & 0o700) == 0 else {
            throw StoreError.unusable(path: folder, reason: "it is open to other users; chmod 700 it")
        }
    }

    private static func checkFiles(_ path: String) throws {
        for name in [path, path + "-journal"] {
            var status = stat()
            guard lstat(name, &status) == 0 else { continue }
            guard status.st_mode & S_IFMT == S_IFREG else {
                let kind = status.st_mode & S_IFMT == S_IFLNK ? "a symbolic link" : "not a regular file"
                throw StoreError.unusable(path: name, reason: "it is \(kind); move it away")
            }
            guard status.st_mode & 0o077 == 0 || chmod(name, status.st_mode & 0o600) == 0 else {
                throw StoreError.unusable(path: name, reason: "it is open to other users; chmod 600 it")
            }
        }
    }
}

extension Store {
    /// Where the store is unless told otherwise: `$XDG_DATA_HOME/ascribe`, else `~/.local/share/ascribe`.
    ///
    /// A relative `XDG_DATA_HOME` is ignored, as its specification asks.
    public static func defaultFolder(environment: [String: String]? = nil) -> String {
        let environment = environment ?? ProcessInfo.processInfo.environment
        if let data = environment["XDG_DATA_HOME"], FilePath(data).isAbsolute { return data + "/ascribe" }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/ascribe"
    }
}
