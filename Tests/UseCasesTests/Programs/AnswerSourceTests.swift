import ProgramTape
import Testing

@testable import UseCases

/// A program's answer comes from where the team file says.
struct AnswerSourceTests {
    private func end(_ script: String, answer: AnswerSource, arguments: [String] = []) async throws -> ProgramEnd {
        let folder = try TemporaryFolder()
        let section = ProgramSection(command: ["/bin/sh", "-c", script, "sh"] + arguments, answer: answer)
        let launch = try ProgramLaunch.launch(section, in: folder.path, seconds: 60) { _ in }
        return try await launch("what?", [:])
    }

    @Test func theLastLineIsTheAnswerWhereNothingElseIsSaid() async throws {
        #expect(try await end("echo one; echo two", answer: .output).answer == "two")
    }

    @Test func theFileThatIsNamedForTheAnswerCountsBeforeTheOutput() async throws {
        let byArgument = try await end(
            #"printf 'first\nsecond\n' > "$2"; echo done with "$1""#, answer: .output,
            arguments: ["{input}", "{answer}"])
        #expect(byArgument.answer == "first\nsecond")
        let byVariable = try await end(#"echo 7 > "$ASCRIBE_ANSWER"; echo done"#, answer: .output)
        #expect(byVariable.answer == "7")
    }

    @Test func theLastMessageCountsWhereOutputIsNoAnswer() async throws {
        #expect(try await end("echo finished", answer: .message).answer == nil)
    }

    @Test func aFileOfTheProgramsOwnIsTheAnswer() async throws {
        #expect(try await end("echo 12 > result.txt", answer: .file("result.txt")).answer == "12")
    }

    @Test func aFileThatWasNotWrittenIsNoAnswer() async throws {
        await #expect(throws: ProgramRunError.unwritten(file: "result.txt")) {
            try await end("echo 12", answer: .file("result.txt"))
        }
    }

    @Test func aFileOfAnEarlierRunIsNoAnswer() async throws {
        let folder = try TemporaryFolder()
        let section = ProgramSection(
            command: ["/bin/sh", "-c", "test -e result.txt || echo 12 > result.txt"], answer: .file("result.txt"))
        let launch = try ProgramLaunch.launch(section, in: folder.path, seconds: 60) { _ in }
        #expect(try await launch("what?", [:]).answer == "12")
        await #expect(throws: ProgramRunError.unwritten(file: "result.txt")) { try await launch("what?", [:]) }
    }

    @Test func runsThatShareAFileAreMadeOneByOne() async throws {
        let folder = try TemporaryFolder()
        let section = ProgramSection(
            command: ["/bin/sh", "-c", #"read q; echo "$q" > result.txt"#], answer: .file("result.txt"))
        let launch = try ProgramLaunch.launch(section, in: folder.path, seconds: 60) { _ in }
        try await withThrowingTaskGroup(of: (String, String?).self) { group in
            for number in 1...8 {
                group.addTask { ("\(number)", try await launch("\(number)\n", [:]).answer) }
            }
            for try await (asked, answer) in group { #expect(answer == asked) }
        }
    }
}
