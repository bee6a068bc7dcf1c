import Foundation
import Testing

/// A second process on the same store, which a test may kill at any moment.
///
/// It talks through named pipes that are opened close-on-exec from the start: a plain pipe could be inherited by a
/// process that another test starts at that moment, and then nobody would ever see its end.
final class Peer {
    let pid: pid_t
    private let input: Int32
    private let output: Int32
    private var unread: [UInt8] = []
    private var isOver = false

    init(_ mode: String, _ folder: String, _ arguments: String...) throws {
        let pipes = NSTemporaryDirectory() + "/peer-\(UUID().uuidString)"
        let (inPath, outPath) = (pipes + ".in", pipes + ".out")
        defer {
            unlink(inPath)
            unlink(outPath)
        }
        try #require(mkfifo(inPath, 0o600) == 0 && mkfifo(outPath, 0o600) == 0)
        input = open(inPath, O_RDWR | O_CLOEXEC)
        output = open(outPath, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        try #require(input >= 0 && output >= 0)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, inPath, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outPath, O_WRONLY, 0)
        let program = try Self.executable().path
        var words = ([program, mode, folder] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child = pid_t()
        try #require(posix_spawn(&child, program, &actions, nil, &words, environ) == 0)
        pid = child
        // The process has opened its end by now, so that reading waits for it.
        _ = fcntl(output, F_SETFL, 0)
    }

    deinit {
        kill()
        close(output)
    }

    /// The next line it prints; `nil` at the end of its output.
    func line() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeFirst(end + 1)
                return line
            }
            var more = [UInt8](repeating: 0, count: 1 << 16)
            let got = read(output, &more, more.count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return nil }
            unread += more[..<got]
        }
    }

    /// All complete lines to the end of its output.
    func lines() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        return lines
    }

    /// Ends its input and waits for it.
    func end() {
        close(input)
        wait()
    }

    /// Kills it with no chance to tidy up, and waits until it is gone.
    func kill() {
        guard !isOver else { return }
        Foundation.kill(pid, SIGKILL)
        close(input)
        wait()
    }

    private func wait() {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        isOver = true
    }

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
