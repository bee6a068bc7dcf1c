import CreditEngine

extension Legend {
    /// The signs of an opened run.
    ///
    /// - Parameters:
    ///   - top: the credit of the fullest cell, which the shades are compared with.
    ///   - metric: the rule that judges turns.
    static func grid(top: Double, metric: TemporalMetric) -> Legend {
        Legend(
            title: "what the grid shows",
            rows: [
                Row(
                    [.own("6~", Style(.heat(3))), .own(" 10~", Style(.heat(4)))],
                    "tenths of blame for the failure: 6~ is about .6; ~ is estimated from the text alone"),
                Row(
                    [.own("4−", Style(.hurts, bold: true)), .own(" 2+", Style(.helps, bold: true))],
                    "measured by replays to hurt or help: 4− costs 40 runs in 100, which others in its place solve; 2+ saves 20"
                ),
                Row(
                    [.own("4 ")],
                    "measured, without a verdict yet: no sign, not bold. A verdict takes more than an interval that excludes 0, since one looks after every pair"
                ),
                Row(
                    [.own("·", Style(.heat(0))), .own("  ?", Style(.quiet))],
                    "· under .05; ? no figure, the evidence pane says why; blank: silent in this turn"),
                Row(
                    (1...4).map { .own(Symbols.shade([0.0, 0.2, 0.4, 0.6, 1][$0]), Style(.heat($0))) },
                    "shade and colour compare the estimates of this run, full at \(Numeral.share(top)); of measured cells they show the size"
                ),
                Row(
                    [.own("▁▄█")],
                    "temporal: how far a turn set the run back; the largest turn fills the bar, from "
                        + "\(Numeral.share(Sparkline.quiet)) on"),
                Row(
                    "all",
                    "over all turns: .71~ an agent's estimated share of this run's blame (· where none stands out), −.45 "
                        + "its worst message that is measured to hurt"),
                Row(
                    [.own("●", Style(.hit)), .own(" *", Style(.hit)), .own(" ✎", Style(.title))],
                    "breakpoint, search hit, note"),
                Row(
                    "joint",
                    "a cell's figure is that of its message; c shows turns alone (temporal) or agents alone (structural)"
                ),
                Row(metric.rawValue, "the rule that judges turns. " + metric.caveat),
                Row(
                    "turn rule",
                    "how the file counts turns: field, round (it says them), speaker (a new one when somebody speaks again), "
                        + "order (one a message)"),
                Row(
                    [.own("▂▅█ .4")],
                    "the run's state after each turn, and after this one: solution_completeness, how much of an answer is "
                        + "there, and problem_complexity, how much is asked, both 0 to 1; error_count, errors seen so far"
                ),
                Row(
                    "V  δ  n",
                    "value curve: V the share of n replays that succeed when everything up to here is kept; δ what a "
                        + "message changed of it"),
            ])
    }
}
