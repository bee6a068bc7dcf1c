import Foundation

/// The built program, as a person runs it.
enum Program {
    /// What a finished program left behind.
    struct Result {
        var status: Int32
        var output: [UInt8]
        var errors: [UInt8]
        /// Standard output as text.
        var text: String { String(decoding: output, as: UTF8.self) }
        /// Standard error as text.
        var complaint: String { String(decoding: errors, as: UTF8.self) }
        /// The lines of standard output.
        var lines: [String] {
            text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        }
    }

    /// The executable lies beside the test bundle.
    static let path = path(of: "ascribe")
    /// The executable that prints the tables of planted faults.
    static let tables = path(of: "planted-faults")

    private static func path(of name: String) -> String {
        let folder = Bundle.main.executableURL?.deletingLastPathComponent() ?? URL(filePath: ".build/debug")
        return folder.appending(path: name).path
    }

    /// The folder of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The committed sample runs.
    static let samples = package + "/SampleTraces"

    /// Runs the program to its end with no terminal, and answers with all that it wrote.
    ///
    /// Words that begin with `planted-faults` run that program. `environment` is laid over the one of the tests; `through` are words before the program (`taskset -c 0`).
    static func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], in folder: String = package,
        through: [String] = []
    ) throws -> Result {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        // Files, not pipes: nobody has to read while the program runs.
        try scratch.file("input", input)
        try scratch.file("output", "")
        try scratch.file("errors", "")
        let status = try Spawned.run(
            through + (arguments.first == "planted-faults" ? [tables] + arguments.dropFirst() : [path] + arguments),
            environment: self.environment(with: environment), folder: folder,
            input: scratch.path + "/input", output: scratch.path + "/output", errors: scratch.path + "/errors")
        return Result(status: status, output: try scratch.bytes("output"), errors: try scratch.bytes("errors"))
    }

    /// Where stores, logs, settings and indexes lie that no test names, so that nobody's own are touched; gone with the tests.
    private static let data: String = {
        let path = FileManager.default.temporaryDirectory.appending(path: "ascribe-test-data-\(getpid())").path
        atexit { try? FileManager.default.removeItem(atPath: Program.data) }
        return path
    }()

    /// The environment of the program under test; without a place that the test names, it has a home of its own each time, so
    /// that tests side by side do not wait for each other's store.
    static func environment(with changes: [String: String] = [:]) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        for name in ["TMUX", "TMUX_PANE", "NO_COLOR", "LC_ALL"] { environment[name] = nil }
        environment["SWIFT_BACKTRACE"] = "enable=no"
        environment["LANG"] = "C.UTF-8"
        let home = "\(data)/\(UUID().uuidString)"
        for kind in ["DATA", "STATE", "CONFIG", "CACHE"] { environment["XDG_\(kind)_HOME"] = home }
        return environment.merging(changes) { $1 }
    }

    /// Whether a command can be found on the search path.
    static func isInstalled(_ command: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(command)") }
    }
}
