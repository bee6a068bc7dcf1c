import CreditEngine
import CreditStore
import Foundation
import Testing

/// kill −9 at random moments; `STORE_KILLS=500 swift test --filter KillTests` runs longer.
@Suite struct KillTests {
    static let kills = ProcessInfo.processInfo.environment["STORE_KILLS"].flatMap { Int($0) } ?? 60

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What a peer acknowledged before it was killed at a moment that the seed chooses.
    private func acknowledged(_ mode: String, seed: UInt64) throws -> [[Substring]] {
        let random = KeyedRandom(seed: seed)
        let peer = try Peer(mode, folder("s"))
        var lines: [String] = []
        for _ in 0..<random.integer("lines", in: 0..<12) {
            if let line = peer.line() { lines.append(line) }
        }
        // Some way into whatever it does next.
        var spin = UInt64(0)
        for step in 0..<random.integer("spin", in: 0..<40_000) { spin &+= SplitMix64.mix(UInt64(step)) }
        #expect(spin != 1)
        peer.kill()
        lines += peer.lines()
        #expect(!lines.contains { $0.hasPrefix("error") }, "\(lines.last ?? "")")
        return lines.map { $0.split(separator: " ") }
    }

    @Test func noAcknowledgedSampleIsLost() async throws {
        var known: Set<String> = []
        for seed in 0..<UInt64(Self.kills / 2) {
            known.formUnion(try acknowledged("samples", seed: seed).map { String($0[1]) })
            let store = try Store(folder: folder("s"))
            let finished = try await store.journal(of: "job", under: store.lease(for: "looking")).finished()
            #expect(known.isSubset(of: finished.keys), "seed \(seed)")
            #expect(finished.count % 3 == 0, "seed \(seed): batches are whole")
            #expect(try await store.faults() == [], "seed \(seed)")
            try store.close()
        }
        #expect(!known.isEmpty)
    }

    @Test func noAcknowledgedDecisionIsLostAndNoneIsWithoutItsEntry() async throws {
        var entries: [Int64: (proposal: String, action: String)] = [:]
        var proposals: Set<String> = []
        var validated: Set<String> = []
        for seed in 0..<UInt64(Self.kills - Self.kills / 2) {
            for line in try acknowledged("decisions", seed: seed) {
                if line[0] == "proposal" { proposals.insert(String(line[1])) }
                if line[0] == "validation" { validated.insert(String(line[1])) }
                guard line[0] == "decision", let id = Int64(line[1]) else { continue }
                entries[id] = (String(line[2]), String(line[3]))
            }
            let store = try Store(folder: folder("s"))
            let trail = try await store.auditTrail()
            let byID = Dictionary(trail.map { ($0.id, $0) }) { first, _ in first }
            for (id, entry) in entries {
                #expect(byID[id]?.proposal == entry.proposal, "seed \(seed)")
                #expect(byID[id]?.action.rawValue == entry.action, "seed \(seed)")
            }
            let items = try await store.reviewItems()
            #expect(proposals.isSubset(of: items.map(\.id)), "seed \(seed)")
            #expect(validated.isSubset(of: items.filter { $0.validation != nil }.map(\.id)), "seed \(seed)")
            for item in items where item.decision?.isApproval == true {
                #expect(trail.contains { $0.proposal == item.id && $0.action == .approved }, "seed \(seed)")
            }
            // What stands is exactly what the trail says: the last entry of each proposal, unless it took one back.
            let last = Dictionary(trail.map { ($0.proposal, $0) }) { $1 }
            #expect(try await store.decisions() == last.filter { $0.value.action != .undone }, "seed \(seed)")
            #expect(try await store.faults() == [], "seed \(seed)")
            try store.close()
        }
        #expect(!entries.isEmpty)
    }
}
