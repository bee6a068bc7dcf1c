import Foundation
import Testing

/// The program as a process that a test kills at a moment of its choice.
final class Victim {
    private let pid: pid_t
    private var status: Int32?
    /// The file with what it printed.
    let output: String

    init(_ arguments: [String], output: String) throws {
        self.output = output
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words = ([Program.path] + arguments).map { strdup($0) } + [nil]
        var variables = Program.environment().map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var child = pid_t()
        try #require(posix_spawn(&child, Program.path, &actions, nil, &words, &variables) == 0)
        pid = child
    }

    deinit { kill() }

    /// Waits until something is so, or the process has ended by itself.
    func wait(until isSo: () -> Bool) {
        while !hasEnded, !isSo() {}
    }

    /// Kills it with no chance to tidy up, and waits until it is gone.
    func kill() {
        guard !hasEnded else { return }
        Foundation.kill(pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        self.status = status
    }

    /// Its exit status; negative when a signal ended it.
    var exitStatus: Int32? {
        status.map { $0 & 0x7F == 0 ? ($0 >> 8) & 0xFF : -($0 & 0x7F) }
    }

    /// What it printed so far.
    var text: String { String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self) }

    private var hasEnded: Bool {
        if status != nil { return true }
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return false }
        self.status = status
        return true
    }

    /// Work of a length that a test chooses, to get a little further into whatever the process does next.
    static func spin(_ steps: Int) {
        var spin = UInt64(0)
        for step in 0..<steps { spin = spin &* 6_364_136_223_846_793_005 &+ UInt64(step) }
        #expect(spin != 1)
    }

    /// The size of a file; `nil` when there is none.
    static func size(_ path: String) -> Int? {
        var status = stat()
        return lstat(path, &status) == 0 ? Int(status.st_size) : nil
    }
}
