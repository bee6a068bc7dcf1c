import Testing

@testable import CreditEngine

@Suite("Held-out validation")
struct ValidationTests {
    private func validation(
        problems: [Problem] = Problem.numbered(0..<60), rule: GateRule = GateRule(), ordinal: Int = 1, seed: UInt64 = 1
    ) throws -> Validation {
        try Validation(.candidate, against: .current, on: problems, rule: rule, ordinal: ordinal, seed: seed)
    }

    @Test("a good edit is accepted, one without effect or a harmful one is not", arguments: 0..<8 as Range<UInt64>)
    func endings(seed: UInt64) async throws {
        let good = try await validation(seed: seed).run(RolloutLedger(CoinRunner(0.3, 0.95)))
        #expect(good.ending == .accepted && good.logEvidence >= good.logThreshold)
        #expect(try #require(good.difference) > 0.3 && good.broken.isEmpty && !good.fixed.isEmpty)
        let idle = try await validation(seed: seed).run(RolloutLedger(CoinRunner(0.5, 0.5)))
        #expect(idle.ending == .futile && idle.pairs.count == 20 && idle.difference == 0)
        let bad = try await validation(seed: seed).run(RolloutLedger(CoinRunner(0.9, 0.3)))
        #expect(bad.ending == .futile && !bad.broken.isEmpty)
    }

    @Test("width changes nothing: not the report, not the runs that are made", arguments: 0..<6 as Range<UInt64>)
    func width(seed: UInt64) async throws {
        let narrow = CoinRunner(0.5, 0.8)
        let report = try await validation(seed: seed).run(RolloutLedger(narrow))
        for width in [3, 32] {
            let wide = CoinRunner(0.5, 0.8)
            #expect(try await validation(seed: seed).run(RolloutLedger(wide, width: width)) == report)
            #expect(wide.runs == narrow.runs)
        }
        // No run is made that could not matter.
        #expect(narrow.count == 2 * report.pairs.count && report.rollouts == narrow.count)
    }

    @Test("stopped anywhere by a limit, it goes on to the same report", arguments: [1, 2, 9, 16, 17, 30])
    func resume(limit: Int) async throws {
        let whole = try await validation().run(RolloutLedger(CoinRunner(0.5, 0.8)))
        let journal = MemoryJournal()
        let (before, after) = (CoinRunner(0.5, 0.8), CoinRunner(0.5, 0.8))
        let stopped = try await validation().run(RolloutLedger(before, width: 4, limit: limit, journal: journal))
        #expect(before.count <= limit)
        #expect(stopped.ending == (whole.rollouts <= limit ? whole.ending : .stopped))
        let resumed = try await validation().run(RolloutLedger(after, width: 2, journal: journal))
        #expect(resumed == whole && before.count + after.count == whole.rollouts)
    }

    @Test("the current prompts' runs are shared by all candidates")
    func shared() async throws {
        let runner = CoinRunner(0.4, 0.4)
        let ledger = RolloutLedger(runner)
        let first = try await validation().run(ledger)
        let other = PromptSet.current.replacing(.role("solver"), by: "Toss. Check. Again.")
        let second = try await Validation(
            other, against: .current, on: Problem.numbered(0..<60), ordinal: 2, seed: 1
        ).run(ledger)
        #expect((first.rollouts, first.cached) == (40, 0) && (second.rollouts, second.cached) == (20, 20))
        #expect(first.pairs.map(\.current) == second.pairs.map(\.current))
        #expect(first.logThreshold < second.logThreshold)
    }

    @Test("pairs go through all problems in an order of the seed, then again with fresh seeds")
    func order() async throws {
        let rule = GateRule(maxPairs: 25, futility: [])
        let problems = Problem.numbered(0..<10)
        let report = try await validation(problems: problems, rule: rule).run(RolloutLedger(CoinRunner(0.5, 0.5)))
        #expect(report.pairs.count == 25 && report.ending == .notShown && report.reusesProblems)
        for round in [0..<10, 10..<20] { #expect(Set(report.pairs[round].map(\.problem)).count == 10) }
        #expect(Set(report.pairs.map { "\($0.problem) \($0.replay)" }).count == 25)
        let turned = try await validation(problems: problems.reversed(), rule: rule)
            .run(RolloutLedger(CoinRunner(0.5, 0.5)))
        #expect(turned == report)
        let other = try await validation(problems: problems, rule: rule, seed: 2)
            .run(RolloutLedger(CoinRunner(0.5, 0.5)))
        #expect(other.pairs.map(\.problem) != report.pairs.map(\.problem))
        #expect(Set(other.pairs.map(\.replay)).isDisjoint(with: report.pairs.map(\.replay)))
        let short = try await validation(problems: Problem.numbered(0..<60)).run(RolloutLedger(CoinRunner(0, 1)))
        #expect(!short.reusesProblems)
    }

    @Test("a problem that fed the critique is refused, by name or in other clothes")
    func leak() throws {
        let problems = Problem.numbered(0..<5)
        #expect(throws: HeldOutError.leak(["p3"])) {
            try Validation(
                .candidate, against: .current, on: problems, critiqued: ["p3", "elsewhere"], ordinal: 1, seed: 1)
        }
        let renamed = [Problem(id: "other", input: " what is\n3? ")] + problems.prefix(3)
        let held = HeldOutProblems(renamed, critiqued: ["p3"], known: problems)
        #expect(held.leftOut == ["other"] && held.problems.map(\.key) == ["p0", "p1", "p2"])
        #expect(HeldOutProblems(problems + problems, critiqued: []).problems == problems)
    }

