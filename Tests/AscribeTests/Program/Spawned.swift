import Foundation

/// Child processes.
///
/// Not `Foundation.Process`: that one waits for everybody who inherited its socket, and a tmux server lives on.
enum Spawned {
    /// Why a child could not be started.
    struct Failed: Error { var command: String, reason: String }

    /// A child process that may still run.
    struct Child {
        let pid: pid_t

        /// Sends it a signal.
        func signal(_ number: Int32) { kill(pid, number) }

        /// Waits for its end and answers with its exit status; a signal is negative.
        func wait() -> Int32 {
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
        }
    }

    /// Runs a command, with files as its input and outputs, and answers with its exit status; a signal is negative.
    static func run(
        _ command: [String], environment: [String: String], folder: String, input: String = "/dev/null",
        output: String = "/dev/null", errors: String = "/dev/null"
    ) throws -> Int32 {
        try start(
            command, environment: environment, folder: folder, input: input, output: output, errors: errors
        ).wait()
    }

    /// Starts a command, with files as its input and outputs.
    static func start(
        _ command: [String], environment: [String: String], folder: String, input: String = "/dev/null",
        output: String = "/dev/null", errors: String = "/dev/null"
    ) throws -> Child {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // Signals as from a shell: the thread that runs a test may block them all, and a tmux server that inherits that
        // cannot be ended.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments = (["env", "-C", folder] + command).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var child = pid_t()
        let failure = posix_spawnp(&child, "env", &actions, &attributes, &arguments, &variables)
        guard failure == 0 else { throw Failed(command: command[0], reason: String(cString: strerror(failure))) }
        return Child(pid: child)
    }
}
