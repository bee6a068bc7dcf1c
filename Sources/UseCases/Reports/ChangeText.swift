import CreditEngine
import TraceFiles

/// A comparison in words, as JSON, as a JUnit report and as Markdown for a pull request.
extension ChangeComparison {
    /// One sentence: what is shown, with margin, level and numbers.
    package var sentence: String {
        guard let difference = verdict.difference, let was = rateBefore, let now = rateAfter else {
            return
                "undecided: \(after) and \(before) have no problem in common that has outcomes; record both on the same problems"
        }
        let numbers =
            "solved \(Numeral.percent(was)) → \(Numeral.percent(now)), difference \(Numeral.signed(difference, 2))"
            + (verdict.interval.map { " " + Numeral.signedInterval($0.low, $0.high, 2) } ?? "")
            + ", \(better) better, \(worse) worse of \(Numeral.count(verdict.pairs, "pair")) on "
            + Numeral.count(verdict.problems, "problem")
        let margin = Numeral.fixed(verdict.margin, 2)
        switch verdict.decision {
        // Who shows that nothing is lost may go on to ask for a gain at the same level.
        case .notWorse where verdict.interval.map { $0.low > 0 } == true: return "better: \(numbers)"
        case .notWorse: return "not worse by more than \(margin): \(numbers)"
        case .worse: return "worse: \(numbers)"
        case .undecided where verdict.interval == nil:
            return
                "undecided: \(numbers); an interval over problems needs at least \(EffectInterval.fewestGraded) of them, however many repeats"
        case .undecided: return "undecided: \(numbers); more problems are needed to tell a loss of \(margin)"
        }
    }

    /// How sure the decision is.
    package var terms: String {
        let looks = level == .percent90 ? "" : ", all looks together"
        return "each decision is wrong in at most about 5 % of cases\(looks); \(intervalName) over problems"
    }

    private var intervalName: String {
        switch level {
        case .look(let deviations): "interval of ±\(Numeral.fixed(deviations, 2)) standard deviations"
        case .percent90, .percent95: "90 % interval"
        }
    }

    /// The comparison as one JSON object and a newline.
    package var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("before", before)
            text.field("after", after)
            text.field("decision", verdict.decision.rawValue)
            text.field("margin", verdict.margin)
            text.field("alpha", ChangeVerdict.level)
            text.field("pairs", verdict.pairs)
            text.field("problems", verdict.problems)
            text.field("difference", verdict.difference)
            text.field("low", verdict.interval?.low)
            text.field("high", verdict.interval?.high)
            text.field("rate_before", rateBefore)
            text.field("rate_after", rateAfter)
            text.field("better", better)
            text.field("worse", worse)
            text.field("notes", notes)
        }
        text.endLine()
        return text.bytes
    }

    /// A JUnit report with one test: failed when worse, skipped when undecided.
    package var junit: String {
        let result: String
        switch verdict.decision {
        case .notWorse: result = ""
        case .worse: result = "<failure message=\"\(Self.escaped(sentence))\"/>"
        case .undecided: result = "<skipped message=\"\(Self.escaped(sentence))\"/>"
        }
        let (failures, skipped) = (verdict.decision == .worse ? 1 : 0, verdict.decision == .undecided ? 1 : 0)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="ascribe compare" tests="1" failures="\(failures)" skipped="\(skipped)">
              <testcase name="\(Self.escaped(after)) against \(Self.escaped(before))">\(result)</testcase>
            </testsuite>

            """
    }

    /// A paragraph and a table for a pull request.
    package var markdown: String {
        let sign = verdict.decision == .notWorse ? "✓" : verdict.decision == .worse ? "✗" : "?"
        let interval = verdict.interval.map { "\(Numeral.signed($0.low, 2)) to \(Numeral.signed($0.high, 2))" }
        let rows: [(String, String)] = [
            ("decision", verdict.decision.rawValue), ("margin", Numeral.fixed(verdict.margin, 2)),
            ("solved before", rateBefore.map(Numeral.percent) ?? "–"),
            ("solved after", rateAfter.map(Numeral.percent) ?? "–"),
            ("difference", verdict.difference.map { Numeral.signed($0, 2) } ?? "–"), (intervalName, interval ?? "–"),
            ("pairs", String(verdict.pairs)), ("problems", String(verdict.problems)),
        ]
        let table = rows.map { "| \($0.0) | \($0.1) |" }.joined(separator: "\n")
        let rest = notes.map { "\n- \(Self.plain($0))" }.joined()
        let head = "\(sign) **\(Self.plain(sentence))**\n\n| | |\n|---|---|\n"
        return head + table + "\n" + rest + "\n\n" + terms + "\n"
    }

    private static func escaped(_ text: String) -> String {
        VisibleText.escape(text).reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }

    private static func plain(_ text: String) -> String {
        VisibleText.escape(text).reduce(into: "") { result, character in
            if "|*_`[]<>\\".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
