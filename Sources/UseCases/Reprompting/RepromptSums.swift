package import CreditEngine

/// What re-prompting has shown so far, and whether it goes on.
package struct RepromptSums: Sendable {
    /// The answers, in the order in which they came.
    package private(set) var answers: [RepromptAnswer] = []
    /// Gains over the recorded answers, and over being asked without the reason.
    package private(set) var overRecorded = AnytimeEffect(), overControl = AnytimeEffect()
    /// Queued runs that were not asked for, by why.
    package internal(set) var leftOut: [NotAsked: Int] = [:]
    /// Queued runs that were not looked at or not asked for, since the policy's bound was reached or it stopped.
    package internal(set) var later = 0
    /// Answers that an earlier session made.
    package internal(set) var resumed = 0
    /// The smallest useful gain.
    package let leastGain: Double

    init(leastGain: Double) { self.leastGain = leastGain }

    mutating func add(_ answer: RepromptAnswer) {
        answers.append(answer)
        if let gain = answer.gain { overRecorded.add(gain) }
        if let gain = answer.gainOverControl { overControl.add(gain) }
    }

    /// What re-prompting is shown to gain less over than the smallest useful gain; `nil` while that is not shown.
    ///
    /// Each interval holds at every moment and is above the true gain in at most 2.5 % of cases, both together in 5 %.
    package var shortfall: Comparison? {
        if overRecorded.rulesOut(leastGain) { return .recorded }
        return overControl.rulesOut(leastGain) ? .control : nil
    }

    /// What the new answers are held against.
    package enum Comparison: String, Sendable {
        case recorded = "the recorded answers"
        case control = "asking again without the reason"
    }

    /// Answers without an outcome.
    package var undefined: Int { answers.count { $0.reprompted.outcome == nil } }
    /// Messages that were spoken again in all arms.
    package var spoken: Int { answers.reduce(0) { $0 + $1.reprompted.spoken + ($1.control?.spoken ?? 0) } }
    /// Answers with a success now, and those of them whose run had failed.
    package var mended: Int { answers.count { ($0.gain ?? 0) > 0 } }
    /// Answers that are worse than the recorded ones.
    package var spoilt: Int { answers.count { ($0.gain ?? 0) < 0 } }
}
