import CreditEngine
import Testing

@testable import Inspector

/// What was taken back can be decided again, as a new decision about what is on the screen.
@Suite struct RedoTests {
    private static func item(newText: String = MadeUpReviews.newText) throws -> ReviewItem {
        var item = try MadeUpReviews.item(newText: newText, validation: MadeUpReviews.report(hasBroken: false))
        item.validation?.report.checks.removeAll { $0.passes == nil }
        return item
    }

    private static func bench(_ item: ReviewItem, rows: Int = 40) -> TestBench {
        var bench = TestBench(columns: 100, rows: rows)
        bench.queue = [item]
        return bench
    }

    private static func decisions(_ bench: inout TestBench) -> [ReviewDecision] {
        bench.takeEffects().compactMap { if case .decide(let decision) = $0 { decision } else { nil } }
    }

    @Test func anApprovalIsShownWithItsReasonAndConfirmedByEnter() throws {
        let item = try Self.item()
        var bench = Self.bench(item)
        try bench.press("Aano harm<Enter>u<Enter>")
        #expect(bench.screen.contains("approved by ana and taken back; C-r decides it again"))
        _ = Self.decisions(&bench)
        try bench.press("<C-r>")
        #expect(Self.decisions(&bench).isEmpty)
        #expect(bench.screen.contains("approve \(item.approvalHash?.prefix(12) ?? "?"), reason, if any: no harm"))
        try GoldenScreenTests.compare(bench.screen, "approvals-redo")
        try bench.press("<Enter>")
        let verdict = ReviewDecision.Verdict.approve(
            hash: item.approvalHash ?? "", validation: item.validation?.id ?? "")
        #expect(Self.decisions(&bench) == [ReviewDecision(proposal: item.id, verdict: verdict, reason: "no harm")])
        #expect(bench.app.approvals?.item?.status == .approved && bench.app.approvals?.item?.undone == nil)
    }

    @Test func escapeDecidesNothingAndTheReasonCanBeChanged() throws {
        var bench = Self.bench(try Self.item())
        try bench.press("Aano harm<Enter>u<Enter><C-r><Esc>")
        #expect(Self.decisions(&bench).map(\.verdict).last == .undo)
        try bench.press("<C-r> at all<Enter>")
        #expect(Self.decisions(&bench).map(\.reason) == ["no harm at all"])
    }

    @Test func aRejectionComesBackAsARejection() throws {
        var bench = Self.bench(try Self.item())
        try bench.press("Arit moves the error<Enter>u<Enter><C-r>")
        _ = Self.decisions(&bench)
        #expect(bench.screen.contains("reject, reason: it moves the error"))
        try bench.press("<Enter>")
        #expect(Self.decisions(&bench).map(\.verdict) == [.reject])
    }

    @Test(arguments: [
        ("stale", "stale: role/coder has changed since"), ("validated anew", "is not what is shown now"),
        ("decided", "approved by ana already"), ("nothing", "nothing was taken back here"),
    ]) func refusals(_ state: String, _ words: String) throws {
        var item = try Self.item()
        item.undone = ReviewItem.Undone(decision: MadeUpReviews.approval, hash: item.approvalHash ?? "")
        switch state {
        case "stale": item.staleBlock = "role/coder"
        case "validated anew": item.undone?.hash = String(repeating: "0", count: 64)
        case "decided": item.decision = MadeUpReviews.approval
        default: item.undone = nil
        }
        var bench = Self.bench(item)
        try bench.press("A")
        if bench.app.approvals?.level == .list { try bench.press("<Enter>") }
        try bench.press("<C-r>")
        #expect(bench.app.input == nil && bench.status.contains(words))
    }

    @Test func theDiffIsReadToItsEndFirst() throws {
        let long = (1...60).map { "Rule \($0): be careful." }.joined(separator: "\n")
        var item = try Self.item(newText: long)
        item.undone = ReviewItem.Undone(decision: MadeUpReviews.approval, hash: item.approvalHash ?? "")
        var bench = Self.bench(item, rows: 24)
        try bench.press("A<C-r>")
        #expect(bench.app.input == nil && bench.status.contains("read it to its end first"))
        try bench.press(String(repeating: "<PgDn>", count: 30) + "<C-r>")
        #expect(bench.app.input != nil)
    }

    @Test func readOnlyDecidesNothing() throws {
        var item = try Self.item()
        item.undone = ReviewItem.Undone(decision: MadeUpReviews.approval, hash: item.approvalHash ?? "")
        var bench = Self.bench(item)
        bench.app = App(configuration: App.Configuration(columns: 100, rows: 40, isReadOnly: true))
        bench.send(.queue(.read([item])))
        try bench.press("A<C-r>")
        #expect(bench.app.input == nil && bench.status.contains("--readonly"))
    }
}
