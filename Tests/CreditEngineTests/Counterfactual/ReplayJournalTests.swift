import Synchronization
import Testing

@testable import CreditEngine

@Suite("Replay journal")
struct ReplayJournalTests {
    @Test("A request has the same key in every session, and no other request has it")
    func keys() throws {
        let requests: [ReplayRequest] = [
            ReplayRequest(prefix: 0, seed: 1), ReplayRequest(prefix: 1, seed: 1), ReplayRequest(prefix: 1, seed: 2),
            ReplayRequest(prefix: 1, seed: 1, repetition: 1),
            ReplayRequest(kept: CellSet(prefix: 1), replacing: 1, by: .noOp, seed: 1),
            ReplayRequest(kept: CellSet(prefix: 1), replacing: 2, by: .noOp, seed: 1),
            ReplayRequest(kept: CellSet(prefix: 1), replacing: 1, by: .text("a"), seed: 1),
            ReplayRequest(kept: CellSet(prefix: 1), replacing: 1, by: .reference("a"), seed: 1),
            ReplayRequest(kept: CellSet(prefix: 1), replacing: 1, by: .prompt("a"), seed: 1),
            ReplayRequest(kept: CellSet(prefix: 1), replacing: 1, by: .model("a"), seed: 1),
            ReplayRequest(kept: CellSet(prefix: 1), replacing: 1, by: .trace(id: "r", words: ["a", "b"]), seed: 1),
            ReplayRequest(kept: CellSet(prefix: 1), replacing: 1, by: .said(["a"]), seed: 1),
            ReplayRequest(kept: CellSet([0, 70]), seed: 1),
        ]
        #expect(try Set(requests.map { try $0.key() }).count == requests.count)
        // Written down: another hash would forget what people have paid for.
        #expect(
            try ReplayRequest(prefix: 2, seed: 7).key()
                == SHA256Digest(of: #"{"kept":[0,1],"repetition":"0","seed":"7"}"#).hex)
    }

    @Test("A restarted job makes only what is missing and counts like an unbroken one", arguments: [1, 4])
    func resumes(width: Int) async throws {
        let world = FaultyWorld(fault: .every([4]), undefined: 0.2)
        let requests = (0..<24).map { ReplayRequest(prefix: $0 % 6, seed: UInt64($0)) }
        var unbroken = ReplayLedger(world, cells: world.cells, width: width)
        let expected = try await unbroken.replay(requests)
        let store = MemoryJournal()
        var first = ReplayLedger(
            world, cells: world.cells, width: width, journal: try await ReplayJournal(store))
        _ = try await first.replay(Array(requests.prefix(15)))
        let defined = expected.prefix(15).count { $0.outcome != nil }
        #expect(await store.finished().count == defined)
        let busy = BusyReplayer(world)
        var second = ReplayLedger(
            busy, cells: world.cells, width: width, journal: try await ReplayJournal(store))
        #expect(try await second.replay(requests) == expected)
        var counts = second.counts
        #expect(counts.resumed == defined)
        counts.resumed = 0
        #expect(counts == unbroken.counts)
        #expect(busy.busy.withLock { $0.made } == 24 - defined)
    }

    @Test("A lasting failure ends the work, any other makes one replay undefined")
    func lasting() async throws {
        struct Spent: PermanentFailure { var isPermanent: Bool }
        struct Failing: LanguageModel {
            let lasts: Bool
            func reply(to request: ModelRequest) async throws -> ModelReply { throw Spent(isPermanent: lasts) }
        }
        let team = Team(
            members: [Team.Member(name: "a", prompt: "p")], aggregation: AggregationProtocol(turns: 1, order: ["a"]))
        let trace = Trace(
            id: "t", problem: Problem(id: "p", input: "q"), team: team, agents: [Agent(name: "a")],
            messages: [Message(ordinal: 0, turn: 1, agent: 0, output: "x")])
        for lasts in [true, false] {
            let replayer = TeamReplayer(
                trace, runner: TeamRunner(team: team, models: TeamModels(Failing(lasts: lasts))))
            let request = ReplayRequest(prefix: 0, seed: 1)
            if lasts {
                await #expect(throws: Spent.self) { try await replayer.replay(request) }
            } else {
                #expect(try await replayer.replay(request).outcome == nil)
            }
        }
    }
}
