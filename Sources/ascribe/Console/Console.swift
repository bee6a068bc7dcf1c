import CreditEngine
import Foundation
import Inspector
import Synchronization
import TraceFiles
import UseCases

/// Where the commands write: results to standard output, everything else to standard error.
enum Console {
    /// Writes JSON to standard output: as it is to files and pipes, with what a terminal would obey escaped to a terminal.
    static func write(_ json: [UInt8]) throws {
        try write(isOnTerminal ? TerminalJSON.escaped(json) : json, to: STDOUT_FILENO)
    }

    private static let isOnTerminal = isatty(STDOUT_FILENO) == 1

    /// Writes a line for a person to standard output; what is foreign in it is made visible.
    static func say(_ line: String) throws { try write(Array((VisibleText.escape(line) + "\n").utf8)) }

    /// Writes a line for a person to standard error, and to the log; what is foreign in it is made visible.
    static func complain(_ line: String, _ weight: LogFile.Weight = .warning) {
        try? write(Array((VisibleText.escape(line) + "\n").utf8), to: STDERR_FILENO)
        record(line, weight)
    }

    /// Where complaints are kept; the process has one standard error and one log.
    private static let log = Mutex<LogFile?>(nil)

    /// Keeps what is said from now on in a log.
    static func keep(in log: LogFile) { self.log.withLock { $0 = log } }

    /// Writes a line to the log only.
    static func record(_ line: String, _ weight: LogFile.Weight) { log.withLock { $0 }?.add(line, weight) }

    /// Writes lines for a person, or bytes in their place where there are any.
    static func say(_ lines: [String], or bytes: [UInt8]?) throws {
        if let bytes { return try write(bytes) }
        for line in lines { try say(line) }
    }

    /// Writes what a person should know before the results.
    static func tell(_ notes: [String]) { for note in notes { complain(note, .info) } }

    /// Shows a remark, or keeps it in the log alone.
    static func take(_ remark: Remark) {
        let weight = LogFile.Weight(rawValue: remark.weight.rawValue) ?? .warning
        if remark.isForLog { record(remark.text, weight) } else { complain(remark.text, weight) }
    }

    /// Writes a line of the inspector's log screen to the log.
    static func record(_ notice: Notice) {
        record(notice.text, LogFile.Weight(rawValue: notice.weight.rawValue) ?? .info)
    }

    /// Asks a person at a terminal, where an empty line agrees; without a terminal nobody agrees.
    static func agrees(_ question: String) throws -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            complain("nobody can be asked here; --yes writes without asking")
            return false
        }
        try? write(Array(question.utf8), to: STDERR_FILENO)
        return readLine(strippingNewline: true)?.isEmpty == true
    }

    /// Waits for the log, but not for long.
    static func flush() { log.withLock { $0 }?.flush() }

    /// Writes bytes to a file, replacing it, or to standard output for `-`.
    static func write(_ bytes: [UInt8], toPath path: String) throws {
        if path == "-" { return try write(bytes, to: STDOUT_FILENO) }
        try WrittenFile.replace(path, with: bytes)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        guard !Descriptor.writeAll(bytes, to: descriptor) else { return }
        if errno == EPIPE { throw ConsoleError.closed }
        throw TraceFileError.unwritable(path: "standard output", reason: String(cString: strerror(errno)))
    }
}

/// Why nothing more can be written.
enum ConsoleError: Error {
    /// Whoever read the output has gone away.
    case closed
}
