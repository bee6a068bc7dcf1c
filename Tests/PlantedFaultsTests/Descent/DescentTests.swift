import CreditEngine
import PlantedFaults
import Synchronization
import Testing

@Suite struct DescentTests {
    static let methods = DescentSettings.Method.allCases
    static let acceptances = DescentSettings.Acceptance.allCases

    @Test(
        arguments: [
            (.credit, .rule), (.roundRobin, .customary), (.reflective, .customary), (.evolutionary, .gate),
            (.reinforce, .customary),
        ] as [(DescentSettings.Method, DescentSettings.Acceptance)])
    func theWidthChangesNothing(method: DescentSettings.Method, acceptance: DescentSettings.Acceptance) async throws {
        var repair = Repair(method: method, acceptance: acceptance, wrong: 0.5, budget: 60, finalRuns: 5, seed: 3)
        let alone = try await repair.run()
        repair.width = 7
        var together = try await repair.run()
        together.settings.width = 1
        #expect(together == alone)
    }

    @Test(arguments: methods, [7.0, 49])
    func theBudgetHoldsAndTheReportAddsUp(method: DescentSettings.Method, budget: Double) async throws {
        for acceptance in Self.acceptances {
            let repair = Repair(
                suite: .chatterbox, method: method, acceptance: acceptance, wrong: 0.5, budget: budget, finalRuns: 6)
            let told = Mutex<[DescentReport.Trial]>([])
            let report = try await repair.run { event in
                if case .decided(let trial) = event { told.withLock { $0.append(trial) } }
            }
            #expect(report.costs.rollouts <= budget + 1e-9)
            let sum = DescentCosts.Purpose.allCases.reduce(0) { $0 + report.costs[$1].rollouts }
            #expect(abs(sum - report.costs.rollouts) < 1e-9)
            #expect(told.withLock { $0 } == report.trials)
            // Each block counts its own.
            for block in Set(report.trials.map(\.proposal.block)) {
                let own = report.trials.filter { $0.proposal.block == block }
                #expect(own.map(\.ordinal) == Array(1...own.count))
            }
            #expect(report.trials.compactMap(\.validation).map(\.looks) == Array(1...validated(report) + 1).dropLast())
            #expect(report.trials.allSatisfy { $0.proposedAt <= $0.decidedAt })
            let validating = report.trials.compactMap(\.validation)
            #expect(validating.reduce(0) { $0 + $1.rollouts } == report.costs[.validation].made)
            #expect(validating.reduce(0) { $0 + $1.calls } == report.costs[.validation].calls)
            #expect((acceptance == .customary) == validating.isEmpty || report.trials.isEmpty)
            #expect(report.finalOutcomes.count <= report.costs[.final].made + report.costs[.final].cached)
        }
    }

    /// Candidates that had a pair on the held-out problems.
    private func validated(_ report: DescentReport) -> Int { report.trials.count { $0.validation != nil } }

    /// A pool keeps what its own rule took; what it returns is as good as the best of it.
    @Test func aPoolOfPromptsMendsBothBlocks() async throws {
        let repair = Repair(method: .reflective, acceptance: .customary)
        let report = try await repair.run()
        let before = try PromptSet(repair.suite.planting().team).identity()
        #expect(try report.result.identity() != before)
        #expect(Set(report.accepted.map(\.proposal.block)).count == 2)
        let runner = repair.suite.runner(report.result.team, recordsInput: false)
        var solved = 0
        for number in 0..<60 as Range<UInt64> {
            let plan = RunPlan(
                id: "r", problem: repair.suite.problem(500_000 + number), seeding: Seeding(replay: number))
            if try await runner.run(plan).outcome?.success == true { solved += 1 }
        }
        #expect(solved > 50)
    }

    @Test func creditGoesOnToBlocksThatCouldHaveCaughtTheError() async throws {
        let report = try await Repair(finalRuns: 10).run()
        if case .saturated(let why) = report.ending {
            #expect(why.contains("could mend a failure"))
        } else {
            #expect(report.costs.rollouts > 200)
        }
        #expect(Set(report.accepted.map(\.proposal.block)).isSuperset(of: [.role("researcher"), .role("critic")]))
        #expect(report.finalOutcomes.count == 10)
        #expect(report.shares?.source == .measured)
        #expect((report.shares?.traces ?? 0) >= BlockShares.fewestTraces)
    }

