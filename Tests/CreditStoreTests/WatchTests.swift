import Foundation
import GRDB
import Testing

@testable import CreditStore

/// Watched runs, kept with the positions of their files, and the queue of those that people label.
@Suite struct WatchTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func run(_ number: Int, facts: String = "{}") -> WatchedRun {
        WatchedRun(file: 1, offset: 100 * number, run: "run", end: 100 * number + 99, isWhole: true, facts: facts)
    }

    private static func item(_ name: String, value: Double) -> QueuedRun {
        QueuedRun(
            trace: name, path: "a.jsonl", reasons: ["close"], record: "{}\u{0}", value: value, chance: 0.02,
            isDrawn: false)
    }

    private static func queue(_ values: [Double], in store: Store) async throws {
        let lease = try await store.watch(named: "paths")
        var step = WatchStep()
        for (number, value) in values.enumerated() {
            var entry = WatchStep.Entry(run(number))
            entry.item = item("run-\(number)", value: value)
            step.entries.append(entry)
        }
        _ = try await store.keep(step, of: lease)
        try await lease.release()
    }

    @Test func runsAndPositionsAreKeptTogetherAndAgainInTheirPlaces() async throws {
        var store = try Store(folder: folder("s"))
        var lease = try await store.watch(named: "paths")
        var step = WatchStep()
        step.entries = [WatchStep.Entry(Self.run(1)), WatchStep.Entry(Self.run(2))]
        step.entries[1].alarms = ["{\"kind\":\"success\"}"]
        step.positions = [1: "{\"offset\":300}"]
        #expect(try await store.keep(step, of: lease) == [1, 2])
        // The same place again is the same run.
        step.entries = [WatchStep.Entry(Self.run(2, facts: "{\"more\":1}")), WatchStep.Entry(Self.run(3))]
        #expect(try await store.keep(step, of: lease).first == 2)
        try store.close()
        store = try Store(folder: folder("s"))
        lease = try await store.watch(named: "paths")
        let runs = try await store.runs(of: lease, after: 0)
        #expect(runs.map(\.offset) == [100, 200, 300] && runs[1].facts == "{\"more\":1}")
        #expect(try await store.runs(of: lease, file: 1, from: 200).count == 2)
        #expect(
            try await store.runs(of: lease, file: 1, at: [(offset: 300, run: "run"), (offset: 1, run: "run")])[1] == nil
        )
        #expect(try await store.positions(of: lease) == [1: "{\"offset\":300}"])
        #expect(try await store.alarms(of: lease).map(\.run) == [2])
    }

    @Test func oneProcessFollowsThePathsAndOthersWriteNothing() async throws {
        let store = try Store(folder: folder("s"))
        let lease = try await store.watch(named: "paths")
        await #expect(throws: StoreError.self) { try await store.watch(named: "paths") }
        _ = try await store.watch(named: "other paths")
        try await lease.release()
        _ = try await store.watch(named: "paths")
        await #expect(throws: StoreError.leaseLost) { try await store.keep(WatchStep(), of: lease) }
    }

    @Test func twoPeopleAreNeverGivenTheSameItem() async throws {
        let store = try Store(folder: folder("s"))
        try await Self.queue([0.2, 0.9, 0.5], in: store)
        let first = try #require(try await store.takeLabelItem(for: "ann", seconds: 600))
        #expect(first.run.trace == "run-1" && first.run.record == "{}\u{0}")
        #expect(try await store.takeLabelItem(for: "ann", seconds: 600)?.number == first.number)
        let second = try #require(try await store.takeLabelItem(for: "bob", seconds: 600))
        #expect(second.run.trace == "run-2")
        await #expect(throws: StoreError.inHand(first.number, who: "ann")) {
            try await store.label(first.number, by: "bob", as: "{}")
        }
        _ = try await store.label(first.number, by: "ann", as: "{\"agent\":\"a\"}")
        #expect(try await store.takeLabelItem(for: "ann", seconds: 600)?.run.trace == "run-0")
        // What is in hand for too long is given to others.
        _ = try await store.takeLabelItem(for: "bob", seconds: -1)
        #expect(try await store.takeLabelItem(for: "cid", seconds: 600)?.number == second.number)
        #expect(try await store.waitingLabelItems() == 2)
    }

    /// An item stays with the person whose program was killed, and with nobody else, until its time is over.
    @Test func theItemOfAKilledProcessComesBackToItsPersonAndLaterToOthers() async throws {
        let store = try Store(folder: folder("s"))
        try await Self.queue([0.9, 0.5], in: store)
        let peer = try Peer("take", folder("s"), "ann")
        let number = try #require(peer.line().flatMap { Int64($0) })
        peer.kill()
        #expect(try await store.takeLabelItem(for: "bob", seconds: 600)?.number != number)
        await #expect(throws: StoreError.inHand(number, who: "ann")) {
            try await store.label(number, by: "bob", as: "{}")
        }
        let again = try Peer("take", folder("s"), "ann")
        #expect(again.line() == "\(number)")
        again.kill()
        // Time passes: what ann has in hand is over.
        try await store.write { try $0.execute(sql: "UPDATE label_lease SET until = 0 WHERE who = 'ann'") }
        #expect(try await store.takeLabelItem(for: "cid", seconds: 600)?.number == number)
        _ = try await store.label(number, by: "cid", as: "{}")
        // Whoever comes back late does not label it a second time by mistake, but may as a second opinion.
        await #expect(throws: StoreError.labelled(number, who: "cid")) {
            try await store.label(number, by: "ann", as: "{}")
        }
        #expect(try await store.labelItems().first { $0.number == number }?.labels.map(\.who) == ["cid"])
        _ = try await store.label(number, by: "ann", as: "{}", isSecond: true)
        #expect(try await store.labelItems().first { $0.number == number }?.labels.map(\.who) == ["cid", "ann"])
    }

    @Test func aLabelIsUndoneAndAnotherPersonMaySayTheSame() async throws {
        let store = try Store(folder: folder("s"))
        try await Self.queue([0.5], in: store)
        #expect(try await store.undoLabel(by: "ann", seconds: 60) == nil)
        #expect(try await store.takeLabelItem(for: "bob", seconds: 600, isSecond: true) == nil)
        let item = try #require(try await store.takeLabelItem(for: "ann", seconds: 600))
        _ = try await store.label(item.number, by: "ann", as: "{\"agent\":\"a\"}")
        _ = try await store.label(item.number, by: "ann", as: "{\"agent\":\"b\"}")
        let second = try #require(try await store.takeLabelItem(for: "bob", seconds: 600, isSecond: true))
        #expect(second.labels.map(\.label) == ["{\"agent\":\"b\"}"])
        _ = try await store.label(item.number, by: "bob", as: "{\"agent\":\"a\"}", isSecond: true)
        #expect(try await store.labelItems()[0].labels.map(\.who) == ["ann", "bob"])
        #expect(try await store.undoLabel(by: "ann", seconds: 60)?.labels.map(\.who) == ["bob"])
        await #expect(throws: StoreError.noSuchItem(99)) { try await store.label(99, by: "ann", as: "{}") }
    }
}
