import Foundation
import Testing

@testable import ChildPrograms

@Suite("A program that answers lines")
struct RunningProgramTests {
    private func ask(_ script: String, _ line: String, seconds: Int = 10) throws -> String {
        let process = try RunningProgram(["sh", "-c", script])
        defer { process.end() }
        return String(decoding: try process.ask(Array(line.utf8), within: .seconds(seconds)), as: UTF8.self)
    }

    @Test("answers one line with another, more than once")
    func answers() throws {
        let process = try RunningProgram(["sh", "-c", "while read -r line; do echo \"<$line>\"; done"])
        defer { process.end() }
        #expect(try process.ask(Array("one".utf8), within: .seconds(10)) == Array("<one>".utf8))
        #expect(try process.ask(Array("two".utf8), within: .seconds(10)) == Array("<two>".utf8))
    }

    @Test("reads an answer that comes in pieces, and one as long as many pipes")
    func longAnswers() throws {
        #expect(try ask("read -r x; printf a; printf b; echo c", "go") == "abc")
        #expect(try ask("read -r x; head -c 300000 /dev/zero | tr '\\0' x; echo", "go").utf8.count == 300_000)
    }

    @Test("sends a line longer than a pipe holds while the program is answering")
    func longQuestion() throws {
        let line = String(repeating: "y", count: 1_000_000)
        #expect(try ask("read -r x; echo ${#x}", line) == "1000000")
    }

    @Test("says why there is no answer")
    func failures() throws {
        #expect(throws: ProgramFailure.ended(status: 3, lastLine: nil)) { try ask("read -r x; exit 3", "go") }
        #expect(throws: ProgramFailure.ended(status: 0, lastLine: nil)) {
            try ask("read -r x; printf 'half a line'", "go")
        }
        #expect(throws: ProgramFailure.silent(seconds: 1)) {
            try ask("read -r x; exec sleep 60", "go", seconds: 1)
        }
        #expect(throws: ProgramFailure.self) { try RunningProgram(["/nonexistent/program"]) }
        #expect(throws: ProgramFailure.self) { try RunningProgram([]) }
    }

    @Test("a program that ends before it has read everything is a failure, not the end of us")
    func brokenPipe() {
        #expect(throws: ProgramFailure.ended(status: 0, lastLine: nil)) {
            try ask("exit 0", String(repeating: "y", count: 1_000_000))
        }
    }

    @Test("what it says on its standard error is told line by line, within bounds, and keeps nobody waiting")
    func aside() throws {
        var told: [String] = []
        let script =
            "echo first >&2; head -c 300000 /dev/zero | tr '\\0' x >&2; echo >&2; read -r x; yes | head -n 400 >&2; echo go; printf last >&2"
        let process = try RunningProgram(["sh", "-c", script]) { told.append($0) }
        #expect(try process.ask(Array("go".utf8), within: .seconds(20)) == Array("go".utf8))
        #expect(throws: ProgramFailure.ended(status: 0, lastLine: "last")) {
            try process.ask(Array("go".utf8), within: .seconds(20))
        }
        process.end()
        #expect(told[0] == "first" && told[1].utf8.count == ErrorOutput.lineLimit && told[2] == "y")
        #expect(told.count == ErrorOutput.countLimit + 1)
    }

    @Test("what it started ends with it", .timeLimit(.minutes(10)))
    func group() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ascribe-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try #require(mkfifo(folder + "/held", 0o600) == 0)
        let script = "(exec 3> held; sleep 600; sleep 600) & read -r x; echo up; wait"
        let process = try RunningProgram(["sh", "-c", script], in: ProgramPlace(folder: folder))
        #expect(try process.ask([], within: .seconds(20)) == Array("up".utf8))
        // Opens when the grandchild does, and ends when it has ended.
        let held = open(folder + "/held", O_RDONLY | O_CLOEXEC)
        defer { close(held) }
        process.end()
        var byte: UInt8 = 0
        #expect(read(held, &byte, 1) == 0)
    }

    @Test("run to its end, it leaves what it wrote and how it ended, whether or not it reads")
    func finishes() throws {
        let input = [UInt8](repeating: 121, count: 1_000_000)
        let counted = try RunningProgram(["wc", "-c"]).finish(input, within: .seconds(20), output: .refuse(beyond: 100))
        #expect(String(decoding: counted.output, as: UTF8.self) == "1000000\n" && counted.ending == .exited(0))
        let failed = try RunningProgram(["sh", "-c", "exec <&-; echo bad >&2; exit 3"])
            .finish(input, within: .seconds(20), output: .refuse(beyond: 100))
        #expect(failed.ending == .exited(3) && failed.lastLine == "bad" && failed.errorEnd == Array("bad\n".utf8))
        let killed = try RunningProgram(["sh", "-c", "kill -9 $$"])
            .finish([], within: .seconds(20), output: .refuse(beyond: 100))
        #expect(killed.ending == .signalled(9))
    }

    @Test("too much is refused, or its end is kept")
    func bounds() throws {
        let much = ["sh", "-c", "head -c 3000 /dev/zero; echo end"]
        #expect(throws: ProgramFailure.tooLong(bytes: 100)) {
            try RunningProgram(much).finish([], within: .seconds(20), output: .refuse(beyond: 100))
        }
        let end = try RunningProgram(much).finish([], within: .seconds(20), output: .keepEnd(100))
        #expect(end.output.suffix(4) == Array("end\n".utf8)[...] && end.output.count <= 200)
    }

    @Test("one that has closed its output is waited for as long as it may take")
    func lingering() throws {
        #expect(throws: ProgramFailure.silent(seconds: 1)) {
            try RunningProgram(["sh", "-c", "exec >&- 2>&-; exec sleep 600"])
                .finish([], within: .seconds(1), output: .keepEnd(100))
        }
    }

    @Test("one that ignores being asked to end is ended")
    func stubborn() throws {
        let process = try RunningProgram(["sh", "-c", "trap '' TERM; echo up; while :; do sleep 1; done"])
        #expect(try process.ask([], within: .seconds(20)) == Array("up".utf8))
        process.end()
        #expect(process.child.ending == .signalled(9))
    }
}
