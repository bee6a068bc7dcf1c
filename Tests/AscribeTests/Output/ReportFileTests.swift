import Foundation
import Testing

/// What the files may be that reports are written to.
@Suite("The file of a report") struct ReportFileTests {
    private static let run =
        #"{"type":"trace","trace":"t","problem":{"id":"p"},"messages":[{"turn":1,"agent":"a","output":"x"}],"#
        + #""outcome":{"success":true}}"# + "\n"
    private static let commands = [
        "score mine.jsonl --trace t --html", "compare mine.jsonl mine.jsonl --margin 1 --junit",
        "compare mine.jsonl mine.jsonl --margin 1 --markdown", "view mine.jsonl --headless --dump",
        "view mine.jsonl --timing", "view runs --headless --dump", "score runs --trace t --html",
        "compare runs runs --margin 1 --junit", "watch mine.jsonl --once --metrics-otlp",
    ]

    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        _ = try scratch.folder("runs")
        try scratch.file("mine.jsonl", Self.run)
        try scratch.file("runs/one.jsonl", Self.run)
        try scratch.file("other.txt", "mine\n")
        for (link, target) in [("link", "other.txt"), ("same", "mine.jsonl"), ("null", "/dev/null")] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(scratch.path)/\(link)", withDestinationPath: target)
        }
        try FileManager.default.linkItem(
            atPath: scratch.path + "/mine.jsonl", toPath: scratch.path + "/hard.jsonl")
        try FileManager.default.linkItem(
            atPath: scratch.path + "/runs/one.jsonl", toPath: scratch.path + "/runs/two.jsonl")
    }

    private func run(_ command: String, _ path: String) throws -> Program.Result {
        try Program.run(
            command.split(separator: " ").map(String.init) + [path],
            environment: ["XDG_DATA_HOME": scratch.path + "/home", "XDG_STATE_HOME": scratch.path + "/home"],
            in: scratch.path)
    }

    private func unchanged() throws -> Bool {
        try scratch.bytes("mine.jsonl") == Array(Self.run.utf8)
            && scratch.bytes("runs/one.jsonl") == Array(Self.run.utf8)
            && scratch.bytes("other.txt") == Array("mine\n".utf8)
    }

    @Test("It is none that is read, under no name", arguments: commands)
    func inputs(_ command: String) throws {
        let paths =
            command.contains("runs")
            ? ["runs/one.jsonl", "runs/two.jsonl"] : ["mine.jsonl", "./mine.jsonl", "hard.jsonl"]
        for path in paths {
            let result = try run(command, path)
            #expect(result.status == 3, "\(result.complaint)")
            #expect(
                result.complaint
                    == "ascribe: \(path): cannot be written (it is one of the files that are read, or lies among them; "
                    + "name another)\n")
        }
        #expect(try unchanged())
    }

    @Test("No link is followed, and what is no file takes nothing", arguments: commands)
    func links(_ command: String) throws {
        for (path, reason) in [
            ("link", "it is a symbolic link, which is not followed"), ("same", "it is a symbolic link"),
            ("null", "it is a symbolic link"), ("home", "it is a folder; name a file in it"),
        ] {
            _ = try scratch.folder("home")
            let result = try run(command, path)
            #expect(result.status == 3 && result.complaint.contains("\(path): cannot be written (\(reason)"))
            #expect(result.complaint.count { $0 == "\n" } == 1, "\(result.complaint)")
        }
        #expect(try unchanged())
    }

    @Test("It takes the place of an earlier one, and streams take it as it comes")
    func replaced() throws {
        for command in Self.commands where !["--timing", "watch", "score runs"].contains(where: command.contains) {
            try scratch.file("report", String(repeating: "earlier ", count: 10_000))
            let first = try run(command, "report")
            #expect([0, 2].contains(first.status), "\(first.complaint)")
            #expect(!(try scratch.bytes("report")).starts(with: Array("earlier".utf8)))
            #expect([0, 2].contains(try run(command, "/dev/null").status))
        }
        let dumped = try run("view mine.jsonl --headless --dump", "/dev/stdout")
        #expect(dumped.status == 0 && dumped.text.contains("1 run"), "\(dumped.complaint)")
    }

    @Test("A gate's report is not its recording, also before there is one")
    func gate() throws {
        let result = try Program.run(
            [
                "gate", "--team", "simulated/root-echo", "--baseline", "mine.jsonl", "--out", "after.jsonl", "--store",
                "st", "--junit", "./after.jsonl",
            ], in: scratch.path)
        #expect(
            result.status == 3 && result.complaint.contains("one of the files that are read"), "\(result.complaint)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/after.jsonl"))
    }
}
