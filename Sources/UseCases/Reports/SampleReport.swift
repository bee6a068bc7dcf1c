import CreditEngine

extension SampleTally {
    /// What was recorded, in a sentence.
    package func summary(_ out: String, _ runtime: TeamRuntime) -> String {
        "\(Numeral.count(made, "run")) recorded in \(out), \(solved) solved, "
            + (unjudged > 0 ? "\(unjudged) without an outcome, " : "")
            + (failed > 0 ? "\(failed) failed and left for the next time, " : "")
            + "\(there) there already · \(runtime.label)" + (runtime.budget.map { " · " + $0.spent } ?? "")
    }

    /// What to do about runs without an outcome; `nil` when there is none.
    package func advice(_ runtime: TeamRuntime) -> String? {
        guard unjudged > 0 else { return nil }
        return runtime.evaluator == nil
            ? "nobody judges the runs: add an 'evaluator' to the team file, or 'outcomes' by --outcomes when reading them"
            : "the outcome is unknown where a problem has no reference or nobody answered: add 'reference' to the problems"
    }
}
