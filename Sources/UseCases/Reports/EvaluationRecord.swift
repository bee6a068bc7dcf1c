import CreditEngine
import TraceFiles

extension EvaluationReport {
    /// The report as one JSON object.
    package var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("source", source.rawValue)
            text.field("all_runs", all)
            text.field("labelled", labelled)
            text.field("runs", runs.count)
            text.field("unlabelled", unlabelled)
            text.field("mislabelled", mislabelled)
            text.field("unreadable", unreadable)
            if source != .estimated { writeCosts(to: &text) }
            text.key("groups")
            text.array { text in
                for group in groups {
                    text.object { text in
                        text.field("group", group)
                        text.field("runs", runs.filter { $0.group == group }.count)
                        writeRankers(group, to: &text)
                    }
                }
            }
            text.key("all")
            text.object { writeRankers(nil, to: &$0) }
            text.key("mean_of_groups")
            text.object { text in
                for ranker in Ranker.allCases {
                    text.key(ranker.rawValue)
                    text.object { text in
                        for (name, value) in zip(AttributionAccuracy.names, meanOfGroups(ranker)) {
                            text.field(name, value)
                        }
                    }
                }
            }
        }
        text.endLine()
        return text.bytes
    }

    private func writeCosts(to text: inout JSONText) {
        text.key("unscored")
        text.array { text in
            for apart in apart {
                text.object { text in
                    text.field("reason", apart.reason)
                    text.field("runs", apart.runs)
                }
            }
        }
        text.field(source == .judged ? "partly_judged" : "nothing_ranked", partial)
        text.field("simulated", simulated)
        text.field(source == .judged ? "calls" : "replays", spent)
    }

    private func writeRankers(_ group: String?, to text: inout JSONText) {
        if let ranges = ranges(group: group) {
            text.key("range")
            text.object { text in
                text.field("level", RangeCalibration.level)
                text.field("held", ranges.held)
                text.field("tried", ranges.tried)
                text.field("median_width", ranges.medianWidth)
            }
        }
        for ranker in Ranker.allCases {
            text.key(ranker.rawValue)
            text.object { text in
                for (name, figure) in zip(AttributionAccuracy.names, accuracy(ranker, group: group).figures) {
                    text.key(name)
                    text.object { text in
                        text.field("value", figure.value)
                        text.field("low", figure.low)
                        text.field("high", figure.high)
                    }
                }
            }
        }
    }
}
