package import CreditEngine
import TraceFiles

/// The JSON line of `score`: one trace's estimated credit, with its source, its evidence and what is unknown.
package enum ScoreRecord {
    /// Where a line of the input stands: its number, from 1, and the bytes before it.
    package typealias Place = (line: Int, offset: Int)

    /// The line of a scored trace; with a place, that of the line that held it.
    ///
    /// - Parameter calibration: the labels that stretches of turns are calibrated on; none without labels.
    package static func line(
        _ trace: Trace, _ credit: EstimatedCredit, _ calibration: RangeCalibration = RangeCalibration([]),
        at place: Place? = nil
    ) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            write("scored", place, to: &text)
            text.field("trace", trace.id)
            text.field("source", credit.source.rawValue)
            text.field("metric", credit.metric)
            text.field("turn_rule", trace.turnRule.rawValue)
            text.key("success")
            if let outcome = trace.outcome { text.value(outcome.success) } else { text.null() }
            text.key("temporal")
            text.array { text in
                for turn in credit.temporal {
                    text.object { text in
                        text.field("turn", turn.turn)
                        write(turn.score, to: &text)
                        write(turn.evidence, trace, to: &text)
                    }
                }
            }
            text.key("structural")
            text.array { text in
                for share in credit.structural {
                    text.object { text in
                        text.field("agent", trace.agents[share.agent].name)
                        write(share.score, to: &text)
                    }
                }
            }
            text.key("cells")
            text.array { text in
                for heat in credit.cells {
                    text.object { text in
                        write(heat.cell, trace, to: &text)
                        write(heat.score, to: &text)
                        write(heat.evidence, trace, to: &text)
                    }
                }
            }
            text.key("suspects")
            text.array { text in for suspect in credit.suspects { write(suspect, trace, to: &text) } }
            if let none = credit.noSuspect { text.field("no_suspect", none) }
            text.key("range")
            text.object { write(calibration, calibration.range(of: trace, credit), to: &$0) }
            text.field("state_source", credit.stateSource.rawValue)
            text.key("states")
            text.array { text in for state in credit.states { write(state, to: &text) } }
        }
        text.endLine()
        return text.bytes
    }

    private static func write(
        _ calibration: RangeCalibration, _ range: RangeCalibration.Range, to text: inout JSONText
    ) {
        switch range {
        case .cantTell(let reason): text.field("unscored", reason)
        case .turns(let turns):
            text.key("turns")
            text.array { text in
                text.value(turns.lowerBound)
                text.value(turns.upperBound)
            }
            text.field("holds", RangeCalibration.level)
        }
        text.field("labels", calibration.count)
    }

    private static func write(_ state: State, to text: inout JSONText) {
        text.object { text in
            text.field("turn", state.turn)
            text.key("components")
            text.object { text in
                for component in state.components {
                    switch component.value {
                    case .number(let number): text.field(component.name, number)
                    case .category(let category): text.field(component.name, category)
                    }
                }
            }
        }
    }

    /// The line of a trace that could not be read.
    package static func line(unreadable id: String, reason: String) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("trace", id)
            text.field("source", CreditSource.estimated.rawValue)
            text.field("unscored", reason)
        }
        text.endLine()
        return text.bytes
    }

    /// The line of a line that held no run; `status` is `bad`, `unknown` or `blank`.
    package static func line(without status: String, reason: String?, at place: Place) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            write(status, place, to: &text)
            text.field("reason", reason)
        }
        text.endLine()
        return text.bytes
    }

    private static func write(_ status: String, _ place: Place?, to text: inout JSONText) {
        guard let place else { return }
        text.field("status", status)
        text.field("line", place.line)
        text.field("offset", place.offset)
    }

    private static func write(_ score: Score, to text: inout JSONText) {
        switch score {
        case .value(let value): text.field("value", value)
        case .unscored(let reason): text.field("unscored", reason)
        }
    }

    private static func write(_ cell: Cell, _ trace: Trace, to text: inout JSONText) {
        text.field("turn", cell.turn)
        text.field("agent", trace.agents[cell.agent].name)
    }

    private static func write(_ evidence: [Evidence], _ trace: Trace, to text: inout JSONText) {
        text.key("evidence")
        text.array { text in
            for piece in evidence {
                text.object { text in
                    let message = trace.messages[piece.message]
                    text.field("message", message.ordinal)
                    text.field("agent", trace.agents[message.agent].name)
                    if !piece.range.isEmpty {
                        text.key("range")
                        text.array { text in
                            text.value(piece.range.lowerBound)
                            text.value(piece.range.upperBound)
                        }
                    }
                    text.field("shows", piece.shows)
                }
            }
        }
    }

    private static func write(_ suspect: EstimatedCredit.Suspect, _ trace: Trace, to text: inout JSONText) {
        text.object { text in
            write(suspect.cell, trace, to: &text)
            text.field("message", trace.messages[suspect.message].ordinal)
            text.field("why", suspect.why)
            text.key("path")
            text.array { text in
                for cell in suspect.path { text.object { write(cell, trace, to: &$0) } }
            }
        }
    }
}
