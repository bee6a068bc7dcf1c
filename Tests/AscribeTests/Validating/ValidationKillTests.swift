import CreditEngine
import CreditStore
import Foundation
import PlantedFaults
import Testing

@testable import UseCases

/// kill −9 of the program while it validates; `ASCRIBE_KILLS=500` runs longer.
@Suite struct ValidationKillTests {
    /// A store with proposals for a team, and what a validation of one says when nobody kills it.
    private static func propose(_ text: String, _ block: Block, for team: Team, in folder: String) async throws
        -> String
    {
        let store = try Store(folder: folder)
        let proposal = try await store.propose(
            Proposal(
                revising: block, of: store.currentPrompts(from: team), to: text, lineage: text, critiques: [],
                reason: "it never checks", isSimulated: true), of: team)
        try store.close()
        return proposal.id
    }

    @Test func aKilledValidationIsWholeOrNotThere() async throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let folder = scratch.path + "/store"
        let planting = try #require(PlantedFaults.Suite.named("root-echo")).planting()
        let edit = try #require(planting.edit)
        let good = try #require(PromptSet(edit.applied(to: planting.team))[edit.block])
        let problems = try ProblemSet(
            ProblemSet.problems(of: .rootEcho, for: planting.team), seed: ProblemSet.simulatedSeed
        ).name
        var (acknowledged, cut, slowest) = (0, 0, Duration.zero)
        for seed in 0..<DecisionKillTests.kills {
            let random = KeyedRandom(seed: UInt64(seed))
            let proposal = try await Self.propose("\(good) \(seed)", edit.block, for: planting.team, in: folder)
            let words = ["validate", proposal, "--team", "simulated/root-echo", "--store", folder]
            let victim = try Victim(words, output: scratch.path + "/said")
            switch random.integer("moment", in: 0..<4) {
            case 0: Victim.spin(random.integer("spin", in: 0..<20_000_000))
            case 3: victim.wait { !victim.text.isEmpty }
            default:
                for _ in 0..<random.integer("transactions", in: 1..<6) {
                    victim.wait { Victim.size(folder + "/store.sqlite-journal") ?? 0 > 0 }
                    Victim.spin(random.integer("spin", in: 0..<60_000))
                }
            }
            victim.kill()
            if victim.exitStatus != 0 { cut += 1 }
            let start = ContinuousClock.now
            let store = try Store(folder: folder)
            slowest = max(slowest, ContinuousClock.now - start)
            let kept = try await store.validations(of: proposal)
            #expect(try await store.faults() == [], "seed \(seed)")
            // Begun and nothing more, or all of it; its look is counted with the beginning.
            let ends: [ValidationReport.Ending] = [.accepted, .stopped]
            #expect(kept.count <= 1 && kept.allSatisfy { ends.contains($0.report.ending) }, "seed \(seed)")
            #expect(try await store.looks(at: problems)[proposal] ?? 0 == kept.count, "seed \(seed)")
            try store.close()
            if victim.text.contains("val-") {
                acknowledged += 1
                #expect(kept.first?.accepted == true, "seed \(seed)")
            }
            // It goes on to what it would have been, and the look is counted once.
            guard seed % 8 == 0 else { continue }
            let again = try Program.run(words)
            #expect(again.status == 0 && again.text.contains("looks at this validation set:"), "\(again.complaint)")
            let after = try Store(folder: folder)
            #expect(try await after.validations(of: proposal).count == 1)
            #expect(try await after.looks(at: problems)[proposal] == 1)
            #expect(try await after.looks(at: problems).values.allSatisfy { $0 == 1 })
            try after.close()
        }
        #expect(acknowledged > 0 && cut > 0)
        print(
            "\(DecisionKillTests.kills) kills: \(cut) cut short, \(acknowledged) acknowledged, slowest reopening \(slowest)"
        )
    }

    @Test func aKilledPaidValidationGoesOnAndPaysNothingTwice() async throws {
        let peer = try ChatPeer()
        defer { peer.stop() }
        let team = try PeerTeam(model: "provider: openai, base_url: 'http://127.0.0.1:\(peer.port)/v1', model: peer")
        let file = try TeamFile(path: team.scratch.path + "/team.yaml")
        func propose(_ store: String) async throws -> String {
            try await Self.propose(
                "You are the reader. Read twice.", .role("reader"), for: file.team, in: "\(team.scratch.path)/\(store)")
        }
        let proposal = try await propose("unbroken")
        let unbroken = try team.run("validate", proposal, "--jobs", "1", store: "unbroken")
        #expect([0, 1].contains(unbroken.status), "\(unbroken.complaint)")
        let asked = peer.answered
        try #require(asked.count > 40)

        #expect(try await propose("store") == proposal)
        peer.fallSilent(after: asked.count + asked.count / 2)
        let child = try team.start("validate", proposal, "--jobs", "1")
        #expect(peer.waitUntilAsked())
        child.signal(SIGKILL)
        #expect(child.wait() == -SIGKILL)
        peer.fallSilent(after: .max)
        let resumed = try team.run("validate", proposal, "--jobs", "1")
        #expect(resumed.status == unbroken.status, "\(resumed.complaint)")
        // Every request twice in all: once for each store.
        #expect(peer.answered == (asked + asked).sorted())
        // How long it took and what was there already may differ, and nothing else.
        let told = { (text: String) in
            text.split(separator: "\n").filter { !$0.contains("made") && !$0.contains("latency") }
        }
        #expect(told(resumed.text) == told(unbroken.text))
    }
}
