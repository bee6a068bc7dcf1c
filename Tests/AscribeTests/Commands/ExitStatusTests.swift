import Foundation
import Testing

@testable import ascribe

/// What the shell is told: 0 done, 1 bad lines, 3 unreadable, 64 usage.
@Suite("Exit status and one clear sentence")
struct ExitStatusTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var status: Int32
        /// Words that one of the two outputs must have.
        var says = ""
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let readers: [[String]] = [
        ["check"], ["score"], ["convert", "--to", "native"], ["convert", "--to", "packed"],
        ["eval", "--labels", "native"],
    ]

    /// Files that the test makes, and what every reading command answers to them.
    static let files: [(name: String, status: Int32, says: String)] = [
        ("good.jsonl", 0, ""), ("empty.jsonl", 0, ""), ("bad.jsonl", 1, "bad.jsonl:2: not JSON"),
        ("cut.jsonl", 1, "cut.jsonl:2: ends in the middle"), ("picture.jsonl", 3, "a binary file, not text"),
        ("unknown.jsonl", 3, "keys seen: fish"), ("none.jsonl", 3, "none.jsonl: cannot be read (no such file"),
        ("folder", 3, "no file in this folder that could hold runs"),
    ]

    static let cases: [Case] = readers.flatMap { command in
        files.map { Case(arguments: command + [$0.name], status: $0.status, says: $0.says) }
    }

    @Test("Reading commands", arguments: cases)
    func reading(_ testCase: Case) throws {
        let scratch = try Self.folder()
        defer { withExtendedLifetime(scratch) {} }
        let result = try Program.run(testCase.arguments, in: scratch.path)
        #expect(result.status == testCase.status, "\(result.complaint)")
        #expect(testCase.says.isEmpty || (result.text + result.complaint).contains(testCase.says))
    }

    static let others: [Case] = [
        Case(arguments: ["check"], status: 64, says: "Missing expected argument"),
        Case(arguments: ["check", "--fish", "good.jsonl"], status: 64, says: "Unknown option '--fish'"),
        Case(arguments: ["convert", "good.jsonl"], status: 64, says: "--to"),
        Case(arguments: ["convert", "--to", "xml", "good.jsonl"], status: 64, says: "'native', 'packed'"),
        Case(
            arguments: ["score", "--temporal", "fish", "good.jsonl"], status: 64,
            says: "'stall', 'article', 'kl' or 'js'"),
        Case(arguments: ["score", "--lambda", "2", "good.jsonl"], status: 64, says: "from 0 to 1"),
        Case(arguments: ["score", "--lookahead=-1", "good.jsonl"], status: 64, says: "from 0"),
        Case(arguments: ["score", "--map", "fish=x", "good.jsonl"], status: 64, says: "PART is one of"),
        Case(arguments: ["score", "--outcomes", "none.jsonl", "good.jsonl"], status: 3, says: "none.jsonl"),
        Case(arguments: ["score", "--prompts", "none", "good.jsonl"], status: 3, says: "none"),
        Case(arguments: ["eval", "good.jsonl"], status: 64, says: "--labels"),
        Case(arguments: ["view", "--headless", "--size", "0x5", "good.jsonl"], status: 64, says: "--size"),
        Case(arguments: ["view", "--headless", "--size", "fish", "good.jsonl"], status: 64, says: "--size"),
        Case(arguments: ["view", "--headless", "--size", "9999x9999", "good.jsonl"], status: 64, says: "--size"),
        Case(
            arguments: ["view", "--headless", "--keys", "<Fish>", "good.jsonl"], status: 64, says: "<Fish> is not a key"
        ),
        Case(arguments: ["view", "--headless", "--keys", "j<", "good.jsonl"], status: 64, says: "character 2"),
        Case(arguments: ["view", "--color", "pink", "good.jsonl"], status: 64, says: "pink"),
        Case(arguments: ["view", "--headless", "none.jsonl"], status: 3, says: "none.jsonl: cannot be read"),
        Case(arguments: ["view", "--headless", "folder"], status: 3, says: "no file in this folder"),
        Case(arguments: ["view", "--headless", "--dump", "none/x.txt", "good.jsonl"], status: 3, says: "none/x.txt"),
        Case(arguments: ["view", "--headless", "--dump", "-", "good.jsonl"], status: 0, says: "1 run"),
        Case(arguments: ["view", "--headless", "--dump", "-", "empty.jsonl"], status: 0, says: "no runs here"),
        Case(
            arguments: ["view", "--headless", "--dump", "-", "unknown.jsonl"], status: 3,
            says: "nothing was recognised as one; L says why"),
        Case(arguments: ["view", "--headless", "--dump", "-", "bad.jsonl"], status: 0, says: "! line 2"),
        Case(
            arguments: ["view", "--headless", "--dump", "-", "--keys", "L", "picture.jsonl"], status: 3,
            says: "a binary file"),
        Case(arguments: ["frobnicate"], status: 3, says: "no such file, and no command"),
        Case(
            arguments: ["measure", "good.jsonl", "--trace", "fish"], status: 64,
            says: "no trace is called fish; there is"),
        Case(
            arguments: [
                "swap", Program.samples + "/trio.jsonl", "--trace", "run-1", "--turn", "99", "--agent", "critic",
            ],
            status: 64, says: "no agent called critic speaks in turn 99"),
        Case(
            arguments: [
                "swap", Program.samples + "/trio.jsonl", "--trace", "run-1", "--turn", "2", "--agent", "critic",
                "--with", "text",
            ], status: 64, says: "--with text needs --text-file"),
        Case(
            arguments: [
                "swap", Program.samples + "/trio.jsonl", "--trace", "run-1", "--turn", "2", "--agent", "critic",
                "--with",
                "model", "--with-model", "fish",
            ], status: 64, says: "no model is called 'fish'"),
        Case(arguments: ["view", "good.jsonl"], status: 3, says: "--headless"),
        Case(arguments: ["good.jsonl"], status: 3, says: "no terminal"),
        Case(arguments: ["--version"], status: 0, says: "."),
        Case(arguments: ["info"], status: 0, says: "processors"),
        Case(arguments: [], status: 0, says: "USAGE"),
    ]

    @Test("Everything else", arguments: others)
    func usage(_ testCase: Case) throws {
        let scratch = try Self.folder()
        defer { withExtendedLifetime(scratch) {} }
        let result = try Program.run(testCase.arguments, in: scratch.path)
        #expect(result.status == testCase.status, "\(result.complaint)")
        #expect(testCase.says.isEmpty || (result.text + result.complaint).contains(testCase.says))
    }

    @Test(
        "A terminal that cannot place its cursor is refused with what works", arguments: ["dumb", "fish-terminal", ""])
    func dumb(term: String) throws {
        let result = try Program.run([Program.samples], environment: ["TERM": term])
        #expect(result.status == 3)
        #expect(result.complaint.contains("--headless"))
        #expect(result.output.isEmpty)
    }

    @Test("Help has an example", arguments: ["", "view", "review"] + CommandName.all.map(\.name))
    func help(command: String) throws {
        let result = try Program.run(command.split(separator: " ").map(String.init) + ["--help"])
        #expect(result.status == 0)
        #expect(result.text.contains("Example: ascribe \(command == "keys" ? "help keys" : command)"))
        #expect(result.errors.isEmpty)
    }

    @Test(
        "Whatever runs models takes the same options",
        arguments: [
            "view", "eval", "sample", "swap", "measure", "judge", "critique", "revise", "validate", "optimize",
        ])
    func modelOptions(command: String) throws {
        let help = try Program.run([command, "--help"]).text
        for option in ["team", "seed", "jobs", "max-calls", "max-cost", "fresh", "store", "readonly"] {
            #expect(help.contains("--\(option)"), "\(option)")
        }
    }

    @Test(
        "A full disk is said, whatever is written",
        arguments: [
            "score solved.jsonl", "check solved.jsonl", "--help", "help score", "score --help", "--version",
            "--generate-completion-script bash", "manual", "page runners",
        ])
    func fullDisk(command: String) throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        try scratch.file("errors", "")
        let status = try Spawned.run(
            [Program.path] + command.split(separator: " ").map(String.init), environment: Program.environment(),
            folder: Program.samples, output: "/dev/full", errors: scratch.path + "/errors")
        #expect(status == 3)
        let words = try String(contentsOfFile: scratch.path + "/errors", encoding: .utf8)
        #expect(words.contains("standard output: cannot be written (No space left on device)"))
    }

    @Test("A cell in which nobody speaks is told with who does")
    func noSuchCell() throws {
        let swap = ["swap", Program.samples + "/trio.jsonl", "--trace", "run-1"]
        let bob = try Program.run(swap + ["--turn", "2", "--agent", "bob"])
        #expect(bob.complaint.contains("no agent called bob speaks in turn 2; researcher, critic, coordinator do"))
        let late = try Program.run(swap + ["--turn", "9", "--agent", "researcher"])
        #expect(late.complaint.contains("its turns are 1 to 5"))
    }

    @Test("What fresh pairs have not confirmed is not stated as the cause")
    func unconfirmed() throws {
        let measure = ["measure", Program.samples + "/trio.jsonl", "--trace", "run-1", "--budget"]
        let scarce = try Program.run(measure + ["20"])
        #expect(scarce.text.contains("the search points at") && scarce.text.contains("not confirmed"))
        #expect(!scarce.text.contains("cost the outcome"))
        let plenty = try Program.run(measure + ["60"])
        #expect(
            plenty.text.contains("the message that cost the outcome: 2 researcher") && plenty.text.contains(": hurts"))
        #expect(plenty.complaint.contains("next: ascribe critique "))
    }

    @Test("A reader that goes away ends the program quietly")
    func closedPipe() throws {
        let result = try Program.run(
            [], through: ["sh", "-c", "'\(Program.path)' score '\(Program.samples)' 2>&1 | head -c 1; :"])
        #expect(result.status == 0)
        #expect(result.text == "{")
        #expect(result.complaint == "")
    }

    /// A folder with the files of the cases, made anew for each.
    private static func folder() throws -> Scratch {
        let scratch = try Scratch()
        let good = try Array(Data(contentsOf: URL(filePath: Program.samples + "/solved.jsonl")))
        try scratch.file("good.jsonl", good)
        try scratch.file("empty.jsonl", "")
        try scratch.file("bad.jsonl", good + Array("{\"a\":}\n".utf8))
        try scratch.file("cut.jsonl", good + good.prefix(50))
        try scratch.file("picture.jsonl", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49])
        try scratch.file("unknown.jsonl", "{\"fish\":1}\n")
        _ = try scratch.folder("folder")
        return scratch
    }
}
