import CProcess
import Foundation

/// A whole export under another name, beside the place where it belongs.
struct StagedFolder {
    private let place: ExportPlace
    /// The folder's name.
    private(set) var name: String

    /// Makes the folder (0700), writes the files and forces them to the disk; throws `ExportError` and leaves nothing then.
    ///
    /// - Parameters:
    ///   - present: the folder that it will take the place of: its permissions and the files of others in it are kept.
    ///   - obsolete: what an earlier export wrote there.
    init(
        _ files: [ExportFolder.File], at place: ExportPlace, inPlaceOf present: Int32? = nil,
        without obsolete: Set<String> = []
    )
        throws
    {
        self.place = place
        name = place.temporaryName(.filling)
        guard mkdirat(place.parent, name, 0o700) == 0 else { throw place.failure() }
        do {
            let folder = openat(place.parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard folder >= 0 else { throw place.failure() }
            defer { close(folder) }
            for file in files { try Self.create(file, in: folder, path: place.path) }
            var mode = 0o777 & ~Self.currentMask()
            if let present {
                for name in FolderEntries.names(present) where !obsolete.contains(name) {
                    // A folder cannot have two names: it is moved after the switch.
                    _ = linkat(present, name, folder, name, 0)
                }
                var status = stat()
                guard fstat(present, &status) == 0 else { throw place.failure() }
                mode = status.st_mode & 0o7777
            }
            guard fsync(folder) == 0, fchmod(folder, mode) == 0 else { throw place.failure() }
        } catch {
            throw discarded(error)
        }
    }

    /// Exchanges the folder with the one that is there; throws `ExportError`, and then that one is there still.
    ///
    /// - Returns: the name under which the other one lies now.
    func exchange() throws -> String {
        // From here on the name may be that of a folder with a person's files in it.
        let old = place.temporaryName(.whole)
        guard renameat(place.parent, name, place.parent, old) == 0 else { throw discarded(place.failure()) }
        if ascribe_exchange(place.parent, old, place.name) == 0 { return old }
        let refusal = errno
        guard renameat(place.parent, old, place.parent, name) == 0 else { throw place.failure() }
        guard refusal == EINVAL || refusal == ENOSYS else { throw discarded(ExportError(refusal, at: place.path)) }
        // A file system that cannot exchange: for a moment there is no export, and never half of one.
        guard renameat(place.parent, place.name, place.parent, old) == 0 else { throw discarded(place.failure()) }
        guard renameat(place.parent, name, place.parent, place.name) == 0 else {
            let failure = place.failure()
            _ = renameat(place.parent, old, place.parent, place.name)
            throw discarded(failure)
        }
        return old
    }

    /// Removes the folder; the answer is the error that was the reason.
    func discarded(_ error: any Error) -> any Error {
        ExportLeftovers(place).discard(name)
        return error
    }

    private static func create(_ file: ExportFolder.File, in folder: Int32, path: String) throws {
        func failure() -> ExportError { ExportError(errno, at: "\(path)/\(file.name)") }
        let descriptor = openat(folder, file.name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var start = 0
        while start < file.bytes.count {
            let count = file.bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress?.advanced(by: start), file.bytes.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            start += count
        }
        guard fsync(descriptor) == 0, fchmod(descriptor, 0o666 & ~currentMask()) == 0 else { throw failure() }
    }

    /// The mask by which files are made; it can only be read by setting it.
    private static func currentMask() -> mode_t {
        let mask = umask(0o077)
        umask(mask)
        return mask
    }
}
