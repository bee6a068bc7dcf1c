import Foundation

/// Writes an export so that one sees the whole of it or nothing that passes for it.
///
/// A new folder is made under another name beside its place, filled, forced to disk and renamed. A folder that is there
/// is gone into only with force (or when it is empty): then, when all new files are finished beside the old ones, each
/// takes its place, the manifest last, so that a kill in between leaves texts that the old manifest does not fit. Nothing
/// is followed through a link and nothing is written outside the folder. Source: Safety, "Crash and disk".
package enum ExportFolder {
    /// A file of an export.
    package struct File: Sendable, Equatable {
        /// Its name within the folder.
        package var name: String
        /// What it holds.
        package var bytes: [UInt8]
    }

    /// Writes the files in their order; throws `ExportError`.
    ///
    /// - Parameter obsolete: the files of an earlier export, which are replaced, or removed at the end when they are there.
    package static func write(_ files: [File], to path: String, force: Bool, removing obsolete: [String] = []) throws {
        let (parent, name) = try split(path)
        let outside = try open(parent)
        defer { close(outside) }
        var status = stat()
        if fstatat(outside, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
            try replace(files, in: name, of: outside, path: path, force: force, removing: obsolete)
        } else if errno == ENOENT {
            try make(files, as: name, in: outside, path: path)
        } else {
            throw failure(path)
        }
    }

    /// Throws what writing a first export there would throw, and writes nothing; a full disk is not foreseen.
    package static func examine(_ path: String) throws {
        let (parent, name) = try split(path)
        let outside = try open(parent)
        defer { close(outside) }
        var status = stat()
        if fstatat(outside, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
            let folder = try enter(name, of: outside, path: path)
            defer { close(folder) }
            guard isEmpty(folder) else { throw ExportError.exists(path) }
            guard faccessat(folder, ".", W_OK | X_OK, 0) == 0 else { throw failure(path) }
        } else {
            guard errno == ENOENT else { throw failure(path) }
            guard faccessat(outside, ".", W_OK | X_OK, 0) == 0 else { throw failure(path) }
        }
    }

    /// The folder that an export lies in and its name there; `..` and the like are resolved first.
    private static func split(_ path: String) throws -> (parent: String, name: String) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        let name = (path as NSString).lastPathComponent
        if ["", ".", "..", "/"].contains(name) {
            guard let real = realpath(path.isEmpty ? "." : path, nil) else { throw failure(path) }
            defer { free(real) }
            let resolved = String(cString: real)
            guard resolved != "/" else { throw ExportError.exists("/") }
            return try split(resolved)
        }
        let parent = (path as NSString).deletingLastPathComponent
        return (parent.isEmpty ? "." : parent, name)
    }

    private static func open(_ folder: String) throws -> Int32 {
        let descriptor = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        return descriptor
    }

    // MARK: A new folder

    private static func make(_ files: [File], as name: String, in outside: Int32, path: String) throws {
        let temporary = temporaryName()
        guard mkdirat(outside, temporary, 0o700) == 0 else { throw failure(path) }
        var written: [String] = []
        do {
            let folder = try enter(temporary, of: outside, path: path)
            defer { close(folder) }
            for file in files {
                written.append(file.name)
                try create(file, as: file.name, in: folder, path: path)
            }
            guard fsync(folder) == 0, fchmod(folder, 0o777 & ~currentMask()) == 0 else { throw failure(path) }
            // Never over anything but an empty folder that somebody made meanwhile.
            guard renameat(outside, temporary, outside, name) == 0 else { throw failure(path) }
        } catch {
            if let folder = try? enter(temporary, of: outside, path: path) {
                for name in written { unlinkat(folder, name, 0) }
                close(folder)
            }
            unlinkat(outside, temporary, AT_REMOVEDIR)
            throw error
        }
        guard fsync(outside) == 0 else { throw failure(path) }
    }

    // MARK: A folder that is there

    private static func replace(
        _ files: [File], in name: String, of outside: Int32, path: String, force: Bool, removing obsolete: [String]
    ) throws {
        let folder = try enter(name, of: outside, path: path)
        defer { close(folder) }
        guard force || isEmpty(folder) else { throw ExportError.exists(path) }
        // Only what an earlier export says that it wrote is replaced.
        for file in files where !obsolete.contains(file.name) {
            var status = stat()
            if fstatat(folder, file.name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
                throw ExportError.foreign("\(path)/\(file.name)")
            }
        }
        // All is on the disk before the first file is replaced, so that a full disk leaves the earlier export whole.
        var staged: [String] = []
        do {
            for file in files {
                staged.append(temporaryName())
                try create(file, as: staged[staged.count - 1], in: folder, path: path)
            }
            for (file, temporary) in zip(files, staged) {
                guard renameat(folder, temporary, folder, file.name) == 0 else { throw failure("\(path)/\(file.name)") }
            }
        } catch {
            for temporary in staged { unlinkat(folder, temporary, 0) }
            throw error
        }
        for name in obsolete where ExportNames.isSafe(name) && !files.contains(where: { $0.name == name }) {
            unlinkat(folder, name, 0)
        }
        guard fsync(folder) == 0 else { throw failure(path) }
    }

    private static func enter(_ name: String, of outside: Int32, path: String) throws -> Int32 {
        let folder = openat(outside, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder < 0 else { return folder }
        var status = stat()
        let isLink = fstatat(outside, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFLNK
        throw isLink ? ExportError.link(path) : failure(path)
    }

    private static func isEmpty(_ folder: Int32) -> Bool {
        let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return false }
        guard let stream = fdopendir(copy) else {
            close(copy)
            return false
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { return false }
        }
        return true
    }

    private static func create(_ file: File, as name: String, in folder: Int32, path: String) throws {
        let descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("\(path)/\(file.name)") }
        defer { close(descriptor) }
        var start = 0
        while start < file.bytes.count {
            let count = file.bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress?.advanced(by: start), file.bytes.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("\(path)/\(file.name)") }
            start += count
        }
        guard fsync(descriptor) == 0, fchmod(descriptor, 0o666 & ~currentMask()) == 0 else {
            throw failure("\(path)/\(file.name)")
        }
    }

    private static func temporaryName() -> String {
        ".ascribe-\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    }

    /// The mask by which files are made; it can only be read by setting it.
    private static func currentMask() -> mode_t {
        let mask = umask(0o077)
        umask(mask)
        return mask
    }

    private static func failure(_ path: String) -> ExportError {
        switch errno {
        case ENOSPC, EDQUOT, EFBIG: .full(path)
        case ELOOP: .link(path)
        case ENOTDIR: .notFolder(path)
        case EEXIST, ENOTEMPTY: .exists(path)
        default: .unwritable(path, reason: String(cString: strerror(errno)))
        }
    }
}
