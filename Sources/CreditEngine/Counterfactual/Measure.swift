/// Measured credit of one failed run within a budget of replays: which message cost the outcome, and how sure we are.
///
/// Adaptive: V_0 and the replay check; then, where seeds couple, seed bisection and partner probes, and where they do
/// not, the replay with the most expected information; then fresh pairs for a verdict on what is named. Every wave of
/// replays is chosen from results alone, so concurrency changes nothing. Source: Method §4, "Spending a budget".
public struct Measure: Sendable {
    /// The recorded run.
    public let trace: Trace
    /// Makes the replays.
    public let replayer: any Replayer
    /// How to spend the budget.
    public let settings: MeasureSettings
    /// What earlier sessions of the same job finished; `nil` keeps nothing.
    public let journal: ReplayJournal?

    /// Is told how it goes, after every wave.
    public typealias Observer = @Sendable (MeasureProgress) async -> Void

    /// Makes a measurement; throws when the run's outcome is not known to be a failure, nobody speaks in it, or
    /// the replayer refuses to make it again.
    public init(
        _ trace: Trace, _ replayer: any Replayer, _ settings: MeasureSettings = MeasureSettings(),
        journal: ReplayJournal? = nil
    ) throws {
        guard let outcome = trace.outcome else { throw MeasureError.noOutcome }
        guard !outcome.success else { throw MeasureError.succeeded }
        guard CellOrder(trace).count > 0 else { throw MeasureError.nobodySpeaks }
        if let why = replayer.refusal(of: ReplayRequest(prefix: 0, seed: settings.firstSeed)) {
            throw MeasureError.refused(why)
        }
        self.trace = trace
        self.replayer = replayer
        self.settings = settings
        self.journal = journal
    }

    /// Spends the budget.
    ///
    /// Throws `MeasureError` when the recorded run is judged otherwise now, `CancellationError` when cancelled, and what the
    /// replayer throws.
    public func run(_ observer: @escaping Observer = { _ in }) async throws -> MeasureReport {
        var state = MeasureState(trace, replayer, settings, journal: journal)
        let recorded = try await state.judgeAgain(recorded: trace.outcome?.score ?? 0)
        switch settings.method {
        case .adaptive:
            var search = AdaptiveSearch(trace: trace, state: state, observer: observer)
            return try await search.run()
        case .exhaustive:
            var search = PlainSearch(trace, recorded: recorded, state: state, observer: observer)
            return try await search.exhaustive()
        case .article:
            var search = PlainSearch(trace, recorded: recorded, state: state, observer: observer)
            return try await search.article()
        }
    }
}

/// Why a run cannot be measured.
public enum MeasureError: Error, Equatable, CustomStringConvertible {
    /// Nobody recorded how it ended.
    case noOutcome
    /// It succeeded.
    case succeeded
    /// It has no message of a model.
    case nobodySpeaks
    /// It was recorded as a failure, and the evaluator calls it a success.
    case succeedsNow
    /// The evaluator does not judge it.
    case notJudged(String)
    /// Replays of it would mislead.
    case refused(String)

    /// One sentence that names the thing and the way out.
    public var description: String {
        switch self {
        case .noOutcome: "the run has no recorded outcome; evaluate it first"
        case .succeeded: "the run succeeded, so nothing cost it the outcome; choose a failed one"
        case .nobodySpeaks: "no model speaks in the run, so there is nothing to replay"
        case .succeedsNow:
            "the run is recorded as a failure, and the evaluator calls it a success; name the evaluator it was judged by "
                + "(if it is this one, the outcome hangs on state outside the messages, which a replay does not repeat)"
        case .notJudged(let reason):
            "the recorded run cannot be judged again (\(reason)); name an evaluator that can judge its answer"
        case .refused(let reason): reason
        }
    }
}