    @Test("what a critique knows by its words only is recognised under an identifier, and the reverse")
    func leakByWords() throws {
        let problems = Problem.numbered(0..<5)
        let held = HeldOutProblems(problems, critiqued: ["what  is\n3?"])
        #expect(held.leftOut == ["p3"] && held.problems.count == 4)
        #expect(throws: HeldOutError.leak(["p3"])) {
            try Validation(.candidate, against: .current, on: problems, critiqued: ["What is 3?"], ordinal: 1, seed: 1)
        }
        // The trace has an identifier, the file has none.
        let critique = Critique(
            trace: "run", problem: "p3", question: "What is 3?", turn: 1, agent: "solver", block: .role("solver"),
            weakness: "w", quotes: [], suggestion: RuleEdit(new: "n"), critic: "c")
        let proposal = try Proposal(
            revising: .role("solver"), of: .current, to: "Toss. Check.", lineage: "l", critiques: [critique],
            reason: "r", isSimulated: true)
        let nameless = problems.map { Problem(input: $0.input) }
        #expect(HeldOutProblems(nameless, critiqued: proposal.critiqued).leftOut == ["What is 3?"])
    }

    @Test("refuses what cannot be validated")
    func refusals() async throws {
        #expect(throws: HeldOutError.noProblems) { try validation(problems: []) }
        #expect(throws: HeldOutError.nothingChanged) {
            try Validation(.current, against: .current, on: Problem.numbered(0..<3), ordinal: 1, seed: 1)
        }
        let proposal = try Proposal(
            revising: .role("solver"), of: .current, to: "Toss. Check.", lineage: "l", critiques: [], reason: "r",
            isSimulated: true)
        let later = PromptSet.current.replacing(.role("solver"), by: "Toss twice.")
        #expect(throws: HeldOutError.stale(block: "role/solver")) {
            try Validation(proposal, against: later, on: Problem.numbered(0..<3), ordinal: 1, seed: 1)
        }
        #expect(
            try Validation(proposal, against: .current, on: Problem.numbered(0..<3), ordinal: 1, seed: 1).candidate
                == .candidate)
    }

    @Test("UNDEFINED runs: the candidate's count against it, the current prompts' leave the pair out")
    func undefined() async throws {
        var behaviour = CoinRunner.Behaviour()
        behaviour.fails = { isCandidate, _, replay in isCandidate ? replay % 2 == 0 : false }
        behaviour.endsWithout = true
        let against = try await validation().run(RolloutLedger(CoinRunner(0.2, 1, behaviour)))
        #expect(against.pairs.contains { $0.candidate == nil })
        #expect(against.outcomes.losses == against.pairs.count { $0.candidate == nil && $0.current == 1 })
        behaviour.fails = { isCandidate, problem, _ in !isCandidate && problem < "p3" }
        let out = try await validation(problems: Problem.numbered(0..<40)).run(
            RolloutLedger(CoinRunner(0.1, 1, behaviour)))
        #expect(out.pairs.contains { $0.current == nil } && out.ending == .accepted)
        #expect(out.outcomes.count == out.pairs.count { $0.current != nil })
        behaviour.fails = { isCandidate, _, _ in !isCandidate }
        await #expect(throws: HeldOutError.noOutcomes(runs: 9, reason: "the evaluator gives no outcome")) {
            try await validation().run(RolloutLedger(CoinRunner(0.1, 1, behaviour)))
        }
    }

    @Test("each cap refuses what the evidence would accept, and what is not known passes with a warning")
    func caps() async throws {
        func report(_ rule: GateRule = GateRule(), _ behaviour: CoinRunner.Behaviour = .init()) async throws
            -> ValidationReport
        {
            try await validation(rule: rule).run(RolloutLedger(CoinRunner(0.2, 0.95, behaviour)))
        }
        func failing(_ report: ValidationReport) -> [ValidationReport.Check.Kind] {
            report.checks.filter { $0.passes == false }.map(\.kind)
        }
        let plain = try await report()
        #expect(plain.ending == .accepted && failing(plain).isEmpty)
        #expect(plain.checks.map(\.kind) == [.evidence, .regressions, .length, .cost, .latency, .trainGap])
        #expect(plain.checks.last?.passes == nil && plain.checks[3].value == 1)

        var behaviour = CoinRunner.Behaviour()
        behaviour.cost = { $0 ? 0.16 : 0.1 }
        let dear = try await report(GateRule(), behaviour)
        #expect(dear.ending == .capped && failing(dear) == [.cost])
        behaviour.cost = { $0 ? nil : 0.1 }
        #expect(try await report(GateRule(), behaviour).ending == .accepted)
        behaviour = CoinRunner.Behaviour()
        behaviour.latency = { $0 ? 1_510 : 1_000 }
        #expect(try await failing(report(GateRule(), behaviour)) == [.latency])
        // Fast answers may be slower by what a busy machine does to them.
        behaviour.latency = { $0 ? 340 : 100 }
        #expect(try await failing(report(GateRule(), behaviour)).isEmpty)
        let tight = GateRule(caps: GateCaps(growth: 1, freeGrowth: 6))
        #expect(try await failing(report(tight)) == [.length])
        let loose = GateRule(caps: GateCaps(growth: 1, freeGrowth: 7))
        #expect(try await failing(report(loose)).isEmpty)
        // Some problems that were solved are solved no more.
        behaviour = CoinRunner.Behaviour()
        behaviour.fails = { isCandidate, problem, _ in isCandidate && problem.hasSuffix("7") }
        behaviour.endsWithout = true
        let strict = GateRule(maxPairs: 400, futility: [], caps: GateCaps(regressions: 0))
        let broken = try await validation(rule: strict).run(RolloutLedger(CoinRunner(0.5, 0.97, behaviour)))
        #expect(broken.ending == .capped && failing(broken) == [.regressions] && !broken.broken.isEmpty)
    }

    @Test("the train gap is measured only when the evidence is there, and caps what gains on its own problems only")
    func trainGap() async throws {
        var validation = try validation()
        validation.train = Problem.numbered(100..<140)
        let good = try await validation.run(RolloutLedger(CoinRunner(0.3, 0.9)))
        #expect(good.ending == .accepted && good.rollouts == 2 * (good.pairs.count + 20))
        #expect(try #require(good.trainCandidate) > #require(good.trainCurrent))
        let idle = CoinRunner(0.5, 0.5)
        let dropped = try await validation.run(RolloutLedger(idle))
        #expect(dropped.trainCurrent == nil && idle.count == 40)

        // The same figures under a cap that nothing can keep.
        var fitted = try self.validation(rule: GateRule(caps: GateCaps(trainGap: -0.9)))
        fitted.train = Problem.numbered(100..<140)
        let gap = try await fitted.run(RolloutLedger(CoinRunner(0.3, 0.9)))
        #expect(gap.ending == .capped && gap.checks.last?.passes == false)
    }

    @Test("graded outcomes are compared by score")
    func graded() async throws {
        var behaviour = CoinRunner.Behaviour()
        behaviour.scores = (0.9, 0.3)
        let rule = GateRule(outcomes: .graded)
        let report = try await validation(rule: rule).run(RolloutLedger(CoinRunner(0.1, 0.9, behaviour)))
        #expect(report.ending == .accepted && report.exactP == nil)
        #expect(Set(report.pairs.compactMap(\.candidate)).isSubset(of: [0.9, 0.3]))
        #expect(abs(report.logThreshold - naturalLog(40)) < 1e-12)
    }

    /// Failures of the candidate have a score just below the threshold and those of the current prompts none, so that the
    /// mean score rises while successes fall.
    @Test("graded: a better score with fewer successes is capped, one with as many is not")
    func lostSuccesses() async throws {
        var behaviour = CoinRunner.Behaviour()
        behaviour.gradedScores = { isCandidate in isCandidate ? (1, 0.49) : (1, 0) }
        let rule = GateRule(outcomes: .graded)
        let worse = try await validation(rule: rule).run(RolloutLedger(CoinRunner(0.5, 0.4, behaviour)))
        #expect(worse.logEvidence >= worse.logThreshold && worse.ending == .capped)
        let lost = try #require(worse[.lostSuccesses])
        #expect(lost.passes == false && lost.limit == 0 && (lost.value ?? 0) >= 1)
        let better = try await validation(rule: rule).run(RolloutLedger(CoinRunner(0.4, 0.7, behaviour)))
        #expect(better.ending == .accepted)
        #expect(better[.lostSuccesses]?.value == 0)
    }

    @Test("progress is told after every pair, and its last word is the report's")
    func progress() async throws {
        let seen = SeenProgress()
        let report = try await validation().run(RolloutLedger(CoinRunner(0.3, 0.9), width: 8)) { await seen.add($0) }
        let all = await seen.all
        #expect(all.map { $0.gate.count } == Array(1...report.pairs.count))
        #expect(all.last?.gate.evidence.log == report.logEvidence && all.last?.rollouts == report.rollouts)
        let interval = try #require(all.last?.interval)
        let difference = try #require(report.difference)
        #expect(interval.low <= difference && difference <= interval.high && interval.high > 0)
    }

    private actor SeenProgress {
        var all: [ValidationProgress] = []
        func add(_ progress: ValidationProgress) { all.append(progress) }
    }
}
