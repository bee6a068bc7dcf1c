import Testing

@testable import CreditEngine

@Suite("Rollout ledger")
struct RolloutLedgerTests {
    private func requests(_ count: Int, _ prompts: PromptSet = .current) throws -> [RolloutRequest] {
        try Problem.numbered(0..<count).map { try RolloutRequest(prompts, on: $0, replay: UInt64($0.key.count)) }
    }

    @Test("results come in the order of the requests, whatever the width", arguments: [1, 2, 7, 64])
    func width(width: Int) async throws {
        let asked = try requests(30) + requests(30, .candidate)
        let one = try await RolloutLedger(CoinRunner(0.4, 0.8)).results(of: asked)
        let runner = CoinRunner(0.4, 0.8)
        let ledger = RolloutLedger(runner, width: width)
        #expect(try await ledger.results(of: asked) == one)
        #expect(runner.count == 60)
        #expect(Set(one.map(\.success)) == [true, false])
    }

    @Test("equal requests are made once, and the counts add up")
    func shared() async throws {
        let runner = CoinRunner(0.5, 0.5)
        let ledger = RolloutLedger(runner, width: 4)
        let asked = try requests(10)
        #expect(await ledger.missing(asked + asked) == 10)
        let first = try await ledger.results(of: asked + asked.prefix(3))
        let again = try await ledger.results(of: asked)
        #expect(Array(first.prefix(10)) == again && Array(first.suffix(3)) == Array(again.prefix(3)))
        let counts = await ledger.counts
        #expect((runner.count, counts.asked, counts.made, counts.cached) == (10, 23, 10, 13))
        #expect((counts.defined, counts.undefined, counts.calls, counts.tokens) == (10, 0, 10, 120))
        #expect(counts.unpriced == 10 && counts.cost == 0)
        #expect(await ledger.missing(asked) == 0)
    }

    @Test("other prompts, another problem or another replay are other work")
    func identity() throws {
        let problem = Problem(id: "p", input: "?")
        let one = try RolloutRequest(.current, on: problem, replay: 1)
        #expect(try one == RolloutRequest(.current, on: Problem(id: "p", input: "other words"), replay: 1))
        let others = [
            try RolloutRequest(.candidate, on: problem, replay: 1),
            try RolloutRequest(.current, on: problem, replay: 2),
            try RolloutRequest(.current, on: Problem(id: "q", input: "?"), replay: 1),
        ]
        #expect(Set(others + [one]).count == 4 && Set((others + [one]).map(\.key)).count == 4)
        // Two arms share their seeds, and nothing else.
        #expect(one.plan.seeding.replay == others[0].plan.seeding.replay)
        #expect(one.plan.seeding.arm != others[0].plan.seeding.arm)
    }

    @Test("a run that throws is tried again and then UNDEFINED, with its reason")
    func undefined() async throws {
        var behaviour = CoinRunner.Behaviour()
        behaviour.fails = { _, problem, _ in problem == "p1" }
        let runner = CoinRunner(1, 1, behaviour)
        let ledger = RolloutLedger(runner, attempts: 3)
        let results = try await ledger.results(of: requests(3))
        #expect(results.map(\.success) == [true, nil, true])
        #expect(results[1].undefined == "the line is cut")
        #expect(runner.count == 2 + 3)
        let counts = await ledger.counts
        #expect((counts.made, counts.defined, counts.undefined) == (3, 2, 1))
    }

    @Test("what the prompts themselves bring about is not tried again, in either arm", arguments: [true, false])
    func ownFailure(isCandidates: Bool) async throws {
        var behaviour = CoinRunner.Behaviour()
        behaviour.fails = { _, problem, _ in problem == "p1" }
        behaviour.failsByItself = true
        let runner = CoinRunner(1, 1, behaviour)
        let asked = try requests(3, isCandidates ? .candidate : .current)
        let results = try await RolloutLedger(runner, attempts: 3).results(of: asked)
        #expect(results[1].undefined == "the team gave up" && runner.count == 3)
    }

    @Test("an error that ends all runs is thrown")
    func endsAll() async throws {
        var behaviour = CoinRunner.Behaviour()
        behaviour.fails = { _, problem, _ in problem == "p5" }
        behaviour.failsForGood = true
        let ledger = RolloutLedger(CoinRunner(1, 1, behaviour), width: 3)
        await #expect(throws: CoinRunner.Broken.self) { try await ledger.results(of: requests(9)) }
    }

    @Test("a restart pays for nothing twice and counts the same", arguments: [1, 5])
    func resume(width: Int) async throws {
        let journal = MemoryJournal()
        let (before, after) = (CoinRunner(0.5, 0.5), CoinRunner(0.5, 0.5))
        let asked = try requests(12)
        let first = RolloutLedger(before, width: width, journal: journal)
        _ = try await first.results(of: Array(asked.prefix(7)))
        let second = RolloutLedger(after, width: width, limit: 20, journal: journal)
        let whole = try await second.results(of: asked)
        #expect(try await RolloutLedger(CoinRunner(0.5, 0.5)).results(of: asked) == whole)
        #expect((before.count, after.count) == (7, 5))
        let counts = await second.counts
        #expect((counts.made, counts.resumed, counts.cached) == (12, 7, 0))
        #expect(await second.left == 8)
    }

    @Test("what is UNDEFINED is not journaled, and a damaged entry is made again")
    func journal() async throws {
        var behaviour = CoinRunner.Behaviour()
        behaviour.fails = { _, problem, _ in problem == "p1" }
        let journal = MemoryJournal()
        let asked = try requests(2)
        await journal.record([FinishedSample(key: asked[0].key, result: "{")])
        let runner = CoinRunner(1, 1, behaviour)
        #expect(try await RolloutLedger(runner, journal: journal).results(of: asked)[0].success == true)
        #expect(runner.count == 1 + 2)
        #expect(await journal.finished().keys.sorted() == [asked[0].key])
    }

    @Test("a run can be looked at afterwards, and that counts as no rollout", arguments: [true, false])
    func traces(keeps: Bool) async throws {
        let runner = CoinRunner(1, 1)
        let ledger = RolloutLedger(runner, keepsTraces: keeps)
        let asked = try requests(1)
        _ = try await ledger.results(of: asked)
        let trace = try await ledger.trace(of: asked[0])
        #expect(trace.problem?.id == "p0" && trace.outcome?.success == true)
        #expect(runner.count == (keeps ? 1 : 2))
        #expect(await ledger.counts.made == 1)
    }
}
