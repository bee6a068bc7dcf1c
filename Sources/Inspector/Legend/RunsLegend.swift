import CreditEngine

extension Legend {
    /// The signs of the runs list and of the blame below it.
    static let runs = Legend(
        title: "what the list shows",
        rows: [
            Row(
                [.own("✗", Style(.hurts)), .own(" ✓", Style(.success)), .own(" ?", Style(.quiet))],
                "the run failed, solved its problem, or has no recorded outcome; score is from 0 to 1"),
            Row(
                [.own("2 ann "), .own("5~", Style(.heat(3)))],
                "hot cell, the message to look at first: turn, agent, and tenths of blame; ~ is estimated from the text "
                    + "alone"),
            Row(
                [.own("5−", Style(.hurts, bold: true))],
                "the same, measured by replays: it costs 50 runs in 100, which others in its place solve"),
            Row(
                "VCPmj",
                "done to the run: measured, criticised, proposed for, noted, judged by a model"),
            Row([.own("▂▁█")], "temporal: how far each turn set the run back, first turn first"),
            Row(
                "75  13",
                "blame: an agent's part of the blame of all failed runs in %, by the turns in which it spoke; estimated"
            ),
            Row(
                ".75 [.36]",
                "share: all of its part with the 95 % interval over runs, which needs "
                    + "\(PhaseBlame.intervalRuns) runs; the row all of an opened run has the shares of that run alone"),
            Row("runs", "failed runs in which the agent has any blame"),
            Row("measured", "below the blame: whose message hurts most in the runs that were measured"),
            Row("none", "none stands out: no message of the run looks worse than the others"),
        ])
}
