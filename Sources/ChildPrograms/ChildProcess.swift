internal import CProcess
internal import Foundation
internal import Synchronization

/// A child process with a session of its own, which may be ended from any thread while another waits for its answer.
///
/// It does not outlive this process, even one that is killed.
final class ChildProcess: Sendable {
    /// Milliseconds between asking a program to end (SIGTERM) and ending it (SIGKILL).
    static let grace = 300

    /// `nil` once it has been waited for: its number may be somebody else's by then.
    private let process: Mutex<pid_t?>
    private let known = Mutex<(ending: ProgramEnding, processorSeconds: Double)?>(nil)

    /// How it ended; `nil` before it has been waited for.
    var ending: ProgramEnding? { known.withLock { $0?.ending } }
    /// The processor time that it took with all that it waited for, in seconds; `nil` before it has been waited for.
    var processorSeconds: Double? { known.withLock { $0?.processorSeconds } }

    /// Starts a program by argument vector; its path is looked up as a shell would.
    ///
    /// - Parameters:
    ///   - folder: where it runs; `nil` is the current folder.
    ///   - environment: the variables that it gets.
    ///   - streams: the descriptors that become its standard input, output and error.
    /// - Throws: `ProgramFailure.noProgram` or `.notStarted`.
    init(
        _ command: [String], in folder: String? = nil, environment: [String: String],
        streams: (input: Int32, output: Int32, errors: Int32)
    ) throws {
        guard let program = command.first, !program.isEmpty else { throw ProgramFailure.noProgram }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, streams.input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, streams.output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, streams.errors, STDERR_FILENO)
        if let folder { _ = ascribe_spawn_in(&actions, folder) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What we ignore or hold back is our own affair: the program starts as from a shell.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTSTP, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(ascribe_spawn_session() | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for variable in variables { free(variable) } }
        ascribe_orphans_watch()
        let code = posix_spawnp(&child, program, &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw ProgramFailure.notStarted(code: code) }
        ascribe_orphans_begin(child)
        process = Mutex(child)
    }

    /// Asks it and all that it started to end, and ends them a moment later; comes back at once.
    func interrupt() {
        send(SIGTERM)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Self.grace)) { self.send(SIGKILL) }
    }

    /// Asks it and all that it started to end, ends them a moment later, and waits for it.
    func end() {
        send(SIGTERM)
        awaitEnd(milliseconds: Self.grace)
        send(SIGKILL)
        wait()
    }

    private func send(_ signal: Int32) {
        process.withLock { child in
            if let child { _ = kill(-child, signal) }
        }
    }

    /// Whether it has ended; it stays to be waited for.
    var hasEnded: Bool {
        process.withLock { child in
            guard let child else { return true }
            var about = siginfo_t()
            return waitid(P_PID, id_t(child), &about, WEXITED | WNOWAIT | WNOHANG) != 0 || about.si_signo != 0
        }
    }

    /// Waits a while for it to end by itself; it stays to be waited for.
    func awaitEnd(milliseconds: Int) {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while !hasEnded, ContinuousClock.now < deadline { usleep(2_000) }
    }

    /// Waits until it has ended; what it started and left behind is ended too.
    func wait() {
        guard let child = process.withLock({ $0 }) else { return }
        var about = siginfo_t()
        while waitid(P_PID, id_t(child), &about, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        process.withLock { current in
            guard current != nil else { return }
            _ = kill(-child, SIGKILL)
            var status: Int32 = 0
            var used = rusage()
            while wait4(child, &status, 0, &used) < 0, errno == EINTR {}
            ascribe_orphans_end(child)
            let signal = status & 0x7F
            let ending = signal == 0 ? ProgramEnding.exited((status >> 8) & 0xFF) : .signalled(signal)
            let seconds = [used.ru_utime, used.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
            known.withLock { $0 = (ending, seconds) }
            current = nil
        }
    }
}

/// How a program ended.
package enum ProgramEnding: Sendable, Equatable {
    /// By itself, with a status.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)

    /// The status that it ended with by itself; `nil` when a signal ended it.
    package var status: Int32? {
        if case .exited(let status) = self { return status }
        return nil
    }
}
