import CreditEngine

extension Legend {
    /// The words of a proposal and of its validation.
    static let gate = Legend(
        title: "what the gate asks",
        rows: [
            Row(
                "passed",
                "the gate's rule holds; refused: it does not. Approved and rejected is what a person decided: only a person "
                    + "approves"),
            Row(
                "success",
                "the share of held-out problems that are solved under the text now (v1) and the proposed one (v2)"),
            Row("[+, +]", "95 % interval of the difference; above 0 v2 is better"),
            Row(
                "evidence",
                "how strongly the pairs speak for a gain: without one it reaches 80 in at most 1 of 80 validations, however "
                    + "often one looks; later candidates need more"),
            Row("exact p", "the same by one test after all pairs: how likely so many gains are without one"),
            Row("fixed", "problems that got better under the proposed text; broken: got worse; g lists them"),
            Row(
                "train gap",
                "success on the problems that the text was made from; the gap is how much more is gained there than on "
                    + "held-out ones; much more: it fits those only"),
            Row(
                "caps",
                "limits: length of the text in characters, cost and latency (how long it takes) of a run as multiples of today's"
            ),
            Row(
                "looks",
                "how often proposals were held against these problems; candidate: which one of its lineage this is"),
            Row(
                [.own("✓", Style(.success)), .own(" ✗ ⚠", Style(.problem))],
                "the condition holds; it does not, so the gate refuses; not known, so approving takes a reason"),
            Row("hash", "names the diff with its validation; an approval holds for nothing else"),
        ])
}
