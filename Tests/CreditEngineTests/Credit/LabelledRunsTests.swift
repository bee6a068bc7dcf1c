import CreditEngine
import Testing

@Suite("Estimated credit on human-labelled runs")
struct LabelledRunsTests {
    @Test("The least figures of the issue hold for one setting", .enabled(if: LabelledRun.folder != nil))
    func leastFigures() throws {
        var byHalf: [LabelledRun.Half: Attribution] = [:]
        for half in LabelledRun.Half.allCases {
            var attribution = Attribution()
            for run in try LabelledRun.load(half) {
                let credit = estimateCredit(of: run.trace)
                attribution.add(run, order: credit.ranking, shares: credit.structural.map(\.score.value))
            }
            print("\(half.rawValue): \(attribution.line)")
            byHalf[half] = attribution
        }
        let (a, h) = (try #require(byHalf[.algorithmGenerated]), try #require(byHalf[.handCrafted]))
        #expect(a.rows.count == 60)
        #expect(h.rows.count == 27)
        #expect((a.reciprocalRank + h.reciprocalRank) / 2 > 0.42)
        #expect((a.agent + h.agent) / 2 > 0.57)
    }
}
