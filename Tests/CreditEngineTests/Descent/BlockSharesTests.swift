import Testing

@testable import CreditEngine

@Suite struct BlockSharesTests {
    @Test func sharesAreOfWhatWasLost() {
        var shares = BlockShares(source: .measured)
        shares.add([.role("a"): 0.5, .aggregation: 0.25], total: 1)
        shares.add([.role("a"): 0.5], total: 0.5)
        #expect(shares.traces == 2)
        #expect(abs((shares[.role("a")] ?? 0) - 1 / 1.5) < 1e-12)
        #expect(abs((shares[.aggregation] ?? 0) - 0.25 / 1.5) < 1e-12)
        #expect(shares[.role("nobody")] == 0)
        #expect(shares.ranking.map(\.block) == [.role("a"), .aggregation])
    }

    @Test func withoutALossThereIsNoShare() {
        var shares = BlockShares(source: .measured)
        #expect(shares[.aggregation] == nil)
        shares.add([:], total: 0)
        #expect(shares[.aggregation] == nil)
        #expect(shares.ranking.isEmpty)
    }

    @Test func equalSharesComeInOrderOfTheirNames() {
        var shares = BlockShares(source: .estimated)
        shares.add([.role("b"): 1, .role("a"): 1, .aggregation: 1], total: 3)
        #expect(shares.ranking.map(\.block.name) == ["aggregation", "role/a", "role/b"])
    }
}
