import Foundation
import Testing

/// What `sample --out` and `--against` may be.
@Suite("The file of recorded runs") struct SampleFileTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func sample(_ arguments: String...) throws -> Program.Result {
        try Program.run(
            ["sample", "--team", "simulated/root-echo", "--count", "2"] + arguments,
            environment: ["XDG_DATA_HOME": scratch.path + "/home"], in: scratch.path)
    }

    @Test(
        "A file of anything else stays as it is, also when starting over",
        arguments: [
            "# Notes\n\nOf mine.\n", "plain words", #"{"id":"p-1","input":"How many?","reference":"3"}"# + "\n",
            #"[{"role":"user","content":"x"}]"# + "\n", "\n\n", "\u{0}\u{1}\n", #"{"type":"message"}"# + "\n",
        ], [[], ["--fresh"]])
    func foreign(text: String, more: [String]) throws {
        try scratch.file("mine", text)
        let result = try Program.run(
            ["sample", "--team", "simulated/root-echo", "--count", "2", "--out", "mine"] + more, in: scratch.path)
        #expect(result.status == 3, "\(result.complaint)")
        #expect(result.complaint.contains("mine: cannot be written (it holds something else than runs"))
        #expect(try scratch.bytes("mine") == Array(text.utf8))
    }

    @Test("An empty file, half of a first line and an earlier recording are gone on with")
    func own() throws {
        for (name, text) in [("empty", ""), ("half", #"{"type":"trace","for"#), ("begun", "{")] {
            try scratch.file(name, text)
            #expect(try sample("--out", name).status == 0)
            #expect(try scratch.bytes(name).count { $0 == UInt8(ascii: "\n") } == 2)
        }
        let whole = try scratch.bytes("empty")
        try scratch.file("cut", Array(whole.dropLast(20)))
        #expect(try sample("--out", "cut").status == 0)
        #expect(try scratch.bytes("cut") == whole)
        #expect(try sample("--out", "cut", "--fresh").status == 0)
        #expect(try scratch.bytes("cut") == whole)
    }

    @Test(
        "What is no file is refused in one sentence with a way out",
        arguments: [
            ("folder", 3, "it is a folder; name a file in it"), ("link", 3, "symbolic link"),
            ("/dev/full", 3, "it is no file; name one"), ("none/x", 3, "its folder does not exist; make it"),
            ("-", 64, "a file has to be named"),
        ] as [(String, Int32, String)])
    func noFile(name: String, status: Int32, says: String) throws {
        _ = try scratch.folder("folder")
        try scratch.file("target", "")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/link", withDestinationPath: scratch.path + "/target")
        let result = try sample("--out", name)
        #expect(result.status == status && result.complaint.contains(says), "\(result.complaint)")
    }

    @Test("Only one process at a time records in it, whatever the other one records")
    func shared() throws {
        #expect(try sample("--out", "runs").status == 0)
        let whole = try scratch.bytes("runs")
        let descriptor = open(scratch.path + "/runs", O_RDONLY | O_CLOEXEC)
        try #require(descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        for more in [[], ["--fresh"]] {
            let refused = try Program.run(
                ["sample", "--team", "simulated/root-echo", "--count", "9", "--out", "runs", "--store", "st"] + more,
                in: scratch.path)
            #expect(refused.status == 3, "\(refused.complaint)")
            #expect(
                refused.complaint.contains(
                    "runs: cannot be written (another process records runs in this file; wait for it, or name another"))
        }
        #expect(try scratch.bytes("runs") == whole)
        close(descriptor)
        #expect(try sample("--out", "runs").status == 0)
    }

    @Test("Two processes at once leave the runs of one of them, whole")
    func atOnce() throws {
        let words = ["sample", "--team", "simulated/root-echo", "--count", "40", "--out", "runs"]
        let children = try (1...2).map { number in
            try Spawned.start(
                [Program.path] + words + ["--store", "st-\(number)"], environment: Program.environment(),
                folder: scratch.path)
        }
        let statuses = children.map { $0.wait() }
        // The second one may come when the first has ended, and finds all runs made.
        #expect(statuses.contains(0) && statuses.allSatisfy { [0, 3].contains($0) }, "\(statuses)")
        let check = try Program.run(["check", "runs"], in: scratch.path)
        #expect(check.status == 0 && check.text.contains("40 traces in 1 file"), "\(check.text)")
    }

    @Test("What is compared with is read before anything is run")
    func against() throws {
        try scratch.file("empty", "")
        try scratch.file("words", "no runs\n")
        for name in ["none", "empty", "words"] {
            let result = try sample("--out", "out", "--against", name)
            #expect(result.status == 3 && result.complaint.contains("\(name):"), "\(result.complaint)")
            #expect(!FileManager.default.fileExists(atPath: scratch.path + "/out"))
        }
    }

    @Test("A run whose evaluator fails is named, counted and made again without new calls")
    func evaluatorFails() throws {
        try scratch.file(
            "model.sh", #"read -r x; echo call >> calls; echo '{"text":"The answer is 7.","cost_usd":0.01}'"#)
        try scratch.file("judge.sh", #"read -r x; [ -e good ] || { echo no ruler >&2; exit 9; }; echo '{"score":1}'"#)
        try scratch.file("a.md", "Answer.")
        try scratch.file(
            "problems.jsonl", (1...2).map { #"{"id":"p-\#($0)","input":"How many \#($0)?"}"# + "\n" }.joined())
        let team = """
            name: lonely
            agents: [{name: a, prompt: a.md}]
            protocol: {turns: 1}
            models: {default: {provider: command, command: [sh, model.sh], max_tokens: 9}}
            problems: problems.jsonl

            """
        try scratch.file("team.yaml", team + "evaluator: {kind: command, command: [sh, judge.sh]}\n")
        let words = ["sample", "--team", ".", "--count", "2", "--out", "runs.jsonl", "--store", "store"]
        let failed = try Program.run(words, in: scratch.path)
        #expect(failed.status == 4 && failed.complaint.contains("2 failed and left for the next time"))
        for name in ["run-1", "run-2"] {
            #expect(
                failed.complaint.contains(
                    "\(name): evaluator: the program ended without an answer (status 9); it last said: no ruler"),
                "\(failed.complaint)")
        }
        #expect(try scratch.bytes("runs.jsonl").isEmpty)
        try scratch.file("good", "")
        let again = try Program.run(words, in: scratch.path)
        #expect(again.status == 0 && again.complaint.contains("2 runs recorded"), "\(again.complaint)")
        // Programs that say what they cost are billed by that.
        #expect(again.complaint.contains("2 calls, $0.02"), "\(again.complaint)")
        #expect(try scratch.bytes("calls").count { $0 == UInt8(ascii: "\n") } == 2)

        try scratch.file("team.yaml", team + "evaluator: {kind: numeric}\n")
        let unknown = try Program.run(words.map { $0 == "runs.jsonl" ? "other.jsonl" : $0 }, in: scratch.path)
        #expect(unknown.status == 0 && unknown.complaint.contains("2 without an outcome"))
        #expect(unknown.complaint.contains("add 'reference' to the problems"), "\(unknown.complaint)")
    }
}
