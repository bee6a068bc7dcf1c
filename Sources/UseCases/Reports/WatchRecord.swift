import CreditEngine
import TraceFiles

/// Watched runs, alarms and sums as JSON records, a line each.
package enum WatchRecord {
    /// The run as one JSON record and a newline.
    package static func record(_ run: ScoredRun, isRevised: Bool) -> [UInt8] {
        let facts = run.facts
        return record("run") { text in
            text.field("trace", facts.id)
            text.field("file", run.path)
            text.field("revised", isRevised)
            text.field("team", facts.team)
            text.field("version", facts.version)
            text.field("problem", facts.problem)
            text.key("success")
            if let success = facts.success { text.value(success) } else { text.null() }
            text.field("milliseconds", facts.milliseconds)
            text.field("input_tokens", facts.inputTokens)
            text.field("output_tokens", facts.outputTokens)
            text.field("cost", facts.cost)
            text.field("source", CreditSource.estimated.rawValue)
            if let suspect = facts.suspect {
                text.key("suspect")
                text.object { text in
                    text.field("agent", suspect.agent)
                    text.field("turn", suspect.turn)
                    text.field("why", suspect.why)
                }
            }
            text.field("mode", facts.mode)
            text.key("blame")
            text.object { text in for part in facts.parts { text.field(part.agent, part.blame) } }
            text.field("doubts", facts.doubts)
            text.field("unreadable", facts.unreadable)
        }
    }

    /// The alarm as one JSON record and a newline.
    package static func record(_ alarm: DriftAlarm) -> [UInt8] {
        record("alarm") { text in
            text.field("kind", alarm.kind.rawValue)
            text.field("team", alarm.team)
            text.field("trace", alarm.run)
            text.field("onset", alarm.onset)
            text.field("onset_number", alarm.onsetNumber)
            text.field("runs", alarm.runs)
            text.field("rate", alarm.rate)
            text.field("low", alarm.low)
            text.field("high", alarm.high)
            text.field("baseline_runs", alarm.baselineRuns)
            text.field("baseline_rate", alarm.baselineRate)
            text.key("agents")
            text.array { text in
                for share in alarm.agents {
                    text.object { text in
                        text.field("agent", share.agent)
                        text.field("now", share.now)
                        text.field("before", share.before)
                    }
                }
            }
            text.key("modes")
            text.array { text in
                for mode in alarm.modes {
                    text.object { text in
                        text.field("agent", mode.agent)
                        text.field("mode", mode.mode)
                        text.field("now", mode.now)
                        text.field("before", mode.before)
                    }
                }
            }
            text.field("unseen", alarm.unseen)
            text.field("tasks", alarm.tasks)
            text.field("tasks_before", alarm.tasksBefore)
            text.field("tasks_since", alarm.tasksSince)
            text.field("command", alarm.command.map { ShellWords.line($0) })
        }
    }

    /// The state of things as one JSON record and a newline.
    package static func record(_ summary: WatchSummary, perMinute: Int) -> [UInt8] {
        record("summary") { text in
            text.field("runs", summary.runs)
            text.field("runs_per_minute", perMinute)
            text.field("failures", summary.failures)
            text.field("unreadable", summary.unreadable)
            text.field("alarms", summary.alarms)
            text.field("queued", summary.queued)
            text.key("groups")
            text.array { text in
                for (key, group) in summary.groups.sorted(by: { $0.key < $1.key }) {
                    text.object { text in
                        text.field("team", key.team)
                        text.field("version", key.version)
                        text.field("runs", group.runs)
                        text.field("with_outcome", group.ended)
                        text.field("successes", group.successes)
                        text.field("rate", group.success.rate)
                        text.field("low", group.success.interval.lowerBound)
                        text.field("high", group.success.interval.upperBound)
                        for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
                            text.field("milliseconds_\(name)", group.latency.quantile(share))
                        }
                        text.field("input_tokens", group.inputTokens)
                        text.field("output_tokens", group.outputTokens)
                        text.field("cost", group.cost)
                    }
                }
            }
            text.key("blame")
            text.object { text in
                for (name, share) in summary.agents.sorted(by: { $0.key < $1.key }) {
                    text.field(name, summary.blamed > 0 ? share.blame / Double(summary.blamed) : nil)
                }
            }
            text.field("window_failures", summary.blame.failures)
            text.field("window_failures_before", summary.blame.failuresBefore)
            text.key("window")
            text.array { text in
                for row in summary.blame.rows {
                    for (phase, share) in zip(PhaseBlame.phases, row.now).enumerated() {
                        text.object { text in
                            text.field("agent", row.agent)
                            text.field("turns", share.0.title)
                            text.field("blame", share.1)
                            text.field("before", row.before?[phase])
                        }
                    }
                }
            }
        }
    }

    private static func record(_ type: String, _ body: (inout JSONText) -> Void) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("type", type)
            body(&text)
        }
        text.endLine()
        return text.bytes
    }
}
