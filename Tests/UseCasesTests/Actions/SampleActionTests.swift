import CreditEngine
import TraceFiles
import Testing

@testable import UseCases

@Suite("Sampling as an action")
struct SampleActionTests {
    private func order(_ out: String, count: Int, width: Int = 4) -> SampleOrder {
        SampleOrder(split: .optimise, count: count, first: 1, out: out, width: width, isFresh: false)
    }

    @Test("tells how far it is from the first moment on, and its counts add up")
    func progress() async throws {
        let actions = try SimulatedActions()
        var tallies: [SampleTally] = []
        let order = order(actions.folder.path + "/runs.jsonl", count: 6)
        let tally = try await actions.source.runtime().sample(order, actions.permit) { event in
            if case .progressed(let tally) = event { tallies.append(tally) }
        }
        #expect(tallies.map(\.made) == Array(0...6) && tallies.allSatisfy { $0.wanted == 6 && $0.there == 0 })
        #expect(tally.made == 6 && tally.failed == 0 && tally.unjudged == 0 && (0...6).contains(tally.solved))
    }

    @Test("goes on where it stopped, and the recording does not depend on how many runs are under way")
    func goesOn() async throws {
        let actions = try SimulatedActions()
        let (once, twice) = (actions.folder.path + "/once.jsonl", actions.folder.path + "/twice.jsonl")
        _ = try await actions.source.runtime().sample(order(once, count: 6, width: 8), actions.permit)
        _ = try await actions.source.runtime().sample(order(twice, count: 2, width: 1), actions.permit)
        let rest = try await actions.source.runtime().sample(order(twice, count: 6, width: 1), actions.permit)
        #expect(rest.there == 2 && rest.made == 4)
        #expect(try runs(once) == runs(twice))
    }

    private func runs(_ path: String) throws -> [Trace] {
        let catalogue = try Catalogue(paths: [path])
        try catalogue.index { _ in true }
        let reader = try catalogue.makeReader()
        return try (0..<catalogue.count).map { try reader.trace($0) }
    }
}
