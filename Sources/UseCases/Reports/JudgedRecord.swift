package import CreditEngine
import TraceFiles

/// The JSON line of `judge`: a model's scores, with their source and the reasons of those that are missing.
package enum JudgedRecord {
    /// The line of a judged run.
    package static func line(_ trace: Trace, _ credit: JudgedCredit) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("trace", trace.id)
            text.field("source", credit.source.rawValue)
            text.field("judge", credit.judge)
            text.field("simulated", credit.isSimulated)
            text.field("own_weight", credit.weight)
            text.field("calls", credit.calls)
            text.field("redactions", credit.redactions)
            text.key("structural")
            text.array { text in
                for agent in credit.agents {
                    text.object { text in
                        text.field("agent", trace.agents[agent.agent].name)
                        write(agent.score, as: "value", to: &text)
                        text.field("turns_scored", agent.scored)
                        text.field("turns", agent.turns)
                    }
                }
            }
            text.key("temporal")
            text.array { text in
                for turn in credit.turns {
                    text.object { text in
                        text.field("turn", turn.turn)
                        write(turn.state, as: "value", to: &text)
                    }
                }
            }
            text.key("cells")
            text.array { text in
                for cell in credit.cells {
                    text.object { text in
                        text.field("turn", cell.cell.turn)
                        text.field("agent", trace.agents[cell.cell.agent].name)
                        write(cell.combined(weight: credit.weight), as: "value", to: &text)
                        text.field("own", cell.own.value)
                        text.field("group", cell.group.value)
                    }
                }
            }
        }
        text.endLine()
        return text.bytes
    }

    private static func write(_ score: Score, as name: String, to text: inout JSONText) {
        switch score {
        case .value(let value): text.field(name, value)
        case .unscored(let reason): text.field("unscored", reason)
        }
    }
}

/// What `judge` says to a person.
package enum JudgedText {
    /// Cells that are listed.
    static let listed = 5

    package static func lines(_ trace: Trace, _ credit: JudgedCredit) -> [String] {
        let weight = Numeral.fixed(credit.weight, 2)
        var lines = [
            "\(trace.id) · judged by \(credit.judge)\(credit.isSimulated ? ", simulated" : "") · "
                + "\(weight) own + \(Numeral.fixed(1 - credit.weight, 2)) in the group · 0 to 1, low is a candidate"
        ]
        if credit.redactions > 0 {
            lines.append("  \(Numeral.count(credit.redactions, "likely secret")) taken out before sending")
        }
        lines.append("agents")
        for agent in credit.agents {
            let missing = agent.scored < agent.turns ? " (\(agent.scored) of \(agent.turns) turns)" : ""
            lines.append("  \(text(agent.score))  \(trace.agents[agent.agent].name)\(missing)")
        }
        lines.append("state after each turn")
        lines += credit.turns.map { "  \(text($0.state))  turn \($0.turn)" }
        lines.append("lowest messages")
        let scores = Dictionary(uniqueKeysWithValues: credit.cells.map { ($0.cell, $0) })
        for cell in credit.candidates.prefix(listed) {
            guard let score = scores[cell] else { continue }
            lines.append(
                "  \(text(score.combined(weight: credit.weight)))  turn \(cell.turn) \(trace.agents[cell.agent].name) · "
                    + "own \(text(score.own)), in the group \(text(score.group))")
        }
        return lines
    }

    private static func text(_ score: Score) -> String {
        switch score {
        case .value(let value): Numeral.fixed(value, 2)
        case .unscored(let reason): "unscored (\(reason))"
        }
    }
}
