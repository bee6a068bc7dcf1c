package import CreditEngine
import TraceFiles

/// What `measure --shapley` found, as JSON and in words.
package struct AgentCreditText {
    private let trace: Trace
    private let measured: AgentMeasurement
    /// Who spoke again.
    private let runtime: TeamRuntime

    /// Makes a report.
    package init(trace: Trace, measured: AgentMeasurement, runtime: TeamRuntime) {
        (self.trace, self.measured, self.runtime) = (trace, measured, runtime)
    }

    private var report: AgentCreditReport { measured.report }

    private func name(_ place: Int) -> String { trace.agents[report.agents[place]].name }

    /// The report in words.
    package var lines: [String] {
        var lines = [
            "\(trace.id) · measured, shapley · \(runtime.label)",
            "credit of whole agents: what keeping an agent's recorded words does to the expected outcome; negative hurt",
            "a kept agent is pinned: it says its recorded words though what it heard has changed",
            "leave-one-out, \(Numeral.count(report.seeds, "seed"))",
        ]
        for (place, value) in report.leaveOneOut.values.enumerated() {
            lines.append("  \(name(place)): \(words(value))")
        }
        lines.append(
            "  sum \(words(report.leaveOneOut.sum)) against v(all) − v(none) \(words(report.leaveOneOut.total)): "
                + verdict)
        if report.escalates { lines += shapleyLines }
        lines += MeasuredRecord.lines(measured.counts, left: measured.left)
        if let budget = runtime.budget { lines.append(budget.spent) }
        return lines
    }

    private var verdict: String {
        let tolerance = Numeral.fixed(AgentCreditReport.tolerance, 2)
        return report.escalates
            ? "more than \(tolerance) apart, so leave-one-out is not the answer"
            : "within \(tolerance), so Shapley values were not needed"
    }

    private var shapleyLines: [String] {
        guard let shapley = report.shapley else {
            return ["shapley: can't tell; no replay of some coalition had an outcome"]
        }
        var lines = [
            report.isExact
                ? "shapley, every one of \(1 << report.agents.count) coalitions"
                : "shapley, from drawn orders of the agents"
        ]
        for (place, value) in shapley.values.enumerated() {
            let error =
                shapley.errors.map { ", standard error \(Numeral.fixed($0[place], 2)) of the drawn orders" } ?? ""
            lines.append("  \(name(place)): \(words(value))\(error)")
        }
        lines.append(
            "  sum \(words(shapley.values.reduce(0, +))) against v(all) − v(none) \(words(shapley.total)): off by "
                + Numeral.fixed(shapley.inefficiency, 3))
        if !report.interactions.isEmpty { lines.append("interactions: v(a, b) − v(a) − v(b) + v(none)") }
        for interaction in report.interactions {
            lines.append("  \(interaction.pair.map(name).joined(separator: ", ")): \(words(interaction.value))")
        }
        return lines
    }

    private func words(_ value: Double?) -> String { value.map { Numeral.signed($0, 2) } ?? "can't tell" }

    /// The report as one JSON object.
    package var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("trace", trace.id)
            text.field("source", CreditSource.measured.rawValue)
            text.field("method", "shapley")
            text.field("team", runtime.label)
            text.field("simulated", runtime.isSimulated)
            text.field("seeds", report.seeds)
            text.key("leave_one_out")
            text.object { text in
                write(report.leaveOneOut.values, to: &text)
                text.field("sum", report.leaveOneOut.sum)
                text.field("total", report.leaveOneOut.total)
            }
            text.field("escalates", report.escalates)
            if let shapley = report.shapley { write(shapley, to: &text) }
            MeasuredRecord.write(measured.counts, left: measured.left, to: &text)
            MeasuredRecord.write(runtime.budget, to: &text)
        }
        text.endLine()
        return text.bytes
    }

    private func write(_ shapley: ShapleyValues, to text: inout JSONText) {
        text.key("shapley")
        text.object { text in
            write(shapley.values, to: &text)
            if let errors = shapley.errors {
                text.field("standard_errors", errors)
            }
            text.field("exact", report.isExact)
            text.field("total", shapley.total)
            text.field("inefficiency", shapley.inefficiency)
        }
        text.key("interactions")
        text.array { text in
            for interaction in report.interactions {
                text.object { text in
                    text.key("agents")
                    text.array { text in for place in interaction.pair { text.value(name(place)) } }
                    text.field("value", interaction.value)
                }
            }
        }
    }

    private func write(_ values: [Double?], to text: inout JSONText) {
        text.key("agents")
        text.array { text in
            for (place, value) in values.enumerated() {
                text.object { text in
                    text.field("agent", name(place))
                    if let value {
                        text.field("value", value)
                    } else {
                        text.field("untested", "no replay had an outcome")
                    }
                }
            }
        }
    }
}
