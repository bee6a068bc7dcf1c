import Testing

@testable import CreditEngine
@testable import Inspector

/// What can be approved, and what cannot.
@Suite struct ApprovalTests {
    private static func bench(_ items: [ReviewItem], columns: Int = 80, rows: Int = 24) -> TestBench {
        var bench = TestBench(columns: columns, rows: rows)
        bench.queue = items
        return bench
    }

    private static func accepted(_ id: String = "1123456789ab", hasBroken: Bool = false) throws -> ReviewItem {
        try MadeUpReviews.item(id, validation: MadeUpReviews.report(hasBroken: hasBroken))
    }

    /// Validations without anything to warn of.
    private static func quiet(_ item: ReviewItem) -> ReviewItem {
        var item = item
        item.validation?.report.checks.removeAll { $0.passes == nil }
        return item
    }

    private static func decisions(_ effects: [Effect]) -> [ReviewDecision] {
        effects.compactMap { if case .decide(let decision) = $0 { decision } else { nil } }
    }

    @Test func approvingTakesTheHashOfWhatIsShown() throws {
        let item = Self.quiet(try Self.accepted())
        var bench = Self.bench([item], columns: 100, rows: 40)
        try bench.press("Aa")
        #expect(bench.screen.contains("approve \(item.approvalHash?.prefix(12) ?? "?"), reason, if any:"))
        try bench.press("<Enter>")
        let verdict = ReviewDecision.Verdict.approve(
            hash: item.approvalHash ?? "", validation: item.validation?.id ?? "")
        #expect(
            Self.decisions(bench.takeEffects()) == [ReviewDecision(proposal: item.id, verdict: verdict, reason: "")])
    }

    @Test func aWarningNeedsAReason() throws {
        var bench = Self.bench([try Self.accepted(hasBroken: true)], columns: 100, rows: 40)
        try bench.press("Aa<Enter>")
        #expect(Self.decisions(bench.takeEffects()).isEmpty)
        #expect(bench.status.hasPrefix("not approved: "))
        try bench.press("alucky before<Enter>")
        #expect(Self.decisions(bench.takeEffects()).map(\.reason) == ["lucky before"])
    }

    @Test(arguments: [
        ("not validated", "not validated yet: press v"), ("futile", "it did not pass the gate"),
        ("stale", "stale: role/coder has changed since"), ("approved", "approved by ana already"),
    ]) func refusals(_ state: String, _ words: String) throws {
        let item: ReviewItem =
            switch state {
            case "not validated": try MadeUpReviews.item()
            case "futile": try MadeUpReviews.item(validation: MadeUpReviews.report(28, ending: .futile))
            case "stale": try MadeUpReviews.item(validation: MadeUpReviews.report(), staleBlock: "role/coder")
            default: try MadeUpReviews.item(validation: MadeUpReviews.report(), decision: MadeUpReviews.approval)
            }
        var bench = Self.bench([item], columns: 100, rows: 40)
        try bench.press("A")
        if bench.app.approvals?.level == .list { try bench.press("<Enter>") }
        try bench.press("a")
        #expect(bench.app.input == nil)
        #expect(bench.status.contains(words))
    }

    @Test func theDiffIsReadToItsEndFirst() throws {
        let long = (1...40).map { "Rule \($0): be careful." }.joined(separator: "\n")
        let item = Self.quiet(try MadeUpReviews.item(newText: long, validation: MadeUpReviews.report(hasBroken: false)))
        var bench = Self.bench([item])
        try bench.press("Aa")
        #expect(bench.app.input == nil)
        #expect(bench.status.contains("read it to its end first"))
        // Jumping over the middle does not show it.
        try bench.press("Ga")
        #expect(bench.app.input == nil)
        try bench.press("<Home>" + String(repeating: "<PgDn>", count: 20) + "a")
        #expect(bench.app.input != nil)
    }

    @Test func whatWasReadStaysReadThroughDecisionAndUndo() throws {
        let long = (1...40).map { "Rule \($0): be careful." }.joined(separator: "\n")
        let item = Self.quiet(try MadeUpReviews.item(newText: long, validation: MadeUpReviews.report(hasBroken: false)))
        var bench = Self.bench([item])
        try bench.press("A" + String(repeating: "<PgDn>", count: 20) + "r" + "no<Enter>u<Enter>")
        #expect(bench.app.approvals?.item?.decision == nil)
        try bench.press("a")
        #expect(bench.app.input != nil)
        try bench.press("<Esc>wwa")
        #expect(bench.app.input != nil)
    }

    @Test func aDiffThatChangedUnderTheReaderIsReadFromItsStart() throws {
        let long = (1...40).map { "Rule \($0): be careful." }.joined(separator: "\n")
        let item = Self.quiet(try MadeUpReviews.item(newText: long, validation: MadeUpReviews.report(hasBroken: false)))
        var bench = Self.bench([item])
        try bench.press("A" + String(repeating: "<PgDn>", count: 20))
        var other = item
        other.approvalHash = String(repeating: "0", count: 64)
        bench.send(.queue(.read([other])))
        #expect(bench.screen.contains("PgUp reads its start"))
        try bench.press("a")
        #expect(bench.app.input == nil)
        #expect(bench.status.contains("read it from its start first (PgUp)"))
        try bench.press("<Home>" + String(repeating: "<PgDn>", count: 20) + "a")
        #expect(bench.app.input != nil)
    }

    @Test func theBottomLineNamesTheKeysOfTheLineThatIsTyped() throws {
        var bench = Self.bench([Self.quiet(try Self.accepted())], columns: 100, rows: 40)
        try bench.press("Aa")
        #expect(bench.screen.hasSuffix(" ⏎ approve  Esc back\n") || bench.screen.hasSuffix(" ⏎ approve  Esc back"))
        try bench.press("<Esc>r")
        #expect(bench.screen.contains("⏎ reject  Esc back"))
    }

    @Test func wordsAreNotApproved() throws {
        var bench = Self.bench([try Self.accepted()], columns: 100, rows: 40)
        try bench.press("A<PgDn>wa")
        #expect(bench.status.contains("approve from the diff by lines"))
    }

    @Test func nothingIsApprovedUnderAnotherScreen() throws {
        var bench = Self.bench([try Self.accepted()], columns: 100, rows: 40)
        try bench.press("A")
        bench.send(.resize(columns: 20, rows: 5))
        try bench.press("aok<Enter>")
        #expect(Self.decisions(bench.takeEffects()).isEmpty)
        bench.send(.resize(columns: 100, rows: 40))
        try bench.press("?aok<Enter>")
        #expect(Self.decisions(bench.takeEffects()).isEmpty)
    }

    @Test func aChangeWhileTypingIsNoticed() throws {
        let item = Self.quiet(try Self.accepted())
        var bench = Self.bench([item], columns: 100, rows: 40)
        try bench.press("Aaok")
        var other = item
        other.approvalHash = String(repeating: "0", count: 64)
        bench.send(.queue(.read([other])))
        try bench.press("<Enter>")
        #expect(Self.decisions(bench.takeEffects()).isEmpty)
        #expect(bench.status.contains("changed while you typed"))
    }

    @Test func rejectingNeedsAReason() throws {
        var bench = Self.bench([try Self.accepted()])
        try bench.press("Ar<Enter>")
        #expect(bench.status.hasPrefix("not rejected: "))
        try bench.press("rit only moves the error<Enter>")
        #expect(Self.decisions(bench.takeEffects()).map(\.reason) == ["it only moves the error"])
        #expect(bench.screen.contains("rejected by ana"))
    }

    @Test func undoAsksAndTakesTheDecisionBack() throws {
        let item = try MadeUpReviews.item(validation: MadeUpReviews.report(), decision: MadeUpReviews.approval)
        var bench = Self.bench([item])
        try bench.press("A<Enter>u")
        #expect(Self.decisions(bench.takeEffects()).isEmpty)
        try bench.press("<Enter>")
        #expect(Self.decisions(bench.takeEffects()).map(\.verdict) == [.undo])
        #expect(bench.app.approvals?.item?.decision == nil)
    }

    @Test func aFailedDecisionIsSaid() throws {
        var bench = Self.bench([Self.quiet(try Self.accepted())], columns: 100, rows: 40)
        try bench.press("A")
        let decision = ReviewDecision(proposal: "1123456789ab", verdict: .reject, reason: "no")
        bench.send(.decided(decision, failure: "process 7 on host has been deciding; wait for it"))
        #expect(bench.status == "✗ not decided: process 7 on host has been deciding; wait for it")
    }

    @Test func brokenProblemsOpenAndLeadBack() throws {
        var bench = Self.bench([try Self.accepted(hasBroken: true)])
        try bench.press("Ag<Enter>")
        #expect(bench.app.isRunShown && bench.app.overlays.isEmpty)
        #expect(bench.status.contains("spoken under the proposed text"))
        try bench.press("<Esc>")
        #expect(bench.app.overlays == [.approvals] && bench.app.approvals?.level == .problems)
        #expect(!bench.app.isRunShown)
        try bench.press("<Esc><Esc><Esc>")
        #expect(bench.app.overlays.isEmpty)
    }

    @Test(arguments: ["C", "P", "v", "a", "r", "u", "e", "E"]) func readOnlyChangesNothing(_ key: String) throws {
        var bench = Self.bench([try Self.accepted()])
        bench.app = App(configuration: App.Configuration(isReadOnly: true))
        bench.send(.indexed(MadeUpRuns.index()))
        bench.send(.queue(.read(bench.queue)))
        try bench.press(["C", "P"].contains(key) ? "<Enter>" : "A")
        _ = bench.takeEffects()
        try bench.press(key)
        #expect(bench.status.contains("--readonly"))
        try bench.press("<Enter>")
        let changes = bench.takeEffects().filter {
            switch $0 {
            case .decide, .startReview, .export, .planExport, .revise, .edit: true
            default: false
            }
        }
        #expect(changes.isEmpty)
    }

    @Test func editedWordsBecomeAProposalOfTheirOwn() throws {
        var bench = Self.bench([try Self.accepted()])
        bench.editing = .changed("You are the researcher. Check everything.")
        try bench.press("Ae")
        #expect(bench.screen.contains("one more candidate of its lineage"))
        try bench.press("<Enter>")
        #expect(
            bench.takeEffects().contains(
                .revise(proposal: "1123456789ab", text: "You are the researcher. Check everything.")))
    }

    /// Whatever is pressed: an approval names the hash of the proposal whose whole diff is on the screen at that moment.
    @Test(arguments: 0..<16 as Range<UInt64>) func onlyWhatIsOnTheScreenIsApproved(_ seed: UInt64) throws {
        var dice = RandomSessionTests.Dice(state: seed)
        let long = (1...30).map { "Rule \($0): \(seed)." }.joined(separator: "\n")
        var bench = Self.bench(
            try [
                Self.quiet(Self.accepted("1123456789ab")), Self.accepted("2123456789ab", hasBroken: true),
                Self.quiet(
                    MadeUpReviews.item(
                        "3123456789ab", newText: long, validation: MadeUpReviews.report(hasBroken: false))),
                MadeUpReviews.item("4123456789ab", staleBlock: "role/coder"),
                MadeUpReviews.item("5123456789ab", validation: MadeUpReviews.report(28, ending: .futile)),
            ], columns: 80 + Int(seed) % 3 * 40, rows: 24 + Int(seed) % 4 * 6)
        try bench.press("A")
        let keys = try App.keys("aaaaa<Enter><Enter><Enter>yes<Esc>jk<PgDn><PgDn>[]wguGLA?:<Tab>")
        for _ in 0..<200 {
            _ = bench.takeEffects()
            if Int.random(in: 0..<25, using: &dice) == 0 {
                bench.send(
                    .resize(columns: .random(in: 30...200, using: &dice), rows: .random(in: 8...50, using: &dice)))
            }
            let (screen, item, isSeen) = (
                bench.screen, bench.app.approvals?.item, bench.app.approvals?.isDiffSeen == true
            )
            let level = bench.app.approvals?.level
            bench.send(.key(keys.randomElement(using: &dice) ?? .enter))
            for decision in Self.decisions(bench.takeEffects()) {
                guard case .approve(let hash, _) = decision.verdict else { continue }
                #expect(decision.proposal == item?.id && hash == item?.approvalHash && isSeen && level == .item)
                #expect(item?.validation?.report.ending == .accepted && item?.status == .waiting)
                #expect(screen.contains("hash \(hash.prefix(12))"))
                #expect(screen.contains("prompt   w word · line"))
            }
        }
    }
}
