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

    @Test func aProgramThatDoesNotStartCountsAsNone() async throws {
        let budget = CallBudget(BudgetLimits(calls: 1), clock: SystemClock())
        let launch = ProgramLaunch.counted(
            { _, _ in throw ProgramNotStarted(.notStarted(code: ENOENT), of: ["app"], key: "runner.program") },
            of: "app",
            budget: budget)
        await #expect(throws: ProgramNotStarted.self) { try await launch("what?", [:]) }
        #expect(budget.spending.calls == 0)
    }

    @Test func aProgramOfTheCommandLineIsNotLookedForInATeamFile() async throws {
        await #expect {
            try await ProgramRecording(
                ProgramSection(command: ["./no-such-program"]), problem: Problem(input: "what?"), id: "r",
                remark: { _ in })
        } throws: { error in
            error is ProgramNotStarted && !"\(error)".contains("team file")
        }
    }
}
