import Foundation

/// A finished child process: how long it took and the most memory it held.
struct Spawned {
    var seconds: Double
    var peakMegabytes: Double
    var status: Int32

    /// Runs a command with its output thrown away, and waits for it.
    static func run(_ command: [String], output: String = "/dev/null", input: [UInt8] = []) throws -> Spawned {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0 else { throw BenchmarkError.cannotRun(command[0]) }
        posix_spawn_file_actions_adddup2(&actions, pipe[0], 0)
        posix_spawn_file_actions_addclose(&actions, pipe[1])
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let start = ContinuousClock.now
        guard posix_spawnp(&child, command[0], &actions, nil, &arguments, environ) == 0 else {
            throw BenchmarkError.cannotRun(command[0])
        }
        close(pipe[0])
        // Keys are pressed as a person would: one at a time.
        for key in input {
            usleep(30_000)
            _ = [key].withUnsafeBytes { write(pipe[1], $0.baseAddress, 1) }
        }
        close(pipe[1])
        var usage = rusage()
        var status: Int32 = 0
        while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return Spawned(seconds: seconds, peakMegabytes: Double(usage.ru_maxrss) / 1024, status: status >> 8)
    }

    /// The median time of several runs, and the largest peak.
    static func median(of runs: Int, _ command: [String]) throws -> Spawned {
        let all = try (0..<runs).map { _ in try run(command) }.sorted { $0.seconds < $1.seconds }
        var middle = all[all.count / 2]
        middle.peakMegabytes = all.map(\.peakMegabytes).max() ?? 0
        return middle
    }
}

/// Why the benchmark cannot go on.
enum BenchmarkError: Error, CustomStringConvertible {
    case usage
    case cannotRun(String)

    var description: String {
        switch self {
        case .usage:
            """
            usage: benchmarks replays | spans ASCRIBE [MEGABYTES] | journal ASCRIBE RUNS.jsonl FOLDER | ASCRIBE FILE.jsonl …
            (ASCRIBE is the release program)
            """
        case .cannotRun(let name): "\(name): cannot be run; install it, or name the program by its path"
        }
    }
}
