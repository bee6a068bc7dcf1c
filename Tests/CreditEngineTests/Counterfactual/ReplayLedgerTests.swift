import Synchronization
import Testing

@testable import CreditEngine

@Suite("Replay ledger")
struct ReplayLedgerTests {
    @Test("every replay is counted once, and the counts add up", arguments: [1, 3])
    func counts(width: Int) async throws {
        let world = FaultyWorld(fault: .every([4]), undefined: 0.3)
        var ledger = ReplayLedger(world, cells: world.cells, width: width)
        let requests = (0..<20).map { ReplayRequest(prefix: $0 % 6, seed: UInt64($0 / 2)) }
        let first = try await ledger.replay(requests + requests.prefix(3))
        #expect(ledger.missing(requests) == 0)
        let again = try await ledger.replay(Array(requests.prefix(5)))
        #expect(Array(first.prefix(5)) == again)
        let counts = ledger.counts
        #expect((counts.asked, counts.made, counts.cached) == (28, 20, 8))
        #expect(counts.asked == counts.made + counts.cached)
        #expect(counts.made == counts.defined + counts.undefined)
        #expect(counts.undefined == first.prefix(20).count { $0.outcome == nil } && counts.undefined > 0)
        #expect(counts.spoken == requests.reduce(0) { $0 + 12 - $1.kept.count })
        #expect(abs(counts.rollouts - Double(counts.spoken) / 12) < 1e-12)
        #expect(ledger.results.count == 20)
    }

    @Test("results keep their order whatever the width, and the width is never exceeded", arguments: [1, 2, 7])
    func width(width: Int) async throws {
        let world = FaultyWorld(fault: .any([2, 5]), coupling: 0.4)
        let busy = BusyReplayer(world)
        var ledger = ReplayLedger(busy, cells: 12, width: width)
        let requests = (0..<40).map { ReplayRequest(prefix: $0 % 5, seed: UInt64($0)) }
        let results = try await ledger.replay(requests)
        for (request, result) in zip(requests, results) { #expect(try await world.replay(request) == result) }
        #expect(busy.busy.withLock { $0.most } <= width)
    }

    @Test("earlier results are free")
    func known() async throws {
        let request = ReplayRequest(prefix: 1, seed: 4)
        let result = ReplayResult(.outcome(0.25, success: false), spoken: 11)
        var ledger = ReplayLedger(FaultyWorld(fault: .always), cells: 12, known: [request: result])
        #expect(try await ledger.replay([request]) == [result])
        #expect(ledger.counts.made == 0 && ledger.counts.cached == 1)
    }
}
