import CreditEngine

/// What came of asking for a queued turn once more, as it is recorded beside the run.
package struct RepromptAnswer: Sendable, Equatable, Codable {
    /// What one arm came to.
    package struct Arm: Sendable, Equatable, Codable {
        /// The outcome y in [0,1]; `nil` when there is none.
        package var outcome: Double?
        /// Why there is none.
        package var failure: String?
        /// What the agent said, and the team's answer at the end.
        package var message: [String] = []
        package var answer: String?
        /// Messages that were spoken, and the tokens and US dollars of those that record them.
        package var spoken = 0, tokens: Int?, dollars: Double?
    }

    /// The item of the queue, its run, and whose message was asked for.
    package var item: Int64, trace: String, agent: String, turn: Int
    /// Why, as the agent was told.
    package var reason: String
    /// Likely secrets that were taken out before that.
    package var redactions: Int
    /// The outcome of the recorded run; `nil` when it has none.
    package var recorded: Double?
    /// Asked again without the reason; `nil` when the policy asks for no such control.
    package var control: Arm?
    /// Asked again with the reason.
    package var reprompted: Arm

    /// Whether all that was asked came to an outcome, so that it need not be asked a second time.
    var isFinished: Bool { reprompted.outcome != nil && (control == nil || control?.outcome != nil) }

    /// The gain over the recorded answer, and over being asked without the reason; `nil` where one side has no outcome.
    package var gain: Double? { difference(recorded) }
    package var gainOverControl: Double? { difference(control?.outcome) }

    private func difference(_ other: Double?) -> Double? {
        reprompted.outcome.flatMap { now in other.map { now - $0 } }
    }
}

extension RepromptAnswer.Arm {
    /// What a replay came to.
    init(_ replayed: ReplayedRun, at cell: Cell) {
        let outcome = replayed.run.outcome
        self.init(
            outcome: outcome?.value,
            failure: outcome == nil ? "the evaluator gives no outcome" : nil,
            message: replayed.run.messages.filter { $0.cell == cell }.map(\.output),
            answer: outcome?.answer ?? replayed.run.messages.last?.output, spoken: replayed.spoken.count)
        tokens = KnownSum.of(replayed.spoken.map { $0.usage?.total })
        dollars = KnownSum.of(replayed.spoken.map(\.cost))
    }
}
