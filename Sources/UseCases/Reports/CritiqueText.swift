import CreditEngine
package import CreditStore
import TraceFiles

/// A critique in words and as JSON.
package struct CritiqueText {
    package let record: CritiqueRecord

    /// Makes one.
    package init(record: CritiqueRecord) {
        self.record = record
    }

    private var critique: Critique { record.critique }

    /// The lines for a person.
    package var lines: [String] {
        var lines = [
            "\(critique.trace) · \(critique.turn) \(critique.agent) · \(critique.block.name)",
            "  the critic was told: " + (critique.creditWords ?? "nothing of its credit"),
            "  critic \(critique.critic)" + (critique.isSimulated ? ", simulated" : "")
                + (critique.temperature.map { ", temperature \(Numeral.fixed($0, 2))" } ?? "")
                + (critique.confidence.map { ", confidence \(Numeral.fixed($0, 2))" } ?? ""),
        ]
        lines += critique.warnings.map { "  warning: \($0)" }
        if critique.redactions > 0 {
            lines.append("  \(Numeral.count(critique.redactions, "likely secret")) taken out before sending")
        }
        lines.append("  weakness: \(critique.weakness)")
        lines.append("  quotes: \(critique.foundQuotes) of \(critique.quotes.count) found in the trace")
        lines += critique.quotes.map { quote in
            quote.turn.map { "    ✓ \($0) \(quote.agent ?? ""): “\(quote.text)”" }
                ?? "    ✗ “\(quote.text)”" + (quote.isTooShort ? " (too short to be evidence)" : "")
        }
        lines.append("  suggestion:")
        lines += critique.suggestion.old.map { ["    − \($0)"] } ?? []
        lines += critique.suggestion.new.map { ["    + \($0)"] } ?? []
        if PromptSet(record.team)[critique.block].flatMap(critique.suggestion.applied) == nil {
            lines.append("    which does not fit the prompt: the rule that should go is not in it")
        }
        lines.append("critique \(record.id) is kept")
        return lines
    }

    /// The line of JSON.
    package var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("critique", record.id)
            text.field("trace", critique.trace)
            text.field("problem", critique.problem)
            text.field("turn", critique.turn)
            text.field("agent", critique.agent)
            text.field("block", critique.block.name)
            text.field("credit", critique.credit)
            text.field("credit_source", critique.creditSource?.rawValue)
            text.field("weakness", critique.weakness)
            text.key("quotes")
            text.array { text in
                for quote in critique.quotes {
                    text.object { text in
                        text.field("text", quote.text)
                        text.field("found", quote.isFound)
                        text.field("turn", quote.turn)
                        text.field("agent", quote.agent)
                    }
                }
            }
            text.field("quotes_found", critique.foundQuotes)
            text.key("suggestion")
            text.object { text in
                text.field("old", critique.suggestion.old)
                text.field("new", critique.suggestion.new)
            }
            text.field("confidence", critique.confidence)
            text.field("critic", critique.critic)
            text.field("temperature", critique.temperature)
            text.field("agents_model", critique.isAgentsModel)
            text.field("simulated", critique.isSimulated)
            text.field("redactions", critique.redactions)
            text.field("kept", record.at)
        }
        text.endLine()
        return text.bytes
    }
}
