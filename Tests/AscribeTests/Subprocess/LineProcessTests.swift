import Foundation
import LanguageModels
import Testing

@testable import UseCases

@Suite("A program that answers lines")
struct LineProcessTests {
    private func ask(_ script: String, _ line: String, seconds: Int = 10) throws -> String {
        let process = try LineProcess(["sh", "-c", script])
        defer { process.end() }
        return String(decoding: try process.ask(Array(line.utf8), seconds: seconds), as: UTF8.self)
    }

    @Test("answers one line with another, more than once")
    func answers() throws {
        let process = try LineProcess(["sh", "-c", "while read -r line; do echo \"<$line>\"; done"])
        defer { process.end() }
        #expect(try process.ask(Array("one".utf8), seconds: 10) == Array("<one>".utf8))
        #expect(try process.ask(Array("two".utf8), seconds: 10) == Array("<two>".utf8))
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
        #expect(throws: LineProcess.Failure.ended) { try ask("read -r x; exit 3", "go") }
        #expect(throws: LineProcess.Failure.ended) { try ask("read -r x; printf 'half a line'", "go") }
        #expect(throws: LineProcess.Failure.silent(seconds: 1)) {
            try ask("read -r x; exec sleep 60", "go", seconds: 1)
        }
        #expect(throws: LineProcess.Failure.self) { try LineProcess(["/nonexistent/program"]) }
        #expect(throws: LineProcess.Failure.self) { try LineProcess([]) }
    }

    @Test("a program that ends before it has read everything is a failure, not the end of us")
    func brokenPipe() {
        #expect(throws: LineProcess.Failure.ended) { try ask("exit 0", String(repeating: "y", count: 1_000_000)) }
    }

    @Test("what it says on its standard error is told line by line, within bounds, and keeps nobody waiting")
    func aside() throws {
        var told: [String] = []
        let script =
            "echo first >&2; head -c 300000 /dev/zero | tr '\\0' x >&2; echo >&2; read -r x; yes | head -n 400 >&2; echo go; printf last >&2"
        let process = try LineProcess(["sh", "-c", script]) { told.append($0) }
        #expect(try process.ask(Array("go".utf8), seconds: 20) == Array("go".utf8))
        #expect(throws: LineProcess.Failure.ended) { try process.ask(Array("go".utf8), seconds: 20) }
        #expect(process.lastWords == "last")
        process.end()
        #expect(told[0] == "first" && told[1].utf8.count == AsideLines.lineLimit && told[2] == "y")
        #expect(told.count == AsideLines.countLimit + 1)
    }

    @Test("what it started ends with it", .timeLimit(.minutes(1)))
    func group() throws {
        let scratch = try Scratch()
        try #require(mkfifo(scratch.path + "/held", 0o600) == 0)
        let script = "(exec 3> held; sleep 600; sleep 600) & read -r x; echo up; wait"
        let process = try LineProcess(["sh", "-c", script], in: ProgramPlace(folder: scratch.path))
        #expect(try process.ask([], seconds: 20) == Array("up".utf8))
        // Opens when the grandchild does, and ends when it has ended.
        let held = open(scratch.path + "/held", O_RDONLY | O_CLOEXEC)
        defer { close(held) }
        process.end()
        var byte: UInt8 = 0
        #expect(read(held, &byte, 1) == 0)
    }
}
