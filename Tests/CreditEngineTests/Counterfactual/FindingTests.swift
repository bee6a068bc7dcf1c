import Testing

@testable import CreditEngine

@Suite("What a measurement may say")
struct FindingTests {
    /// A system whose third message spoiled a file in the recorded run; a replay begins with a clean one.
    private struct Spoiled: Replayer {
        let cells = 12
        var mayHaveState: Bool { true }

        func replay(_ request: ReplayRequest) async throws -> ReplayResult {
            let spoken = cells - request.kept.count
            let random = KeyedRandom(seed: request.seed)
            // Keeping the third message keeps its words, and does not spoil the file again.
            let fails = spoken == 0 || !request.kept.contains(2) && random.unit("spoils") < 0.5
            return ReplayResult(.outcome(fails ? 0 : 1, success: !fails), spoken: spoken, first: ["x"])
        }
    }

    @Test("a system with state outside its messages accuses nobody", arguments: 0..<60 as Range<UInt64>)
    func outsideState(seed: UInt64) async throws {
        let settings = MeasureSettings(budget: 60, firstSeed: 1_000 * seed)
        let report = try await Measure(FaultyWorld(fault: .none).trace(), Spoiled(), settings).run()
        #expect(report.finding == .outsideState(.lastMessage) && !report.isConfirmed)
        #expect(report.finding.words.contains("state outside its messages"))
    }

    /// A team that says every time what was recorded, and succeeds all the same.
    private struct Whimsical: Replayer {
        let words: [UInt64]
        func replay(_ request: ReplayRequest) async throws -> ReplayResult {
            let spoken = words.count - request.kept.count
            return ReplayResult(.outcome(spoken == 0 ? 0 : 1, success: spoken > 0), spoken: spoken, words: words)
        }
    }

    @Test("the recorded words with another end show such a state wherever they are said")
    func sameWords() async throws {
        let trace = FaultyWorld(fault: .none).trace()
        let replayer = Whimsical(words: CellOrder(trace).wordHashes(of: trace))
        let report = try await Measure(trace, replayer).run()
        #expect(report.finding == .outsideState(.sameWords))
    }

    /// Of 200 seeds 153 show it within the usual budget and 192 within twice that; all name it.
    @Test(
        "an error in the last message of a team without such state is named, and mostly shown",
        arguments: [(60, 12), (120, 17)])
    func lastMessage(budget: Int, least: Int) async throws {
        let world = FaultyWorld(fault: .every([11]))
        var shown = 0
        for seed in 0..<20 as Range<UInt64> {
            let settings = MeasureSettings(budget: budget, firstSeed: 1_000_000 + 1_000 * seed)
            let report = try await Measure(world.trace(), world, settings).run()
            #expect(report.named == [11] && report.counts.made <= budget)
            #expect(report.finding == .single || report.finding == .unconfirmed)
            shown += report.finding == .single ? 1 : 0
        }
        #expect(shown >= least)
    }

    @Test("that repairing one of several saves the run is said with evidence of each only")
    func joint() async throws {
        let world = FaultyWorld(fault: .every([2, 7]))
        var (every, stretch) = (0, 0)
        for seed in 0..<20 as Range<UInt64> {
            let settings = MeasureSettings(budget: 300, pairs: 40, firstSeed: 1_000 * seed)
            let report = try await Measure(world.trace(), world, settings).run()
            #expect(report.named == [2, 7] && report.isConfirmed && report.counts.made <= 300)
            guard report.named.count > 1, report.isConfirmed else { continue }
            let each = report.named.allSatisfy { report.verdicts[$0] == .hurts }
            #expect(report.finding == (report.relation == .any ? .eachEnough : each ? .every : .stretch))
            if each { every += 1 }
            var lacking = report
            lacking.verdicts[report.named[0]] = .cantTell(moreNeeded: nil)
            if report.relation == .every {
                #expect(lacking.finding == .stretch && !lacking.finding.words.contains("repairing one"))
                stretch += 1
            }
        }
        // Of 200 seeds 139 show each of the two within this budget.
        #expect(every >= 8 && stretch > 0)
    }

    @Test("rows and columns of a measured run add up to V_K − V_0", arguments: 0..<10 as Range<UInt64>)
    func sums(seed: UInt64) async throws {
        let world = FaultyWorld(fault: .every([5]), coupling: 0.5)
        let settings = MeasureSettings(method: .exhaustive, budget: 12 * 20, firstSeed: 1_000 * seed)
        let report = try await Measure(world.trace(), world, settings).run()
        let (curve, counts) = (report.curve, report.counts)
        let total = try #require(curve.total)
        let rows = curve.order.turns.compactMap { curve.temporal(turn: $0.turn) }
        let columns = (0..<3).compactMap { curve.structural(agent: $0) }
        #expect(abs(rows.reduce(0, +) - total) < 1e-12 && abs(columns.reduce(0, +) - total) < 1e-12)
        #expect(counts.asked == counts.made + counts.cached && counts.made == counts.defined + counts.undefined)
    }
}

