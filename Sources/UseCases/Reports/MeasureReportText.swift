package import CreditEngine
import TraceFiles

/// What `measure` found, as JSON and in words.
package struct MeasureReportText {
    package let trace: Trace
    package let report: MeasureReport
    package let method: MeasureSettings.Method
    /// Who spoke again.
    package let runtime: TeamRuntime

    /// Makes one.
    package init(trace: Trace, report: MeasureReport, method: MeasureSettings.Method, runtime: TeamRuntime) {
        self.trace = trace
        self.report = report
        self.method = method
        self.runtime = runtime
    }

    private var cells: [Cell] { report.curve.order.cells }
    private func name(_ position: Int) -> String {
        "\(cells[position].turn) \(trace.agents[cells[position].agent].name)"
    }

    /// The report in words.
    package var lines: [String] {
        var lines = ["\(trace.id) · measured, \(method.rawValue) · \(runtime.label)"]
        if let systematic = report.systematic { lines.append(systematic.words) }
        let names = report.named.map(name).joined(separator: ", ")
        lines.append(report.finding.words + (names.isEmpty ? "" : ": " + names))
        if report.named.count > 1 {
            lines.append("  \(stretch): " + MeasuredRecord.words(report.joint, report.jointVerdict))
        }
        for position in report.named {
            lines.append(
                "  \(name(position)): " + MeasuredRecord.words(report.pairs[position], report.verdicts[position]))
        }
        if !report.named.isEmpty {
            lines.append(
                "a verdict on a message is not a verdict on a prompt: 'ascribe optimize' looks at several runs first")
        }
        lines.append("speakers in replays: \(runtime.speakers(of: trace))")
        lines.append("value curve: expected outcome with everything up to here kept")
        for (k, point) in report.curve.points.enumerated() {
            guard let value = point.value else { continue }
            let place = k == 0 ? "start" : name(k - 1)
            let interval = point.interval.map { " " + Numeral.interval($0.low, $0.high, 2) } ?? ""
            lines.append("  \(place): \(Numeral.fixed(value, 2))\(interval), n \(point.count)")
        }
        if let words = report.startWords { lines.append("  " + words) }
        if let turn = report.curve.pointOfNoReturn { lines.append("point of no return: turn \(turn)") }
        if let check = report.check {
            lines.append("replay check: \(check.words)")
        }
        lines += MeasuredRecord.lines(report.counts, left: report.left)
        if let budget = runtime.budget { lines.append(budget.spent) }
        return lines
    }

    /// All that was said from the first named message to the last.
    private var stretch: String {
        guard let first = report.named.first, let last = report.named.last else { return "" }
        return "\(name(first)) to \(name(last)), spoken again together"
    }

    /// The report as one JSON object.
    package var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("trace", trace.id)
            text.field("source", CreditSource.measured.rawValue)
            text.field("method", method.rawValue)
            text.field("team", runtime.label)
            text.field("simulated", runtime.isSimulated)
            text.key("named")
            text.array { text in
                for position in report.named {
                    text.object { text in
                        write(position, to: &text)
                        MeasuredRecord.write(report.pairs[position], report.verdicts[position], to: &text)
                    }
                }
            }
            text.field("relation", report.relation?.rawValue)
            text.field("confirmed", report.named.isEmpty ? nil : report.isConfirmed)
            text.field("finding", report.finding.words)
            if let range = report.range {
                text.key("range")
                text.object { text in
                    text.field("first_turn", range.turns.lowerBound)
                    text.field("last_turn", range.turns.upperBound)
                    text.field("probability", range.probability)
                }
            }
            text.field("outside_state", report.outsideState.map { "\($0)" })
            text.field("speakers", runtime.speakers(of: trace))
            if report.named.count > 1 {
                text.key("together")
                text.object { MeasuredRecord.write(report.joint, report.jointVerdict, to: &$0) }
            }
            writeCurve(to: &text)
            if let systematic = report.systematic {
                text.key("systematic")
                text.object { text in
                    text.field("successes", systematic.successes)
                    text.field("replays", systematic.count)
                }
            }
            if let check = report.check {
                text.key("replay_check")
                text.object { text in
                    text.field("repeated", check.repeated)
                    text.field("same_outcome", check.sameOutcome)
                    text.field("same_words", check.sameWords)
                }
            }
            MeasuredRecord.write(report.counts, left: report.left, to: &text)
            MeasuredRecord.write(runtime.budget, to: &text)
        }
        text.endLine()
        return text.bytes
    }

    private func write(_ position: Int, to text: inout JSONText) {
        text.field("turn", cells[position].turn)
        text.field("agent", trace.agents[cells[position].agent].name)
    }

    private func writeCurve(to text: inout JSONText) {
        text.key("curve")
        text.array { text in
            for (k, point) in report.curve.points.enumerated() {
                text.object { text in
                    text.field("kept", k)
                    if k > 0 { write(k - 1, to: &text) }
                    if let value = point.value {
                        text.field("value", value)
                    } else {
                        text.field("untested", "no replays")
                    }
                    text.field("replays", point.count)
                }
            }
        }
        text.key("temporal")
        text.array { text in
            for (turn, _) in report.curve.order.turns {
                text.object { text in
                    text.field("turn", turn)
                    writeEffect(report.curve.temporal(turn: turn), to: &text)
                }
            }
        }
        text.key("structural")
        text.array { text in
            for agent in trace.agents.indices where trace.agents[agent].kind == .model {
                text.object { text in
                    text.field("agent", trace.agents[agent].name)
                    writeEffect(report.curve.structural(agent: agent), to: &text)
                }
            }
        }
    }

    private func writeEffect(_ effect: Double?, to text: inout JSONText) {
        if let effect { text.field("value", effect) } else { text.field("untested", "not measured on both sides") }
    }
}