    @Test func noStrategyChangesNothing() async throws {
        let report = try await Repair(method: .none, finalRuns: 12).run()
        #expect(report.trials.isEmpty)
        #expect(report.ending == .saturated("nothing is changed"))
        #expect(report.result == PromptSet(Suite.rootEcho.planting().team))
        #expect(report.costs.rollouts == 12)
    }

    @Test(arguments: [2] as [UInt64])
    func acceptedPromptsBecomeCurrentOnlyByRule(seed: UInt64) async throws {
        let start = PromptSet(Suite.or.planting().team)
        for acceptance in [DescentSettings.Acceptance.gate, .rule] {
            let report = try await Repair(suite: .or, acceptance: acceptance, seed: seed).run()
            var current = start
            for trial in report.trials {
                #expect(trial.proposal.staleBlock(in: try current.hashes()) == nil)
                if acceptance == .rule, trial.decision == .accepted {
                    current = current.replacing(trial.proposal.block, by: trial.proposal.newText)
                }
            }
            if acceptance == .gate {
                #expect(Set(report.accepted.map(\.proposal.block)).count == report.accepted.count)
                if let first = report.accepted.first {
                    let approved = start.replacing(first.proposal.block, by: first.proposal.newText)
                    for other in report.accepted.dropFirst() {
                        #expect(other.proposal.staleBlock(in: try approved.hashes()) == first.proposal.block.name)
                    }
                }
            } else {
                #expect(report.result == current)
            }
        }
    }

    @Test func noProblemOfACritiqueIsInItsValidation() async throws {
        let report = try await Repair(method: .roundRobin, wrong: 0.5, budget: 60).run()
        #expect(!report.trials.isEmpty)
        for trial in report.trials {
            let held = Set(trial.validation?.pairs.map(\.problem) ?? [])
            #expect(!trial.proposal.critiqued.isEmpty)
            #expect(held.isDisjoint(with: trial.proposal.critiqued))
        }
    }

    @Test func theCriticIsToldNoCreditThatWasNotMeasured() async throws {
        let report = try await Repair(wrong: 0.5, budget: 150).run()
        let critiques = report.trials.flatMap(\.proposal.critiques)
        #expect(report.shares?.source == .measured && !critiques.isEmpty)
        #expect(critiques.allSatisfy { $0.credit == nil && $0.creditSource == nil })
    }

    @Test func runsWithoutAnOutcomeAreSaidBesideTheEstimate() async throws {
        var repair = Repair(method: .none, finalRuns: 12)
        repair.hides = { number in number % 3 == 0 }
        let report = try await repair.run()
        #expect(report.finalOutcomes.count == 8 && report.finalUndefined == 4)
        repair.hides = { _ in true }
        let silent = try await repair.run()
        #expect(silent.finalMean == nil && silent.finalUndefined == 12)
    }

    @Test(arguments: [3, 31])
    func aBrokenRunGoesOnWhereItStopped(after runs: Int) async throws {
        let whole = try await Repair(finalRuns: 4).run()
        let journal = MemoryJournal()
        await #expect(throws: Fuse.Blown.self) {
            _ = try await Repair(finalRuns: 4, fuse: Fuse(runs), journal: journal).run()
        }
        let kept = await journal.finished().count
        #expect(kept > 0)
        let fuse = Fuse(10_000)
        let resumed = try await Repair(finalRuns: 4, fuse: fuse, journal: journal).run()
        #expect(resumed == whole)
        // Runs are made again only to be read by the critic or to be replayed; nothing else is made twice.
        let all = whole.costs.teamRuns
        let batches = 2
        let read = BlockShares.fewestTraces + batches * whole.settings.batch
        #expect(await fuse.used <= all - kept + 2 * read)
    }

    @Test func whatCannotBeginSaysSo() throws {
        let suite = Suite.rootEcho
        let team = suite.planting().team
        let ledger = RolloutLedger(suite.runner(team))
        let problem = [suite.problem(1)]
        #expect(throws: DescentError.noProblems) {
            _ = try Descent(PromptSet(team), optimise: problem, validate: [], ledger: ledger, critic: nil)
        }
        #expect(throws: DescentError.noCritic("credit")) {
            _ = try Descent(PromptSet(team), optimise: problem, validate: problem, ledger: ledger, critic: nil)
        }
        #expect(throws: DescentError.noPrompts) {
            _ = try Descent(
                PromptSet(Team(members: [])), optimise: problem, validate: problem, ledger: ledger, critic: nil)
        }
    }
}

extension DescentCosts {
    /// Runs and replays made, all purposes together.
    fileprivate var teamRuns: Int { Purpose.allCases.reduce(0) { $0 + self[$1].made } }
}
