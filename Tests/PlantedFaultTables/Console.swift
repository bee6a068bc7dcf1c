import Foundation
import TraceFiles

/// Where the tables go: standard output, or a file.
enum Console {
    /// Prints a line.
    static func say(_ line: String) throws { try write(Array((line + "\n").utf8)) }

    /// Writes bytes to standard output as they are.
    static func write(_ bytes: [UInt8]) throws { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }

    /// Writes bytes to a file, replacing it, or to standard output for `-`.
    static func write(_ bytes: [UInt8], toPath path: String) throws {
        if path == "-" { return try write(bytes) }
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw TraceFileError.unwritable(path: path, reason: error.localizedDescription)
        }
    }
}
