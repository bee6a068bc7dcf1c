import Testing

@testable import CreditEngine
@testable import Inspector

/// Screens say what is true of a proposal, a critique and a run.
@Suite struct GateWordTests {
    private static let cell = Cell(turn: 7, agent: 1)

    @Test func aRefusedProposalWaitsForNobody() throws {
        var bench = TestBench(columns: 100, rows: 30)
        bench.queue = [try MadeUpReviews.item("1123456789ab", validation: MadeUpReviews.report(28, ending: .futile))]
        try bench.press("A<Enter>")
        let shown = bench.screen
        #expect(shown.contains("0 waiting · 1 refused"))
        #expect(shown.contains("no gain is in sight; r rejects it with a reason"))
        #expect(!shown.contains("v validates more"))
        try bench.press("<Enter>")
        #expect(bench.status.hasPrefix("not to be approved: it did not pass the gate"))
        try bench.press("v")
        #expect(bench.status.contains("another proposal may do better"))
        try bench.press("<Esc>")
        #expect(bench.screen.contains("refused"))
        try bench.press("<Esc>")
        #expect(!bench.screen.contains("waiting for you"))
        try bench.press("<Enter>C<Enter>8z")
        #expect(bench.screen.contains("refused: dropped early, no gain is in sight"))
        #expect(!bench.screen.contains("waits for you"))
    }

    @Test func proposalsOfOneNameAreToldApartInTheList() throws {
        var bench = TestBench(columns: 80, rows: 24)
        bench.queue = [try MadeUpReviews.item("1123456789ab"), try MadeUpReviews.item("2123456789ab")]
        try bench.press("A")
        #expect(bench.screen.contains("researcher v7 → v8  1123456789ab"))
        #expect(bench.screen.contains("researcher v7 → v8  2123456789ab"))
    }

    @Test func theGatePassesAndAPersonApproves() throws {
        var bench = TestBench(columns: 100, rows: 30)
        bench.queue = [try MadeUpReviews.item(validation: MadeUpReviews.report(hasBroken: false))]
        try bench.press("A<Enter>")
        #expect(bench.screen.contains("passed the gate: v8 is better than v7 (evidence"))
        #expect(bench.screen.contains("You decide: "))
        #expect(!bench.screen.contains("accepted"))
    }

    @Test func aCritiqueThatReplaysSpeakAgainstSaysSo() throws {
        var bench = TestBench(columns: 100, rows: 30)
        try bench.press("<Enter>s<Enter>C<Enter>8")
        #expect(!bench.screen.contains("replays speak against this"))
        bench = TestBench(columns: 100, rows: 30)
        bench.working = { _ in
            let helps = PairedOutcomes((0..<40).map { .init(kept: 1, replaced: $0 % 4 == 0 ? 1 : 0) })
            return [
                .ended(.swapped(helps, undefined: 0, counts: MadeUpReplays.counts(made: 80, spoken: 90)), .finished)
            ]
        }
        try bench.press("<Enter>s<Enter>C<Enter>8")
        #expect(bench.screen.contains("replays speak against this: the message is measured to help"))
    }

    @Test func aStoppedValidationGoesOn() throws {
        var bench = TestBench(columns: 100, rows: 30)
        bench.queue = [try MadeUpReviews.item("1123456789ab", validation: MadeUpReviews.report(28, ending: .stopped))]
        try bench.press("A<Enter>")
        #expect(bench.screen.contains("stopped; it can go on; v goes on, r rejects"))
    }

    @Test func aDecidedOrStaleProposalOffersNoValidation() throws {
        var bench = TestBench(columns: 100, rows: 40)
        bench.queue = [
            try MadeUpReviews.item(
                "1123456789ab", decision: .init(isApproval: false, who: "ana", at: "2026", reason: "no"))
        ]
        try bench.press("A<Enter>")
        #expect(bench.screen.contains("it was decided without a validation"))
        #expect(!bench.screen.contains("not validated yet"))
        bench.queue = [try MadeUpReviews.item("1123456789ab", staleBlock: "role/coder")]
        bench.send(.queue(.read(bench.queue)))
        #expect(bench.screen.contains("not validated, and stale now"))
    }

    @Test func theCriticIsToldWhyPeopleRejected() throws {
        var bench = TestBench(columns: 100, rows: 30)
        func rejected(_ id: String, _ reason: String, _ at: String) throws -> ReviewItem {
            try MadeUpReviews.item(id, decision: .init(isApproval: false, who: "ana", at: at, reason: reason))
        }
        bench.queue = [
            try rejected("2123456789ab", "it is too long", "2026-11-24"),
            try rejected("1123456789ab", "it only moves the error", "2026-11-23"),
            try MadeUpReviews.item("3123456789ab"),
        ]
        bench.send(.queue(.read(bench.queue)))
        try bench.press("<Enter>C")
        let lines = bench.screen.split(separator: "\n").filter { $0.contains("told beforehand: rejected") }
        #expect(lines.count == 2)
        #expect(lines.first?.contains("1123456789ab because it only moves the error") ?? false)
        #expect(lines.last?.contains("2123456789ab because it is too long") ?? false)
        // Another block's rejections are not sent.
        try bench.press("<Esc>lC")
        #expect(!bench.screen.contains("told beforehand: rejected"))
    }

    @Test func aCriticThatSuggestsWhatWasRejectedIsSaidTo() throws {
        var bench = TestBench(columns: 200, rows: 50)
        bench.queue = [
            try MadeUpReviews.item(
                "1123456789ab", decision: .init(isApproval: false, who: "ana", at: "2026", reason: "no"))
        ]
        bench.send(.queue(.read(bench.queue)))
        try bench.press("<Enter>C<Enter>")
        #expect(
            bench.status
                == "critique 7/researcher: quotes found 1 of 2; it suggests what was rejected before as 1123456789ab; C asks again"
        )
    }

    @Test func rejectingStopsTheValidationUnderWay() throws {
        var bench = TestBench(columns: 100, rows: 30)
        bench.queue = [try MadeUpReviews.item("1123456789ab")]
        bench.reviewing = { _ in [.progressed(MadeUpReviews.report(21, ending: .stopped))] }
        try bench.press("Av<Enter>rno<Enter>")
        #expect(bench.takeEffects().contains(.stopJob(1)))
    }

    @Test(arguments: [("3 * 8", true), ("a", true), ("17 modulo 5", false), ("研究员甲", false)])
    func aQuoteThatIsTooShortIsSaidToBe(_ text: String, _ isTooShort: Bool) throws {
        #expect(Critique.Quote(text: text).isTooShort == isTooShort)
        var wrapper = TextWrapper(width: 100)
        CritiqueText.add(MadeUpReviews.critique(quotes: [.init(text: text)]), to: &wrapper)
        let words = wrapper.lines.map { $0.spans.map(\.text).joined() }.joined(separator: "\n")
        #expect(words.contains("too short to be evidence (4 letters or digits)") == isTooShort)
        #expect(words.contains("not in the trace") != isTooShort)
    }

    @Test func aHeldOutRunIsNotCriticised() throws {
        var bench = TestBench(columns: 100, rows: 30)
        bench.opening = { _ in
            let (trace, credit) = MadeUpRuns.math()
            return .read(trace, credit, file: "validation", review: .impossible("this run is held out"))
        }
        try bench.press("<Enter>8")
        #expect(bench.screen.contains("no critique here: this run is held out"))
        #expect(!bench.screen.contains("press C"))
    }
}
