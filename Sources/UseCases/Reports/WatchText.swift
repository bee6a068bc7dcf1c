import CreditEngine

/// Watched runs, alarms and sums as lines for a person.
package enum WatchText {
    // MARK: One run

    /// One line: the run, how it ended, whom the estimate blames.
    package static func line(_ run: ScoredRun, isRevised: Bool) -> String {
        let facts = run.facts
        if let reason = facts.unreadable { return "unreadable \(facts.id): \(reason)" }
        var words = [facts.success.map { $0 ? "solved" : "failed" } ?? "ended", facts.id]
        if isRevised { words.append("(more of it came)") }
        if let milliseconds = facts.milliseconds { words.append(Numeral.seconds(milliseconds / 1_000)) }
        if let suspect = facts.suspect, facts.success != true {
            words.append("turn \(suspect.turn) \(suspect.agent): \(suspect.why)")
        } else if let mode = facts.mode {
            words.append(mode)
        }
        return words.joined(separator: "  ")
    }

    // MARK: One alarm

    /// What changed, since when, by whom and how, and what to do about it.
    package static func lines(_ alarm: DriftAlarm) -> [String] {
        let rate = alarm.rate.map { rate in
            "\(Numeral.percent(rate)) of \(Numeral.count(alarm.runs, "run"))"
                + (alarm.low.flatMap { low in alarm.high.map { " [\(Numeral.percent(low)), \(Numeral.percent($0))]" } }
                    ?? "")
        }
        let before = "\(Numeral.percent(alarm.baselineRate)) of \(alarm.baselineRuns) before"
        let place = "\(alarm.onset ?? alarm.run)" + (alarm.onsetNumber.map { ", run \($0) of the stream" } ?? "")
        var lines: [String]
        switch alarm.kind {
        case .success:
            lines = ["ALARM \(alarm.team): fewer runs succeed since \(place): \(rate ?? "") against \(before)"]
        case .mode:
            lines = ["ALARM \(alarm.team): a kind of failure has become more frequent since \(place)"]
        case .tasks:
            let mode = alarm.modes.first
            let (now, before) = (alarm.tasks ?? 1, alarm.tasksBefore ?? 1)
            return [
                "TASKS \(alarm.team): tasks have changed since \(place): by their \(mode?.agent ?? "words") "
                    + "\(Numeral.percent(Double(mode?.now ?? 0) / Double(max(1, now)))) of \(now) are \(mode?.mode ?? "other"), "
                    + "\(Numeral.percent(Double(mode?.before ?? 0) / Double(max(1, before)))) of \(before) before",
                "  this says nothing of success",
            ]
        case .newMode:
            let unseen = alarm.unseen.map {
                "; kinds not seen yet make up at most \(Numeral.percent($0)) of failures (95 %)"
            }
            lines = ["NEW \(alarm.team): a kind of failure not seen before, in \(alarm.run)\(unseen ?? "")"]
        }
        lines += alarm.modes.map { mode in
            "  \(mode.agent): \(mode.mode), \(mode.now) of \(Numeral.count(alarm.runs, "run")) now, \(mode.before) of \(alarm.baselineRuns) before"
        }
        guard alarm.kind != .newMode else { return lines }
        if let since = alarm.tasksSince {
            lines.append("  tasks have changed, too, since \(since): they may be harder")
        }
        lines += alarm.agents.map { share in
            "  \(share.agent) is blamed for the failure of \(Numeral.percent(share.now)) of runs, \(Numeral.percent(share.before)) before"
        }
        lines.append(
            alarm.command.map { "  next: \(ShellWords.line($0))" }
                ?? "  name the team with --team to be told the command that searches for better prompts")
        return lines
    }

    // MARK: Sums

    /// The state of things, a few lines for a screen.
    package static func lines(_ summary: WatchSummary, perMinute: Int) -> [String] {
        var lines = [
            [
                Numeral.count(summary.runs, "run"), "\(perMinute) in the last minute",
                Numeral.count(summary.failures, "failure"),
                summary.unreadable > 0 ? "\(summary.unreadable) unreadable" : nil,
                Numeral.count(summary.alarms, "alarm"), "\(summary.queued) in the queue",
            ].compactMap { $0 }.joined(separator: ", ")
        ]
        lines += Columns.lines(
            [["team", "version", "runs", "success, %", "p50/p95/p99", "in", "out", "cost"]]
                + summary.groups.sorted { $0.key < $1.key }.map { key, group in
                    [
                        key.team, String(key.version.prefix(8)), Numeral.count(group.runs), rate(group.success),
                        quantiles(group.latency), tokens(group.inputTokens), tokens(group.outputTokens),
                        group.cost.map { Numeral.dollars($0) } ?? "–",
                    ]
                })
        guard !summary.agents.isEmpty else { return lines }
        lines += Columns.lines(
            [["agent", "messages", "blame", "p50/p95/p99", "in", "out"]]
                + summary.agents.sorted { ($1.value.blame, $0.key) < ($0.value.blame, $1.key) }.prefix(12).map {
                    name, share in
                    [
                        name, Numeral.count(share.messages),
                        summary.blamed > 0 ? Numeral.percent(share.blame / Double(summary.blamed)) : "–",
                        quantiles(share.latency), tokens(share.inputTokens), tokens(share.outputTokens),
                    ]
                })
        return lines + self.lines(summary.blame)
    }

    /// Who is blamed in which phase: now, and behind a stroke in the baseline, in per cent.
    private static func lines(_ blame: BlameWindow) -> [String] {
        let rows = blame.rows.prefix(12)
        guard !rows.isEmpty else { return [] }
        let phases = PhaseBlame.phases.indices.filter { phase in
            rows.contains { $0.now[phase] > 0 || $0.before?[phase] ?? 0 > 0 }
        }
        func cell(_ now: Double, _ before: Double?) -> String {
            Numeral.fixed(100 * now, 0) + (before.map { "/" + Numeral.fixed(100 * $0, 0) } ?? "")
        }
        let head =
            "blame in %, last \(Numeral.count(blame.failures, "failure"))"
            + (blame.failuresBefore > 0 ? " / \(blame.failuresBefore) of the baseline" : "")
        return [head]
            + Columns.lines(
                [["agent", "all"] + phases.map { "turn \(PhaseBlame.phases[$0].title)" }]
                    + rows.map { row in
                        [row.agent, cell(row.now.reduce(0, +), row.before?.reduce(0, +))]
                            + phases.map { cell(row.now[$0], row.before?[$0]) }
                    })
    }

    /// A rate with its interval, in per cent.
    private static func rate(_ success: AnytimeRate) -> String {
        guard let rate = success.rate else { return "–" }
        let (low, high) = (success.interval.lowerBound, success.interval.upperBound)
        return "\(Numeral.fixed(100 * rate, 0)) [\(Numeral.fixed(100 * low, 0)), \(Numeral.fixed(100 * high, 0))]"
    }

    private static func quantiles(_ values: LatestValues) -> String {
        let seconds = [0.5, 0.95, 0.99].compactMap { values.quantile($0).map { $0 / 1_000 } }
        guard let last = seconds.last else { return "–" }
        return seconds.map { Numeral.fixed($0, last < 100 ? 1 : 0) }.joined(separator: "/") + " s"
    }

    /// Tokens in three digits or so; none are unknown.
    private static func tokens(_ count: Double) -> String {
        switch count {
        case ..<1: "–"
        case ..<10_000: Numeral.fixed(count, 0)
        case ..<10_000_000: Numeral.fixed(count / 1_000, 0) + "k"
        default: Numeral.fixed(count / 1_000_000, 0) + "M"
        }
    }
}
