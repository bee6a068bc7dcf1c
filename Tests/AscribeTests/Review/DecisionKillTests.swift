import CreditEngine
import CreditStore
import Foundation
import Testing

/// kill −9 of the program while a person's decision is written; `ASCRIBE_KILLS=500` runs longer.
@Suite struct DecisionKillTests {
    static let kills = ProcessInfo.processInfo.environment["ASCRIBE_KILLS"].flatMap { Int($0) } ?? 24

    @Test func noAcknowledgedDecisionIsLostAndNoneIsWithoutItsEntry() async throws {
        let queue = try Queue()
        var (acknowledged, cut, slowest) = (0, 0, Duration.zero)
        for seed in 0..<Self.kills {
            let random = KeyedRandom(seed: UInt64(seed))
            let item = try await queue.accepted("Check each result. \(seed)")
            let rejects = seed % 3 == 2
            let hash = try #require(item.approvalHash)
            let victim = try Victim(
                queue.words(
                    rejects
                        ? ["review", "reject", item.id, "--reason", "no"]
                        : ["review", "approve", item.id, "--hash", hash]),
                output: queue.scratch.path + "/said")
            switch random.integer("moment", in: 0..<4) {
            case 0: Victim.spin(random.integer("spin", in: 0..<4_000_000))
            case 3: victim.wait { !victim.text.isEmpty }
            default:
                // In the middle of a transaction: the journal holds something.
                let times = random.integer("transactions", in: 1..<4)
                for _ in 0..<times {
                    victim.wait { Victim.size(queue.folder + "/store.sqlite-journal") ?? 0 > 0 }
                    Victim.spin(random.integer("spin", in: 0..<60_000))
                }
            }
            victim.kill()
            let said = victim.text.contains(item.id)
            if victim.exitStatus != 0 { cut += 1 }

            let start = ContinuousClock.now
            let store = try queue.open()
            slowest = max(slowest, ContinuousClock.now - start)
            let decision = try await store.decisions()[item.id]
            if said {
                acknowledged += 1
                #expect(decision?.action == (rejects ? .rejected : .approved), "seed \(seed)")
            }
            #expect(try await store.auditTrail(of: item.id).count == (decision == nil ? 0 : 1), "seed \(seed)")
            #expect(try await store.faults() == [], "seed \(seed)")
            try store.close()
        }
        #expect(acknowledged > 0 && cut > 0)
        print("\(Self.kills) kills: \(cut) cut short, \(acknowledged) acknowledged, slowest reopening \(slowest)")
    }
}
