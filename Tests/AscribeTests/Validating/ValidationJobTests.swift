import CreditEngine
import CreditStore
import Foundation
import PlantedFaults
import Testing

@testable import UseCases

/// Proposals for embedded teams, validated as the command does it.
@Suite("Validation of a queued proposal") struct ValidationJobTests {
    private let scratch: Scratch
    private let source: TeamSource

    init() throws {
        scratch = try Scratch()
        source = TeamSource(
            team: "simulated/root-echo", session: StoreSession(folder: scratch.path + "/store", purpose: "a test"))
    }

    private var store: Store { get throws { try Store(folder: scratch.path + "/store") } }

    /// Puts a revision of the culprit's prompt into the queue: the known good edit, or any other text behind it.
    private func propose(_ words: String? = nil, critiqued: [String] = []) async throws -> ProposalRecord {
        let planting = try #require(PlantedFaults.Suite.named("root-echo")).planting()
        let edit = try #require(planting.edit)
        let prompts = PromptSet(planting.team)
        let old = try #require(prompts[edit.block])
        let text = try words.map { old + " " + $0 } ?? #require(PromptSet(edit.applied(to: planting.team))[edit.block])
        let critiques = critiqued.map { problem in
            Critique(
                trace: "run", problem: problem, turn: 1, agent: "a", block: edit.block, weakness: "w", quotes: [],
                suggestion: RuleEdit(new: "n"), critic: "c", isSimulated: true)
        }
        let proposal = try Proposal(
            revising: edit.block, of: prompts, to: text, lineage: "l", critiques: critiques, reason: "r",
            isSimulated: true)
        return try await store.propose(proposal, of: planting.team)
    }

    @Test("the known good edit is accepted on validation problems only, kept, and not run twice")
    func accepted() async throws {
        let proposal = try await propose()
        let job = try await ValidationJob(ValidationOrder(proposal: proposal.id), source, Permit.given)
        let record = try await job.run()
        #expect(record.accepted && record.report.isSimulated && record.report.looks == 1)
        let allowed = Set(job.runtime.problems(in: .validate).map(\.key))
        #expect(Set(record.report.pairs.map(\.problem)).isSubset(of: allowed) && allowed.count == 96)
        #expect(try await store.split(job.runtime.problemSet.name) == job.runtime.split)
        #expect(try await store.validations(of: proposal.id).map(\.report) == [record.report])

        let again = try await ValidationJob(ValidationOrder(proposal: proposal.id), source, Permit.given)
        #expect(again.kept?.report == record.report && again.id == job.id)
        #expect(try await again.run().report == record.report)
        #expect(try await store.looks(at: job.runtime.problemSet.name) == [proposal.id: 1])
    }

    @Test("the report does not depend on how many runs are under way at once")
    func width() async throws {
        let proposal = try await propose("Be friendly.")
        let one = try await ValidationJob(ValidationOrder(proposal: proposal.id, width: 1), source, Permit.given)
        let other = try await ValidationJob(ValidationOrder(proposal: proposal.id, width: 16), source, Permit.given)
        #expect(one.id == other.id)
        let report = try await one.validation.run(RolloutLedger(one.runtime.runner, width: 1))
        #expect(try await other.validation.run(RolloutLedger(other.runtime.runner, width: 16)) == report)
        #expect(report.ending == .futile)
    }

