import CreditEngine
import PlantedFaults
import TraceFiles

/// Planted runs with their realised causes as label records, so that `ascribe eval --labels native` has an answer to
/// compare with; nothing but `eval` reads such a record.
enum LabelledRuns {
    /// Failed runs of the suites, each with a label, one run a line and its label behind it; the same bytes every time.
    ///
    /// A sound team fails for reasons outside its messages, so its runs come without a label.
    static func write(_ suites: [Suite], _ language: Language, count: Int, jobs: Int, to path: String) async throws {
        var text = JSONText()
        for suite in suites {
            let condition = FaultCondition(suite: suite, shape: TeamShape(language: language), coupling: 1)
            for run in try await PlantedFailures.make(condition, count: count, jobs: jobs).runs {
                var trace = run.trace
                trace.id = "\(suite.name)-\(trace.id)"
                var carried = CarriedFields()
                if let label = run.cause.flatMap(label) { carried.labels = [label.record(of: trace)] }
                NativeWriter.write(trace, carrying: carried, form: .packed, to: &text)
            }
        }
        try Console.write(text.bytes, toPath: path)
    }

    /// The first culprit, with what every one of them did as the reason.
    static func label(_ cause: RealisedCause) -> RunLabel? {
        guard let first = cause.culprits.first else { return nil }
        let what = cause.culprits.map { "turn \($0.turn) \($0.agent) \($0.what)" }.joined(separator: " · ")
        let together =
            switch cause.relation {
            case .single: ""
            case .every: "; only together"
            case .any: "; each was enough"
            }
        return RunLabel(agent: first.agent, turn: first.turn, reason: what + together)
    }
}
