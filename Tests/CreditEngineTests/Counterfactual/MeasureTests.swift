import Synchronization
import Testing

@testable import CreditEngine

@Suite("Measure")
struct MeasureTests {
    private func measure(
        _ world: FaultyWorld, budget: Int = 60, method: MeasureSettings.Method = .adaptive, width: Int = 1,
        first: UInt64 = 1_000, own: UInt64? = nil, pairs: Int = 20
    ) async throws -> MeasureReport {
        try await Measure(
            world.trace(seed: own), world,
            MeasureSettings(method: method, budget: budget, pairs: pairs, width: width, firstSeed: first)
        ).run()
    }

    @Test("names a single culprit wherever it is", arguments: [0, 1, 5, 10, 11])
    func single(culprit: Int) async throws {
        for first in stride(from: UInt64(0), to: 5_000, by: 500) {
            let report = try await measure(FaultyWorld(fault: .every([culprit])), first: first)
            #expect(report.named == [culprit] && report.relation == .single)
            #expect(report.ranking.first?.position == culprit)
            #expect(report.check?.couples == true && report.partnersSearched)
        }
    }

    /// Chances of .5 make a partner show itself in half of the seeds.
    @Test("names both of a pair that had to err", arguments: [[2, 3], [0, 9], [4, 11]])
    func every(culprits: [Int]) async throws {
        var right = 0
        for first in stride(from: UInt64(0), to: 10_000, by: 500) {
            let report = try await measure(FaultyWorld(fault: .every(culprits)), first: first)
            if report.named == culprits, report.relation == .every { right += 1 }
        }
        #expect(right >= 19)
    }

    /// Nothing in these messages carries content, so all later cells are put back; with and without the run's own seed.
    @Test("names both of a pair of which either was enough", arguments: [[2, 3], [0, 9]], [false, true])
    func any(culprits: [Int], knowsSeed: Bool) async throws {
        let world = FaultyWorld(fault: .any(culprits))
        let own = (0..<100 as Range<UInt64>).first { seed in
            culprits.allSatisfy { KeyedRandom(seed: seed).unit("errs", $0) < world.rate }
        }
        var right = 0
        for first in stride(from: UInt64(1_000), to: 11_000, by: 500) {
            let report = try await measure(world, first: first, own: knowsSeed ? own : nil)
            if report.named == culprits, report.relation == .any { right += 1 }
        }
        #expect(right >= 18)
    }

