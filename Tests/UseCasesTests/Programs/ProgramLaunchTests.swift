import ChildPrograms
import CreditEngine
import Foundation
import LanguageModels
import ProgramTape
import Testing

@testable import UseCases

/// A run of a program counts as one call when the program began, and before anybody judges the run.
struct ProgramLaunchTests {
    @Test func aRunCountsOnceAndTheBudgetHolds() async throws {
        let budget = CallBudget(BudgetLimits(calls: 1), clock: SystemClock())
        let launch = ProgramLaunch.counted(
            { _, _ in ProgramEnd(status: 0, answer: nil, lastWords: "") }, of: "app", budget: budget)
        _ = try await launch("what?", [:])
        #expect(budget.spending.calls == 1)
        await #expect(throws: BudgetError.self) { try await launch("what?", [:]) }
    }

    @Test func anEditOfAnySourceTextOfTheProgramMakesItAnotherProgram() throws {
        let folder = try TemporaryFolder()
        func write(_ path: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(filePath: folder.path + "/" + path))
        }
        try write("app.py", "import prompts")
        try write("prompts.py", "CLERK = 'Add.'")
        let section = ProgramSection(command: ["python3", "app.py", "{input}"])
        func fingerprint() throws -> CanonicalJSON { try ProgramLaunch.fingerprint(section, in: folder.path) }
        let first = try fingerprint()
        // What a program writes, and the team's own file, are no part of it.
        try write("runs.jsonl", "{}")
        try write("team.yaml", "name: shop")
        #expect(try fingerprint() == first)
        try write("prompts.py", "CLERK = 'Add twice.'")
        #expect(try fingerprint() != first)
        var named = section
        named.version = "2"
        let version = try ProgramLaunch.fingerprint(named, in: folder.path)
        try write("prompts.py", "CLERK = 'Add.'")
        #expect(try ProgramLaunch.fingerprint(named, in: folder.path) == version)
    }

    @Test func aProgramThatDoesNotStartCountsAsNone() async throws {
        let budget = CallBudget(BudgetLimits(calls: 1), clock: SystemClock())
        let launch = ProgramLaunch.counted(
            { _, _ in throw ProgramNotStarted(.notStarted(code: ENOENT), of: ["app"], key: "runner.program") },
            of: "app",
            budget: budget)
        await #expect(throws: ProgramNotStarted.self) { try await launch("what?", [:]) }
        #expect(budget.spending.calls == 0)
    }
}
