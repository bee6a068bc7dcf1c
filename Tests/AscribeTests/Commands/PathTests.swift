import Foundation
import Testing

@testable import UseCases

@Suite("Odd paths and file names") struct PathTests {
    private static let run =
        #"{"type":"trace","trace":"t","messages":[{"turn":1,"agent":"a","output":"x"}],"outcome":{"success":true}}"#
        + "\n"

    @Test(
        "A path of one character is a path",
        arguments: [
            ["review", "list", "--store", "."], ["review", "list", "--store", "s"],
            ["export", "x", "--team", "simulated/root-echo"], ["export", "x/", "--team", "simulated/root-echo"],
            ["sample", "--team", "T", "--count", "1", "--out", "o.jsonl"], ["export", "--check", "."], ["check", "."],
            ["export", ".", "--team", "simulated/root-echo", "--force"],
        ])
    func oneCharacter(_ words: [String]) throws {
        let scratch = try Scratch()
        try scratch.file("T", "name: n\n")
        let store = words.contains("--store") || words[0] == "check" ? [] : ["--store", "./st"]
        let result = try Program.run(words + store, in: scratch.path)
        withExtendedLifetime(scratch) {}
        #expect((0...3).contains(result.status), "\(result.status) \(result.complaint)")
    }

    @Test(
        "A file opens whatever its name begins with",
        arguments: [
            "\u{301}x", "\u{FE0F}x", "\u{200D}x", "\u{E0041}x", "a\u{301}", " ", "~", "-x", "\u{202E}x", "é結",
        ])
    func oddNames(_ name: String) throws {
        let scratch = try Scratch()
        let folder = try scratch.folder("runs")
        try scratch.file("runs/\(name).jsonl", Self.run)
        for path in [folder, "\(folder)/\(name).jsonl"] {
            let result = try Program.run(["check", path])
            #expect(result.status == 0 && result.text.contains("1 trace in 1 file"), "\(result.complaint)")
        }
        // A team and a store in a folder of that name.
        let store = "\(scratch.path)/\(name)"
        #expect(try Program.run(["review", "list", "--store", store]).status == 0)
        #expect(
            try Program.run(["export", store + "-e", "--team", "simulated/root-echo", "--store", store]).status == 0)
        #expect(try Program.run(["export", "--check", store + "-e", "--store", store]).status == 0)
    }

    @Test("A file whose name is not UTF-8 is reported, and the others open")
    func notUTF8() throws {
        let scratch = try Scratch()
        let folder = try scratch.folder("runs")
        try scratch.file("runs/good.jsonl", Self.run)
        let name: [CChar] =
            (folder + "/").utf8CString.dropLast() + [CChar(bitPattern: 0xFF)] + Array(".jsonl".utf8CString)
        let descriptor = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        let result = try Program.run(["check", folder])
        #expect(
            result.status == 3 && result.text.contains("not UTF-8") && result.text.contains("1 trace"), "\(result.text)"
        )
    }

    @Test(
        "An argument that is not UTF-8 is refused before anything is written",
        arguments: ["sample --team simulated/root-echo --count 1 --out", "view --headless --dump", "export"])
    func argumentNotUTF8(_ command: String) throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        try scratch.file("runs.jsonl", Self.run)
        try scratch.file("said", "")
        let line = "exec '\(Program.path)' \(command) $'\\xff\\xfe' --store st runs.jsonl"
        let status = try Spawned.run(
            ["bash", "-c", line], environment: Program.environment(), folder: scratch.path,
            errors: scratch.path + "/said")
        #expect(status == 64)
        #expect(String(decoding: try scratch.bytes("said"), as: UTF8.self).contains("'<FF><FE>' is not UTF-8"))
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
        #expect(left == ["runs.jsonl", "said"])
    }

    @Test("A pipe that nobody reads takes no result, and nobody waits for it")
    func pipeWithoutReader() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        try scratch.file("runs.jsonl", Self.run)
        try #require(mkfifo(scratch.path + "/pipe", 0o600) == 0)
        for words in [["view", "--headless", "--dump", "pipe"], ["score", "--trace", "t", "--html", "pipe"]] {
            let result = try Program.run(words + ["runs.jsonl"], in: scratch.path)
            #expect(result.status == 3 && result.complaint.contains("nobody reads it"), "\(result.complaint)")
        }
    }

    @Test("A pipe that is waited for is said, and read when somebody writes to it")
    func pipeWithoutWriter() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let pipe = scratch.path + "/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        try scratch.file("said", "")
        let child = try Spawned.start(
            [Program.path, "check", "pipe"], environment: Program.environment(), folder: scratch.path,
            errors: scratch.path + "/said")
        var said = ""
        while said.isEmpty, !child.hasEnded { said = String(decoding: try scratch.bytes("said"), as: UTF8.self) }
        #expect(said == "pipe is a pipe; it is waited for until its other end is opened\n")
        let writer = open(pipe, O_WRONLY)
        _ = Self.run.withCString { write(writer, $0, strlen($0)) }
        close(writer)
        #expect(child.wait() == 0)
    }

    @Test("What is called like a file of runs in a folder and is none is said")
    func passedOver() throws {
        let scratch = try Scratch()
        let folder = try scratch.folder("runs")
        try scratch.file("runs/good.jsonl", Self.run)
        mkfifo(folder + "/pipe.jsonl", 0o600)
        symlink("nowhere", folder + "/gone.jsonl")
        symlink("/dev/zero", folder + "/zero.jsonl")
        symlink("nowhere", folder + "/other")
        let result = try Program.run(["check", "runs"], in: scratch.path)
        #expect(result.status == 0 && result.text.contains("1 trace in 1 file"), "\(result.text)")
        let names = result.complaint.split(separator: "\n").map { $0.prefix { $0 != ":" } }
        #expect(names == ["runs/gone.jsonl", "runs/pipe.jsonl", "runs/zero.jsonl"], "\(result.complaint)")
        for number in 0..<9 { symlink("nowhere", folder + "/many-\(number).jsonl") }
        let many = try Program.run(["check", "runs"], in: scratch.path)
        let none = try scratch.folder("none")
        mkfifo(none + "/pipe.jsonl", 0o600)
        let refusal = try Program.run(["check", "none"], in: scratch.path)
        #expect(refusal.status != 0)
        #expect(refusal.complaint.contains("; pipe.jsonl is no file and leads to none); name a file"))
        #expect(many.complaint.hasSuffix("\n7 more names of no file passed over\n"), "\(many.complaint)")
    }

    @Test("What cannot be read is not called empty besides")
    func closedInput() throws {
        let result = try Program.run([], through: ["bash", "-c", "exec '\(Program.path)' check - <&-"])
        #expect(result.text.contains("cannot be read") && !result.text.contains("nothing to read"), "\(result.text)")
    }

    @Test("An empty path is refused by what stands before it, and nothing is written")
    func empty() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        for words in [["export", ""], ["check", ""], ["sample", "--team", "simulated/root-echo", "--out", ""]] {
            let result = try Program.run(words, in: scratch.path)
            #expect(result.status == 64 && result.complaint.contains("is empty; write a name"), "\(result.complaint)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
    }

    @Test(
        "JSON on a terminal has nothing in it that a terminal obeys, and in a pipe exact bytes",
        .enabled(if: Program.isInstalled("script"), "script is not installed"))
    func jsonOnATerminal() throws {
        let scratch = try Scratch()
        let line =
            #"{"type":"trace","trace":"t\u009b31m\u202e\u200b\ufeff","messages":[{"turn":1,"agent":"a","output":"x"}]}"#
        let file = try scratch.file("runs.jsonl", line + "\n")
        for command in ["score", "convert --to packed"] {
            try scratch.file("said", "")
            let status = try Spawned.run(
                ["script", "-qec", "'\(Program.path)' \(command) '\(file)' 2>/dev/null", "/dev/null"],
                environment: Program.environment(), folder: scratch.path, output: scratch.path + "/said")
            #expect(status == 0)
            let said = String(decoding: try scratch.bytes("said"), as: UTF8.self)
            #expect(said.contains("\\u009b31m\\u202e\\u200b\\ufeff"), "\(said)")
            let piped = try Program.run(command.split(separator: " ").map(String.init) + [file])
            #expect(piped.text.contains("\u{9B}31m\u{202E}\u{200B}\u{FEFF}"))
        }
    }
}
