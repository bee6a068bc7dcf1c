import Foundation

/// Writes an export so that one sees the whole of it or nothing of it.
///
/// A new folder is made beside the place under another name, filled, forced to the disk and put there in one step: renamed,
/// or exchanged with the folder that is there. A folder with anything in it is replaced only with force; what no export of
/// ours wrote stays in it. Nothing is followed through a link and nothing is written outside. Source: Safety, "Crash and
/// disk".
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
    /// - Parameter obsolete: the files of an earlier export, which the new one replaces.
    package static func write(_ files: [File], to path: String, force: Bool, removing obsolete: [String] = []) throws {
        let place = try ExportPlace(path)
        place.lock()
        ExportLeftovers(place).recover()
        guard let present = try place.folder() else {
            let staged = try StagedFolder(files, at: place)
            // Never over anything but an empty folder that somebody made meanwhile.
            guard renameat(place.parent, staged.name, place.parent, place.name) == 0 else {
                throw staged.discarded(place.failure())
            }
            return try forceToDisk(place)
        }
        defer { close(present) }
        let names = FolderEntries.names(present)
        guard force || names.isEmpty else { throw ExportError.exists(path) }
        // Only what an earlier export says that it wrote is replaced.
        for file in files where !obsolete.contains(file.name) {
            var status = stat()
            if fstatat(present, file.name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
                throw ExportError.foreign("\(path)/\(file.name)")
            }
        }
        // A name that is not UTF-8 could not be kept.
        if let odd = names.first(where: { $0.unicodeScalars.contains("\u{FFFD}") }) {
            throw ExportError.foreign("\(path)/\(odd)")
        }
        let staged = try StagedFolder(files, at: place, inPlaceOf: present, without: Set(obsolete))
        let displaced = try staged.exchange()
        ExportLeftovers(place).settle(displaced, ours: Set(obsolete))
        try forceToDisk(place)
    }

    /// Whether a path is a folder with something in it; throws what looking at it throws.
    static func holdsSomething(_ path: String) throws -> Bool {
        guard let folder = try ExportPlace(path).folder() else { return false }
        defer { close(folder) }
        return !FolderEntries.names(folder).isEmpty
    }

    /// Throws what writing a first export there would throw, and writes nothing; a full disk is not foreseen.
    package static func examine(_ path: String) throws {
        let place = try ExportPlace(path)
        if let folder = try place.folder() {
            defer { close(folder) }
            guard FolderEntries.names(folder).isEmpty else { throw ExportError.exists(path) }
        }
        guard faccessat(place.parent, ".", W_OK | X_OK, 0) == 0 else { throw place.failure() }
    }

    /// Forces the switch to the disk.
    private static func forceToDisk(_ place: ExportPlace) throws {
        guard fsync(place.parent) == 0 else { throw place.failure() }
    }
}
