import CreditEngine
import LanguageModels
import TraceFiles

/// Answers to re-prompting and what they come to, in words and as JSON records.
package enum RepromptText {
    /// One line an answer.
    package static func line(_ answer: RepromptAnswer) -> String {
        let place = "\(answer.item)  \(answer.trace)  turn \(answer.turn) \(answer.agent)"
        guard let now = answer.reprompted.outcome else {
            return "\(place)  no outcome: \(answer.reprompted.failure ?? "nobody knows why")"
        }
        let before = answer.recorded.map { "\(Numeral.general($0)) → " } ?? "unknown → "
        let control = answer.control.map { arm in
            ", without the reason " + (arm.outcome.map { Numeral.general($0) } ?? "no outcome")
        }
        let said = answer.reprompted.answer.map { "  answer: \(Self.oneLine($0))" } ?? ""
        return "\(place)  \(before)\(Numeral.general(now))\(control ?? "")\(said)"
    }

    /// One line beside a queued run: who was asked again, why, and what came of it.
    package static func beside(_ answer: RepromptAnswer) -> String {
        let now = ending(answer.reprompted) + (answer.reprompted.answer.map { ", answer \(oneLine($0))" } ?? "")
        let control = answer.control.map { "; without the reason \(ending($0))" } ?? ""
        return
            "asked again (\(answer.agent), turn \(answer.turn)): \(now)\(control); the reason given: \(oneLine(answer.reason))"
    }

    private static func ending(_ arm: RepromptAnswer.Arm) -> String {
        switch arm.outcome {
        case 1: "it succeeded"
        case 0: "it failed"
        case let value?: "it scored \(Numeral.general(value))"
        case nil: "no outcome, \(arm.failure ?? "nobody knows why")"
        }
    }

    private static func oneLine(_ text: String) -> String {
        let words = VisibleText.escape(text.split { $0.isWhitespace }.joined(separator: " "))
        return words.count > 60 ? words.prefix(59) + "…" : words
    }

    /// What is shown, at what cost, and what was left out.
    package static func lines(_ sums: RepromptSums, of work: Reprompting) -> [String] {
        let budget = work.source.services?.budget
        let resumed = sums.resumed > 0 ? ", \(sums.resumed) of them in earlier sessions" : ""
        var lines = [
            "\(Numeral.count(sums.answers.count, "queued turn")) asked for again\(resumed): \(sums.mended) better, \(sums.spoilt) worse, \(sums.undefined) without an outcome"
        ]
        lines += comparisons(sums).compactMap { comparison, effect in
            effect.mean.map { mean in
                "  \(Numeral.signed(mean, 2)) \(Numeral.signedInterval(effect.interval.low, effect.interval.high, 2)) over \(comparison.rawValue), \(Numeral.count(effect.count, "pair")); 95 %, valid at any time"
            }
        }
        if let shortfall = sums.shortfall {
            lines.append(
                "stopped: a gain of \(Numeral.fixed(sums.leastGain, 2)) or more over \(shortfall.rawValue) is ruled out (least_gain of the policy)"
            )
        }
        lines.append(
            "\(Numeral.count(sums.spoken, "message")) spoken again"
                + (budget.map { ", \($0.spent)" } ?? ", nothing spent"))
        if sums.later > 0 { lines.append("\(Numeral.count(sums.later, "queued run")) left for later") }
        lines += leftOut(sums).map { "\(Numeral.count($0.count, "queued run")) not asked for: \($0.why)" }
        return lines + ["the answers are recorded beside the runs; no run was changed"]
    }

    private static func comparisons(_ sums: RepromptSums) -> [(RepromptSums.Comparison, AnytimeEffect)] {
        [(.recorded, sums.overRecorded), (.control, sums.overControl)]
    }

    private static func leftOut(_ sums: RepromptSums) -> [(why: String, count: Int)] {
        sums.leftOut.map { (why: $0.key.description, count: $0.value) }.sorted {
            ($1.count, $0.why) < ($0.count, $1.why)
        }
    }

    // MARK: JSON

    /// An answer as one JSON record and a newline.
    package static func record(_ answer: RepromptAnswer) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("type", "reprompted")
            text.field("item", Int(answer.item))
            text.field("trace", answer.trace)
            text.field("agent", answer.agent)
            text.field("turn", answer.turn)
            text.field("reason", answer.reason)
            text.field("redactions", answer.redactions)
            text.field("recorded", answer.recorded)
            for (name, arm) in [("reprompted", answer.reprompted), ("control", answer.control)] {
                guard let arm else { continue }
                text.key(name)
                text.object { text in
                    text.field("outcome", arm.outcome)
                    text.field("failure", arm.failure)
                    text.field("message", arm.message)
                    text.field("answer", arm.answer)
                    text.field("spoken", arm.spoken)
                    text.field("tokens", arm.tokens)
                    text.field("dollars", arm.dollars)
                }
            }
        }
        text.endLine()
        return text.bytes
    }

    /// What is shown as one JSON record and a newline.
    package static func record(_ sums: RepromptSums, of work: Reprompting) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("type", "reprompting")
            text.field("asked", sums.answers.count)
            text.field("resumed", sums.resumed)
            text.field("better", sums.mended)
            text.field("worse", sums.spoilt)
            text.field("undefined", sums.undefined)
            for (name, effect) in [("over_recorded", sums.overRecorded), ("over_control", sums.overControl)] {
                text.key(name)
                text.object { text in
                    text.field("pairs", effect.count)
                    text.field("gain", effect.mean)
                    text.field("low", effect.interval.low)
                    text.field("high", effect.interval.high)
                }
            }
            text.field("least_gain", sums.leastGain)
            text.field("stopped", sums.shortfall?.rawValue)
            text.field("spoken", sums.spoken)
            MeasuredRecord.write(work.source.services?.budget, to: &text)
            text.field("later", sums.later)
            text.key("left_out")
            text.object { text in for (why, count) in leftOut(sums) { text.field(why, count) } }
        }
        text.endLine()
        return text.bytes
    }
}
