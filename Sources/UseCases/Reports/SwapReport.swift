package import CreditEngine
import TraceFiles

/// What a swap showed, in words and as JSON.
package struct SwapReport {
    let trace: Trace
    let cell: Cell
    let replacement: Replacement
    let findings: SwapFindings
    /// Who spoke again.
    let runtime: TeamRuntime
    /// The rule's verdict on the pairs.
    package let verdict: Verdict

    /// Makes a report.
    package init(
        _ trace: Trace, _ cell: Cell, _ replacement: Replacement, _ findings: SwapFindings, _ runtime: TeamRuntime
    ) {
        (self.trace, self.cell, self.replacement) = (trace, cell, replacement)
        (self.findings, self.runtime) = (findings, runtime)
        verdict = VerdictRule().verdict(on: findings.pairs)
    }

    private var agent: String { trace.agents[cell.agent].name }

    /// The lines for a person.
    package var lines: [String] {
        let (pairs, counts) = (findings.pairs, findings.counts)
        var lines = [MeasuredRecord.words(pairs, verdict)]
        lines.append("speakers in replays: \(runtime.speakers(of: trace))")
        if findings.undefined > 0 {
            lines.append("\(Numeral.count(findings.undefined, "pair")) undefined, counted apart")
        }
        if replacement.isCandidate, counts.undefined > 0 {
            let kind = replacement.kind?.rawValue ?? replacement.label
            lines.append("a replay without an outcome under the other \(kind) counts as a failure of it")
        }
        lines += MeasuredRecord.lines(counts, left: nil)
        if let budget = runtime.budget { lines.append(budget.spent) }
        return ["\(trace.id) · \(cell.turn) \(agent) · \(replacement.label) · measured · \(runtime.label)"]
            + lines.map { "  " + $0 }
    }

    /// The report as one JSON object.
    package var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("trace", trace.id)
            text.field("source", CreditSource.measured.rawValue)
            text.field("team", runtime.label)
            text.field("simulated", runtime.isSimulated)
            text.field("turn", cell.turn)
            text.field("agent", agent)
            text.field("with", replacement.label)
            text.field("speakers", runtime.speakers(of: trace))
            MeasuredRecord.write(findings.pairs, verdict, to: &text)
            text.field("undefined_pairs", findings.undefined)
            MeasuredRecord.write(findings.counts, left: nil, to: &text)
            MeasuredRecord.write(runtime.budget, to: &text)
        }
        text.endLine()
        return text.bytes
    }
}
