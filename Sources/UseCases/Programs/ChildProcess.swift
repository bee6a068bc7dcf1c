import CProcess
import Foundation
import Synchronization

/// A child process with a group of its own, which may be ended from any thread while another waits for its answer.
final class ChildProcess: Sendable {
    /// `nil` once it has been waited for: its number may be somebody else's by then.
    private let process: Mutex<pid_t?>
    private let status = Mutex<Int32?>(nil)

    /// The status that it ended with by itself; `nil` before that, and when a signal ended it.
    var exitStatus: Int32? { status.withLock { $0 } }

    /// Starts a program by argument vector; its path is looked up as a shell would.
    ///
    /// - Parameters:
    ///   - folder: where it runs; `nil` is the current folder.
    ///   - environment: the variables that it gets.
    ///   - streams: the descriptors that become its standard input, output and error.
    /// - Throws: `LineProcess.Failure.notStarted`.
    init(
        _ command: [String], in folder: String? = nil, environment: [String: String],
        streams: (input: Int32, output: Int32, errors: Int32)
    ) throws {
        guard let program = command.first, !program.isEmpty else {
            throw LineProcess.Failure.notStarted("no program is named")
        }
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
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for variable in variables { free(variable) } }
        let code = posix_spawnp(&child, program, &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw LineProcess.Failure.notStarted(String(cString: strerror(code))) }
        process = Mutex(child)
    }

    /// Ends it and all that it started, at once.
    func kill() {
        process.withLock { child in
            if let child { _ = Foundation.kill(-child, SIGKILL) }
        }
    }

    /// Waits a while for it to end by itself; it stays to be waited for.
    func awaitEnd(milliseconds: Int) {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < deadline {
            let hasEnded = process.withLock { child in
                guard let child else { return true }
                var about = siginfo_t()
                return waitid(P_PID, id_t(child), &about, WEXITED | WNOWAIT | WNOHANG) != 0 || about.si_signo != 0
            }
            if hasEnded { return }
            usleep(2_000)
        }
    }

    /// Waits until it has ended; what it started and left behind is ended too.
    func wait() {
        guard let child = process.withLock({ $0 }) else { return }
        var about = siginfo_t()
        while waitid(P_PID, id_t(child), &about, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        process.withLock { known in
            guard known != nil else { return }
            _ = Foundation.kill(-child, SIGKILL)
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
            if status & 0x7F == 0 { self.status.withLock { $0 = (status >> 8) & 0xFF } }
            known = nil
        }
    }
}