    /// Keeping both cells fails, but in the run's own seed only the first one erred: nothing else is to blame.
    @Test("the run's own seed tells that nothing is left to find")
    func nothingLeft() async throws {
        let world = FaultyWorld(fault: .any([2, 3]))
        let own = try #require(
            (0..<100 as Range<UInt64>).first { seed in
                let random = KeyedRandom(seed: seed)
                return random.unit("errs", 2) < world.rate && random.unit("errs", 3) >= world.rate
            })
        #expect(try await measure(world, own: own).named == [2])
    }

    @Test("names nothing when the team fails anyway, coupled or not", arguments: [0.0, 1])
    func always(coupling: Double) async throws {
        let report = try await measure(FaultyWorld(fault: .always, coupling: coupling))
        #expect(report.named.isEmpty && report.relation == nil && report.verdicts.isEmpty)
        let systematic = try #require(report.systematic)
        #expect(systematic.successes == 0)
        #expect(report.finding == .noSuccess && report.left > 0, "it is not the budget that is too small")
        // Starts are drawn until one succeeds, so there are two counts of them, and both are explained.
        let more = systematic.count - report.curve.points[0].count
        #expect(more > 0 && report.startWords?.hasPrefix("\(more) more replays from the start") == true)
    }

    @Test("finds a culprit where seeds do not couple", arguments: [0.0, 0.5])
    func uncoupled(coupling: Double) async throws {
        var (right, wrong) = (0, 0)
        for first in stride(from: UInt64(0), to: 5_000, by: 1_000) {
            let report = try await measure(FaultyWorld(fault: .every([7]), coupling: coupling), first: first)
            if report.named == [7] { right += 1 } else if !report.named.isEmpty { wrong += 1 }
        }
        #expect(right >= 4 && wrong == 0)
    }

    @Test("counts add up and the budget holds", arguments: MeasureSettings.Method.allCases, [0, 3, 11, 30])
    func counts(method: MeasureSettings.Method, budget: Int) async throws {
        for world in [
            FaultyWorld(fault: .every([4, 8]), undefined: 0.1), FaultyWorld(fault: .any([3, 6]), coupling: 0.5),
        ] {
            let report = try await measure(world, budget: budget, method: method)
            #expect(report.counts.made <= budget && report.counts.made + report.left == budget)
            #expect(report.counts.asked == report.counts.made + report.counts.cached)
            #expect(report.counts.made == report.counts.defined + report.counts.undefined)
            #expect(report.searchCost <= report.counts.made)
        }
    }

    @Test("does not depend on concurrency", arguments: [0.0, 1])
    func concurrency(coupling: Double) async throws {
        let world = FaultyWorld(fault: .every([4, 6]), coupling: coupling)
        let alone = try await measure(world)
        for width in [2, 8] {
            let wide = try await measure(world, width: width)
            #expect(wide.named == alone.named && wide.counts == alone.counts && wide.verdicts == alone.verdicts)
            #expect(wide.curve == alone.curve && wide.pairs == alone.pairs)
        }
    }

    @Test("a verdict comes from fresh pairs, and no sample counts twice")
    func verdicts() async throws {
        let report = try await measure(FaultyWorld(fault: .every([5])), budget: 200)
        #expect(report.verdicts == [5: .hurts])
        let pairs = try #require(report.pairs[5])
        #expect(pairs.losses == 0 && pairs.wins >= 7 && pairs.count <= 20)
        #expect(report.curve.points[5].count == pairs.count && report.curve.points[6].count == pairs.count)
        let two = try await measure(FaultyWorld(fault: .every([5, 6])), budget: 200)
        let drawn = [5, 6].compactMap { two.pairs[$0]?.count }
        #expect(drawn.count == 2 && two.curve.points[6].count <= drawn.reduce(0, +))
    }

    @Test("the budget is spent to the last pair, and what got no pairs says so")
    func lastPairs() async throws {
        let report = try await measure(FaultyWorld(fault: .every([5])), budget: 50)
        #expect(report.left <= 1 && report.named == [5] && report.verdicts[5] != nil)
        var seen: Set<Verdict> = []
        for budget in 25..<50 {
            let two = try await measure(FaultyWorld(fault: .every([5, 6])), budget: budget)
            #expect(Set(two.verdicts.keys) == Set(two.named))
            seen.formUnion(two.verdicts.values)
        }
        #expect(seen.contains(.cantTell(moreNeeded: nil)))
    }

    @Test("the whole curve names the largest drop, and the article's rule its first largest change")
    func comparisons() async throws {
        let world = FaultyWorld(fault: .every([5]))
        let exhaustive = try await measure(world, budget: 121, method: .exhaustive)
        #expect(exhaustive.named == [5] && exhaustive.curve.points.dropLast().allSatisfy { $0.count == 10 })
        let total = try #require(exhaustive.curve.total)
        let sum = (0..<12).compactMap { exhaustive.curve.effect(at: $0) }.reduce(0, +)
        #expect(abs(sum - total) < 1e-12)
        // The no-op takes the culprit's place and nobody else's: only there does the outcome change.
        let fixed = FaultyWorld(fault: .every([5]), rate: 1)
        let article = try await measure(fixed, budget: 12, method: .article)
        #expect(article.ranking.first?.position == 5 && article.ranking.first?.score == 1 && article.named == [5])
        #expect(article.ranking.dropFirst().allSatisfy { $0.score == 0 } && article.counts.made == 12)
    }

    @Test("tells how it goes, and stops when cancelled")
    func progress() async throws {
        let seen = Mutex<[MeasureProgress]>([])
        let world = FaultyWorld(fault: .every([5]))
        let measure = try Measure(world.trace(), world, MeasureSettings(budget: 100))
        _ = try await measure.run { progress in seen.withLock { $0.append(progress) } }
        let phases = seen.withLock { $0.map(\.phase) }
        #expect(phases.first == .start && phases.contains(.search) && phases.last == .verdicts)
        let made = seen.withLock { $0.map(\.counts.made) }
        #expect(made == made.sorted())
        let task = Task {
            try await measure.run { _ in withUnsafeCurrentTask { $0?.cancel() } }
        }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
    }

    /// Repeating what came to nothing costs nothing, so a search that asked for it again would never end.
    @Test("ends where replays of a seed come to nothing", .timeLimit(.minutes(10)), arguments: [0.25, 0.5])
    func unsteady(coupling: Double) async throws {
        for first in stride(from: UInt64(0), to: 3_000, by: 500) {
            let world = FaultyWorld(fault: .every([7]), coupling: coupling, undefined: 0.25)
            let report = try await measure(world, first: first)
            #expect(report.counts.made + report.left == 60 && report.counts.undefined > 0)
            #expect(report.counts.reasons == ["the model gave up": report.counts.undefined])
        }
    }

    /// An evaluator with a threshold of its own: failures have a score above .5.
    private struct Strict: Replayer {
        let world: FaultyWorld
        func replay(_ request: ReplayRequest) async throws -> ReplayResult {
            var result = try await world.replay(request)
            if let outcome = result.outcome {
                result.ending = .outcome(outcome == 1 ? 0.9 : 0.6, success: outcome == 1)
            }
            return result
        }
    }

    @Test("follows the evaluator's word on what is a success, not a threshold of its own")
    func success() async throws {
        let world = FaultyWorld(fault: .every([5]))
        let report = try await Measure(world.trace(), Strict(world: world), MeasureSettings(firstSeed: 1_000)).run()
        #expect(report.named == [5] && report.curve.value(12) == 0.6)
    }

    @Test("the recorded run is judged again: one exact value, and no measurement when it is a success now")
    func judgedAgain() async throws {
        let report = try await measure(FaultyWorld(fault: .every([5])))
        #expect(report.curve.points[12].count == 1 && report.curve.points[12].interval == nil)
        #expect(report.counts.silent == 1)
        await #expect(throws: MeasureError.succeedsNow) { try await self.measure(FaultyWorld(fault: .none)) }
        await #expect(throws: MeasureError.notJudged("the model gave up")) {
            try await self.measure(FaultyWorld(fault: .every([5]), undefined: 1))
        }
    }

    @Test("several messages are borne out together, by fresh pairs of all that was said from the first to the last")
    func together() async throws {
        for fault in [FaultyWorld.Fault.every([2, 5]), .any([2, 5])] {
            let report = try await measure(FaultyWorld(fault: fault), budget: 300, pairs: 60)
            #expect(report.named == [2, 5])
            let joint = try #require(report.joint)
            #expect(report.jointVerdict == .hurts && report.isConfirmed && joint.losses == 0 && joint.wins >= 7)
            #expect(report.curve.points[2].count >= joint.count)
        }
        let short = try await measure(FaultyWorld(fault: .any([2, 5])), budget: 40)
        #expect(!short.isConfirmed)
        #expect(try await measure(FaultyWorld(fault: .every([5]))).joint == nil)
    }

    @Test("V_0 has the runs that were planned, not those that were made until one succeeded")
    func unbiasedStart() async throws {
        for first in stride(from: UInt64(0), to: 5_000, by: 500) {
            let report = try await measure(FaultyWorld(fault: .every([5]), rate: 0.9), first: first)
            #expect(report.curve.points[0].count == ReplayCheck.size)
        }
    }

    @Test("agents who cannot hear each other share what their turn cost, whoever is listed first")
    func unheard() async throws {
        let world = FaultyWorld(fault: .any([3, 4]), rate: 0)
        for visibility in [AggregationProtocol.Visibility.aggregated, .shared] {
            var trace = world.trace()
            trace.team = .trio(visibility)
            let settings = MeasureSettings(method: .exhaustive, budget: 60, firstSeed: 1_000)
            let report = try await Measure(trace, world, settings).run()
            let effects = (0..<12).compactMap { report.curve.effect(at: $0) }
            #expect(effects[3] == (visibility == .aggregated ? -0.5 : -1))
            #expect(effects[4] == (visibility == .aggregated ? -0.5 : 0))
            #expect(effects.reduce(0, +) == report.curve.total && report.curve.temporal(turn: 2) == -1)
            #expect(report.counts.made <= 60)
        }
    }

    @Test("refuses what it cannot measure")
    func refusals() {
        let world = FaultyWorld(fault: .none)
        var trace = world.trace()
        trace.outcome = Outcome(success: true)
        #expect(throws: MeasureError.succeeded) { try Measure(trace, world) }
        trace.outcome = nil
        #expect(throws: MeasureError.noOutcome) { try Measure(trace, world) }
        trace.outcome = Outcome(success: false)
        trace.messages = []
        #expect(throws: MeasureError.nobodySpeaks) { try Measure(trace, world) }
    }
}