@Suite("A stretch of turns instead of a name")
struct TurnRangeTests {
    private let order = CellOrder(FaultyWorld(fault: .none).trace())

    @Test("the shortest whole turns that hold nine tenths")
    func shortest() throws {
        typealias Place = (positions: [Int], probability: Double)
        var places = (0..<12).map { (positions: [$0], probability: 0.005) } as [Place]
        places.append((positions: [], probability: 0.005))
        places[4].probability = 0.5
        places[6].probability = 0.44
        let range = try #require(TurnRange(places, order))
        #expect(range.turns == 2...3 && range.words == "in turns 2–3, 96 %")
        #expect(TurnRange((0..<12).map { (positions: [$0], probability: 1.0 / 12) }, order) == nil)
        // Of two that lost it together both are held.
        let pair = try #require(TurnRange([([4, 10], 0.6), ([7], 0.35), ([0], 0.05)], order))
        #expect(pair.turns == 2...4)
        // That nobody lost it is as likely.
        places[12].probability = 0.5
        places[4].probability = 0.1
        #expect(TurnRange(places, order) == nil)
    }

    @Test("with free seeds a range keeps its word, and a small budget names few innocents")
    func coverage() async throws {
        var (ranges, holding, named, wrong) = (0, 0, 0, 0)
        for seed in 0..<40 as Range<UInt64> {
            let culprit = Int(seed % 12)
            var world = FaultyWorld(fault: .every([culprit]))
            world.coupling = 0
            let settings = MeasureSettings(budget: 24, firstSeed: 1_000 * seed)
            let report = try await Measure(world.trace(), world, settings).run()
            if let range = report.range {
                ranges += 1
                if range.turns.contains(culprit / 3 + 1) { holding += 1 }
            }
            if !report.named.isEmpty {
                named += 1
                if report.named != [culprit] { wrong += 1 }
            }
        }
        print("free seeds, 24 replays: \(ranges) ranges, \(holding) hold; \(named) names, \(wrong) of them wrong")
        #expect(wrong <= 2 && ranges > 1 && Double(holding) >= 0.8 * Double(ranges))
    }
}

@Suite("A search with free seeds")
struct PosteriorSearchTests {
    private func measure(_ world: FaultyWorld, budget: Int, _ seed: UInt64) async throws -> MeasureReport {
        try await Measure(world.trace(), world, MeasureSettings(budget: budget, firstSeed: 10_000 * seed)).run()
    }

    @Test("two messages that both had to go wrong are named together")
    func both() async throws {
        var (exact, innocent) = (0, 0)
        for seed in 0..<8 as Range<UInt64> {
            let culprits = [Int(seed), Int(seed) + 1 + Int(seed % 3)]
            let world = FaultyWorld(fault: .every(culprits), rate: 0.7, coupling: 0)
            let report = try await measure(world, budget: 120, seed)
            exact += report.named == culprits && report.relation == .every ? 1 : 0
            innocent += report.named.allSatisfy(culprits.contains) ? 0 : 1
        }
        print("both of two, free seeds, 120 replays: \(exact) of 8 exact, \(innocent) with an innocent")
        #expect(exact >= 4 && innocent <= 1)
    }

    @Test("messages that carry on what went wrong before them are not named")
    func carriers() async throws {
        var exact = 0
        for seed in 0..<6 as Range<UInt64> {
            let culprit = Int(seed)
            let world = FaultyWorld(fault: .every([culprit]), coupling: 0, carriers: [culprit + 1, culprit + 3])
            let report = try await measure(world, budget: 60, seed)
            #expect(report.named.allSatisfy { $0 == culprit })
            exact += report.named == [culprit] ? 1 : 0
        }
        #expect(exact >= 4)
    }

    @Test("replays that speak against a name take it back")
    func takenBack() {
        var search = PosteriorSearch(count: 8)
        func observe(_ prefix: Int, _ outcomes: [Bool], from seed: UInt64) {
            for (index, success) in outcomes.enumerated() {
                let result = ReplayResult(.outcome(success ? 1 : 0, success: success), spoken: 8 - prefix)
                search.observe(KeptCells(prefix: prefix), result, seed: seed + UInt64(index))
            }
        }
        observe(3, [true, false, true, true, false, true], from: 0)
        observe(4, [Bool](repeating: false, count: 10), from: 100)
        #expect(search.named == [3])
        observe(4, [true, false, true, true, false], from: 200)
        #expect(search.named.isEmpty)
    }
}
