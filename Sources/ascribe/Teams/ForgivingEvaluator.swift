import CreditEngine

/// Keeps runs whose judging failed: their outcome is unknown, and the reason is told.
///
/// For new runs only. In a replay the failure itself has to reach the replayer, which makes it UNDEFINED.
struct ForgivingEvaluator: Evaluator {
    /// Judges.
    var base: any Evaluator
    /// Gets the reason of each failure.
    var tell: @Sendable (String) -> Void = { Console.complain("outcome unknown: \($0)") }

    var name: String { base.name }

    func outcome(of run: FinishedRun) async throws -> Outcome? {
        do {
            return try await base.outcome(of: run)
        } catch let error as CancellationError {
            throw error
        } catch {
            if error.endsAllWork { throw error }
            tell("\(error)")
            return nil
        }
    }
}
