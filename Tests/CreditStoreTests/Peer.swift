import Foundation
import Testing

/// A second process on the same store, which a test may kill at any moment.
final class Peer {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread: [UInt8] = []

    init(_ mode: String, _ folder: String, _ arguments: String...) throws {
        process.executableURL = try Self.executable()
        process.arguments = [mode, folder] + arguments
        process.standardInput = input
        process.standardOutput = output
        // A process that another test starts meanwhile would hold these open, and nobody would see an end.
        for handle in [
            input.fileHandleForReading, input.fileHandleForWriting, output.fileHandleForReading,
            output.fileHandleForWriting,
        ] { _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC) }
        try process.run()
        try output.fileHandleForWriting.close()
    }

    deinit { kill() }

    /// The next line it prints; `nil` at the end of its output.
    func line() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeFirst(end + 1)
                return line
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            unread += more
        }
    }

    /// All complete lines to the end of its output.
    func lines() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        return lines
    }

    /// Ends its input and waits for it.
    func end() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Kills it with no chance to tidy up, and waits until it is gone.
    func kill() {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    var pid: Int32 { process.processIdentifier }

    /// The program beside the test bundle.
    private static func executable() throws -> URL {
        let places =
            Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
            + CommandLine.arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        let found = places.map { $0.appendingPathComponent("store-peer") }.first {
            FileManager.default.isExecutableFile(atPath: $0.path)
        }
        return try #require(found, "store-peer is built beside the tests")
    }
}