    @Test("what was judged is judged again only as the next candidate, with fresh seeds")
    func again() async throws {
        let proposal = try await propose("Be friendly.")
        let first = try await ValidationJob(ValidationOrder(proposal: proposal.id), source, Permit.given).run()
        #expect(!first.accepted)
        var order = ValidationOrder(proposal: proposal.id, rule: GateRule(alpha: 0.9))
        await #expect(throws: ValidationRefusal.judgedBefore(proposal.id, ending: "futile")) {
            try await ValidationJob(order, source, Permit.given)
        }
        // Another way of dropping is another try, not the same work.
        order.rule = GateRule(futility: [])
        await #expect(throws: ValidationRefusal.judgedBefore(proposal.id, ending: "futile")) {
            try await ValidationJob(order, source, Permit.given)
        }
        order = ValidationOrder(proposal: proposal.id, isAgain: true)
        let job = try await ValidationJob(order, source, Permit.given)
        #expect(job.record.id != proposal.id && job.record.ordinal == 2)
        // Asked twice before it is judged, it is still the same second try.
        #expect(try await ValidationJob(order, source, Permit.given).record.id == job.record.id)
        let second = try await job.run()
        #expect(second.report.logThreshold > first.report.logThreshold && second.report.looks == 2)
        #expect(Set(second.report.pairs.map(\.replay)).isDisjoint(with: first.report.pairs.map(\.replay)))
        #expect(try await store.proposals().count == 2)
    }

    @Test("broken off, it has one look and goes on to the same report; another seed or rule is the next candidate")
    func brokenOff() async throws {
        let proposal = try await propose("Be friendly.")
        let order = ValidationOrder(proposal: proposal.id, width: 1)
        let whole = try await ValidationJob(order, source, Permit.given).validation.run(
            RolloutLedger(source.runtime().runner, width: 1))
        #expect(try await store.validations(of: proposal.id).isEmpty)
        let broken = try await ValidationJob(order, source, Permit.given)
        await #expect(throws: CancellationError.self) {
            try await Task {
                _ = try await broken.run { progress in
                    if progress.gate.count == 3 { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }.value
        }
        let begun = try #require(try await store.validations(of: proposal.id).first)
        #expect(begun.id == broken.id && begun.report.ending == .stopped && begun.report.pairs.isEmpty)
        #expect(begun.report.seed == 0 && begun.report.rule == order.rule)
        #expect(try await store.looks(at: broken.runtime.problemSet.name) == [proposal.id: 1])

        var other = order
        other.seed = 9
        let refusal = await #expect(throws: ValidationRefusal.self) {
            try await ValidationJob(other, source, Permit.given)
        }
        let words = refusal.map { "\($0)" } ?? ""
        #expect(words.contains("was begun with another seed, rule or team (seed 0, α 0.05"))
        #expect(words.contains("--again"))
        other = order
        other.rule = GateRule(alpha: 0.2)
        await #expect(throws: ValidationRefusal.begunOtherwise(proposal.id, begun.report)) {
            try await ValidationJob(other, source, Permit.given)
        }
        // What was drawn may not be drawn anew either.
        var fresh = source
        fresh.session = StoreSession(folder: scratch.path + "/store", purpose: "a test", isFresh: true)
        await #expect(throws: ValidationRefusal.self) { try await ValidationJob(order, fresh, Permit.given) }

        let resumed = try await ValidationJob(order, source, Permit.given)
        #expect(resumed.id == broken.id && resumed.kept == nil)
        #expect(try await resumed.run().report == whole)
        #expect(try await store.looks(at: broken.runtime.problemSet.name) == [proposal.id: 1])
    }

    @Test("begun and asked for anew: the next candidate, each time another one")
    func begunAgain() async throws {
        let proposal = try await propose("Be friendly.")
        func breakOff(_ job: ValidationJob) async {
            await #expect(throws: CancellationError.self) {
                try await Task { _ = try await job.run { _ in withUnsafeCurrentTask { $0?.cancel() } } }.value
            }
        }
        await breakOff(try await ValidationJob(ValidationOrder(proposal: proposal.id), source, Permit.given))
        let second = try await ValidationJob(
            ValidationOrder(proposal: proposal.id, seed: 5, isAgain: true), source, Permit.given)
        #expect(second.record.ordinal == 2)
        await breakOff(second)
        // The same command finds the same try, and another rule makes a third.
        let same = try await ValidationJob(
            ValidationOrder(proposal: proposal.id, seed: 5, isAgain: true), source, Permit.given)
        #expect(same.record.id == second.record.id && same.id == second.id)
        let third = try await ValidationJob(
            ValidationOrder(proposal: proposal.id, rule: GateRule(maxPairs: 40), seed: 5, isAgain: true), source,
            Permit.given)
        #expect(third.record.ordinal == 3)
        #expect(try await store.proposals().count == 3)
    }

    @Test("problems whose traces fed the critique are left out, and that is said")
    func leak() async throws {
        let runtime = try source.runtime()
        let seen = runtime.problems(in: .validate).prefix(90).map(\.key)
        let proposal = try await propose(critiqued: seen)
        let job = try await ValidationJob(ValidationOrder(proposal: proposal.id), source, Permit.given)
        #expect(job.notes.contains { $0.hasPrefix("90 problems left out") })
        let report = try await job.run().report
        #expect(Set(report.pairs.map(\.problem)).isDisjoint(with: seen) && report.reusesProblems)
        // A trace that knows its problem by its words only.
        let words = try #require(runtime.problems(in: .validate).first?.input)
        let nameless = try await ValidationJob(
            ValidationOrder(proposal: propose("Be friendly.", critiqued: [words]).id), source, Permit.given)
        #expect(nameless.notes.contains { $0.hasPrefix("1 problem left out") })
        let all = try await propose(critiqued: runtime.problems(in: .validate).map(\.key))
        await #expect(throws: HeldOutError.noProblems) {
            try await ValidationJob(ValidationOrder(proposal: all.id), source, Permit.given)
        }
    }

    @Test("a stale proposal is proposed anew; another team's is refused")
    func stale() async throws {
        let planting = try #require(PlantedFaults.Suite.named("root-echo")).planting()
        let edit = try #require(planting.edit)
        let changed = try #require(PromptSet(planting.team).blocks.first { $0 != edit.block })
        let before = PromptSet(planting.team).replacing(changed, by: "As it was.")
        let old = try #require(before[edit.block])
        let proposal = try Proposal(
            revising: edit.block, of: before, to: old + " Be friendly.", lineage: "l", critiques: [], reason: "r",
            isSimulated: true)
        let record = try await store.propose(proposal, of: before.team)
        try await store.keep(planting.team)
        let job = try await ValidationJob(ValidationOrder(proposal: record.id), source, Permit.given)
        #expect(job.record.id != record.id && job.record.ordinal == 2 && job.notes.contains { $0.contains("stale") })

        var other = planting.team
        other.name = "another"
        let elsewhere = try await store.propose(
            Proposal(
                revising: edit.block, of: PromptSet(other), to: "x", lineage: "m", critiques: [], reason: "r",
                isSimulated: true), of: other)
        let disk = try TeamOnDisk()
        _ = try disk.read(
            TeamOnDisk.head
                + "models: {default: {provider: simulated, suite: root-echo}, small: {provider: simulated, suite: root-echo}}\nproblems: problems.jsonl\n"
        )
        var nobody = source
        nobody.team = nil
        await #expect(throws: ValidationRefusal.noTeam(elsewhere.id, team: "another")) {
            try await ValidationJob(ValidationOrder(proposal: elsewhere.id), nobody, Permit.given)
        }
        var file = source
        file.team = disk.folder
        await #expect(
            throws: ValidationRefusal.otherTeam(elsewhere.id, proposal: "another", team: "math-trio")
        ) { try await ValidationJob(ValidationOrder(proposal: elsewhere.id), file, Permit.given) }
    }

    @Test("the command prints the report, exits with 1 when the gate refuses, and answers the same again")
    func command() async throws {
        let (good, idle) = (try await propose(), try await propose("Be friendly."))
        func run(_ arguments: String...) throws -> Program.Result {
            try Program.run(
                ["validate"] + arguments + ["--team", "simulated/root-echo", "--store", scratch.path + "/store"])
        }
        let accepted = try run(good.id)
        #expect(accepted.status == 0 && accepted.text.contains("passed the gate"))
        #expect(accepted.text.contains("simulated") && accepted.text.contains("ascribe review show \(good.id)"))
        let json = try run(good.id, "--json", "--jobs", "1")
        #expect(json.status == 0 && json.text.contains("\"ending\":\"accepted\""))
        #expect(json.complaint.contains("nothing is run"))
        let refused = try run(idle.id)
        #expect(refused.status == 1 && refused.text.contains("refused"))
        let twice = try run(idle.id, "--alpha", "0.5")
        #expect(twice.status == 1 && twice.output.isEmpty && twice.complaint.contains("--again"))
        #expect(try run("nothing").status == 64)
        let other = try Program.run(
            ["validate", good.id, "--team", "simulated/delayed", "--store", scratch.path + "/store"])
        #expect(other.status == 1 && other.complaint.contains("for the team 'trio-1' and --team is 'trio-4'"))
        #expect(try run(good.id, "--alpha", "2").status == 64)
    }
}
