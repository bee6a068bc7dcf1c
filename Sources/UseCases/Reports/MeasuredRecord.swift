package import CreditEngine
package import LanguageModels
package import TraceFiles

/// How measured credit is told: as JSON, and in words.
package enum MeasuredRecord {
    /// Whether a simulated model speaks in a run.
    package static func isSimulated(_ trace: Trace) -> Bool {
        trace.messages.contains { $0.model?.hasPrefix("simulated/") == true }
    }

    /// Adds an effect with its interval and verdict to an open object; what was not tested says so.
    package static func write(_ pairs: PairedOutcomes?, _ verdict: Verdict?, to text: inout JSONText) {
        guard let pairs, let effect = pairs.effect else {
            text.field("untested", "no fresh pairs")
            return
        }
        text.field("effect", effect)
        if let interval = pairs.interval() {
            text.field("interval", [interval.low, interval.high])
        }
        text.field("pairs", pairs.count)
        text.field("kept_mean", pairs.pairs.reduce(0) { $0 + $1.kept } / Double(pairs.count))
        text.field("replaced_mean", pairs.pairs.reduce(0) { $0 + $1.replaced } / Double(pairs.count))
        text.field("kept_better", pairs.losses)
        text.field("replaced_better", pairs.wins)
        if let verdict { write(verdict, to: &text) }
    }

    private static func write(_ verdict: Verdict, to text: inout JSONText) {
        text.field("verdict", verdict.name)
        if case .cantTell(let more?) = verdict { text.field("pairs_needed", more) }
    }

    /// An effect with its interval and verdict in words.
    static func words(_ pairs: PairedOutcomes?, _ verdict: Verdict?) -> String {
        guard let words = pairs?.words else { return "untested" }
        return (verdict.map { $0.words + ": " } ?? "") + words
    }

    /// Adds where every replay went.
    package static func write(_ counts: ReplayCounts, left: Int?, to text: inout JSONText) {
        text.key("replays")
        text.object { text in
            text.field("asked", counts.asked)
            text.field("cached", counts.cached)
            text.field("made", counts.made)
            text.field("defined", counts.defined)
            text.field("undefined", counts.undefined)
            text.field("rollouts", counts.rollouts)
            text.field("left", left)
            text.field("undefined_because", counts.mainReason)
        }
    }

    /// Adds what the work has spent so far, restarts included; nothing for simulated models, which cost nothing.
    package static func write(_ budget: CallBudget?, to text: inout JSONText) {
        guard let budget else { return }
        let spending = budget.spending
        text.key("spent")
        text.object { text in
            text.field("calls", spending.calls)
            if let cost = spending.knownCost { text.field("cost_usd", cost) } else { text.field("cost", "unknown") }
        }
    }

    /// Where every replay went, in words, and why some came to nothing.
    package static func lines(_ counts: ReplayCounts, left: Int?) -> [String] {
        [words(counts, left: left)] + (counts.mainReason.map { ["undefined because: \($0)"] } ?? [])
    }

    private static func words(_ counts: ReplayCounts, left: Int?) -> String {
        "\(Numeral.count(counts.made, "replay")) made (\(counts.defined) with an outcome, \(counts.undefined) undefined), "
            + "\(counts.cached) cached, worth \(Numeral.fixed(counts.rollouts, 1)) whole runs"
            + (left.map { ", \($0) of the budget left" } ?? "")
    }
}
