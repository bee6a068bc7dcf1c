import Foundation

/// A file whose messages can have notes.
package enum NotedFile {
    /// The path of a file, the same from wherever it is opened; throws `NoteError` when it is no file that stays.
    package static func identity(of path: String) throws -> String {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let real = realpath(path, nil) else {
            throw NoteError.noFile(path)
        }
        defer { free(real) }
        return String(cString: real)
    }
}

/// Why there can be no note.
package enum NoteError: Error, Equatable, CustomStringConvertible {
    case noFile(String)

    package var description: String {
        switch self {
        case .noFile(let path):
            "\(path) is not a file that stays, so a note on it could not be found again; write the runs to a file first"
        }
    }
}
