package import CreditEngine
package import LanguageModels

/// Another runner whose runs count against a budget, one call a run.
package struct BudgetedRunner: Runner {
    private let runner: any Runner
    private let program: String
    private let budget: CallBudget?

    /// - Parameter program: what a sentence about the budget calls it.
    package init(_ runner: any Runner, program: String, budget: CallBudget?) {
        (self.runner, self.program, self.budget) = (runner, program, budget)
    }

    /// Makes one run; throws what the runner throws, and `BudgetError`.
    package func run(_ plan: RunPlan, as team: Team) async throws -> Trace {
        guard let budget else { return try await runner.run(plan, as: team) }
        return try await budget.countingRun(of: program, unless: { $0 is ProgramNotStarted }) {
            try await runner.run(plan, as: team)
        }
    }
}
