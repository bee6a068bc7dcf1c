import CreditEngine
import CreditStore
import Foundation
import TraceFiles

/// What a watch knows beside what is kept: the detectors and the sums, which the kept runs make again after a restart.
struct WatchState {
    let order: WatchOrder
    private let baseline: WatchBaseline?
    var summary = WatchSummary()
    /// The monitors by team; `nil` for teams that cannot be watched.
    private var monitors: [String: DriftMonitor?] = [:]
    private var notices: [String] = []
    /// Problems that nothing may be optimised on.
    private var sealed: Set<String> = []

    init(order: WatchOrder, baseline: WatchBaseline?) {
        (self.order, self.baseline) = (order, baseline)
        summary = WatchSummary(baseline)
    }

    /// What was noticed since the last time.
    mutating func takeNotices() -> [String] {
        defer { notices = [] }
        return notices
    }

    /// Brings sums and detectors to where the kept runs end; their alarms were told before.
    mutating func resume(_ store: Store, _ lease: WatchLease) async throws {
        var last: Int64 = 0
        while true {
            let runs = try await store.runs(of: lease, after: last)
            guard let end = runs.last else { break }
            for run in runs {
                guard let facts = Self.facts(run.facts) else { continue }
                summary.add(facts, at: nil)
                _ = monitored(facts)
            }
            last = end.number
        }
        summary.alarms = try await store.alarms(of: lease).count
        notices = []
    }

    /// The command of the last alarm that proposed one.
    static func lastCommand(_ store: Store, _ lease: WatchLease) async throws -> [String]? {
        try await store.alarms(of: lease).reversed().lazy.compactMap { kept in
            (try? JSONDecoder().decode(DriftAlarm.self, from: Data(kept.alarm.utf8)))?.command
        }.first
    }

    /// What is to be kept in one transaction, and then told.
    struct Pending {
        var step = WatchStep()
        var events: [WatchEvent] = []
    }

    /// Scores the runs of a batch and adds them to what is to be kept, all of them with the position of their file.
    mutating func take(
        _ batch: FollowedBatch, _ store: Store, _ lease: WatchLease, into pending: inout Pending
    ) async throws {
        if baseline != nil { sealed = try await store.sealedProblems() }
        let estimator = order.estimator
        let scored = try RunStream.map(batch.catalogue, runs: batch.runs.map(\.index)) { reader, run in
            Self.score(reader, run, batch.catalogue, estimator)
        }
        let places = batch.runs.map { (offset: $0.run.place.offset, run: $0.run.place.id) }
        let known = try await store.runs(of: lease, file: batch.file, at: places)
        pending.step.positions[batch.file] = try Watching.text(batch.position)
        for (index, run) in batch.runs.enumerated() {
            guard var scored = scored[index] else {
                notices.append("\(batch.position.path): run '\(run.run.place.id)' is lost: its file was cut meanwhile")
                continue
            }
            scored.path = batch.position.path
            let text = try Self.text(scored.facts)
            let earlier = known[index].flatMap { Self.facts($0.facts) }
            guard known[index]?.facts != text else { continue }
            summary.add(scored.facts, inPlaceOf: earlier, at: .now)
            // An outcome counts once, when it is first known.
            let alarms = earlier?.success == nil ? monitored(scored.facts) : []
            var entry = WatchStep.Entry(
                WatchedRun(
                    file: batch.file, offset: run.run.place.offset, run: run.run.place.id, end: run.run.end,
                    isWhole: run.run.isWhole, facts: text))
            entry.alarms = try alarms.map { try Self.text($0) }
            entry.item = queued(scored, alarms)
            pending.step.entries.append(entry)
            summary.alarms += alarms.count
            pending.events += [.run(scored, isRevised: earlier != nil)] + alarms.map { .alarm($0) }
        }
    }

    /// A run as it is scored; `nil` when its file is no longer what it was.
    private static func score(
        _ reader: TraceReader, _ run: Int, _ catalogue: Catalogue, _ estimator: TraceEstimator
    ) -> ScoredRun? {
        do {
            let trace = try reader.trace(run)
            return ScoredRun(facts: RunFacts(trace, estimator.estimate(trace)), trace: trace)
        } catch TraceFileError.changed {
            return nil
        } catch {
            let id = catalogue.entry(run)?.id ?? "number \(run + 1)"
            return ScoredRun(facts: RunFacts(unreadable: id, reason: "\(error)"), trace: nil)
        }
    }

    /// Takes a run into the monitor of its team; answers the alarms that it raises.
    private mutating func monitored(_ facts: RunFacts) -> [DriftAlarm] {
        guard let baseline, facts.unreadable == nil else { return [] }
        let team = facts.team ?? WatchBaseline.unnamed
        if monitors[team] == nil { monitors[team] = .some(monitor(team, baseline)) }
        guard var monitor = monitors[team] ?? nil else { return [] }
        var alarms = monitor.add(facts)
        monitors[team] = monitor
        for index in alarms.indices where [.success, .mode].contains(alarms[index].kind) {
            let problems = monitor.problems(since: alarms[index].onsetNumber ?? 1)
                .filter { $0.problem.map(sealed.contains) != true }
            alarms[index].command = RepairCommand(suite: facts.suite, problems, order).words
        }
        return alarms
    }

    private mutating func monitor(_ team: String, _ baseline: WatchBaseline) -> DriftMonitor? {
        guard let known = baseline.teams[team] else {
            let names = baseline.teams.keys.sorted().prefix(3).joined(separator: ", ")
            notices.append("no drift is watched for of team '\(team)': the baseline holds runs of \(names) only")
            return nil
        }
        do {
            return try DriftMonitor(team, known)
        } catch {
            notices.append("no drift is watched for of team '\(team)': \(error)")
            return nil
        }
    }

    /// Why a person should look at a run; `nil` when nobody needs to.
    private func queued(_ scored: ScoredRun, _ alarms: [DriftAlarm]) -> QueuedRun? {
        guard let trace = scored.trace else { return nil }
        let new = alarms.filter { $0.kind == .newMode }.flatMap(\.modes).map {
            "a kind of failure not seen before: \($0.mode) of \($0.agent)"
        }
        let reasons = scored.facts.doubts + new
        let isDrawn = Double.random(in: 0..<1) < order.chance
        guard !reasons.isEmpty || isDrawn else { return nil }
        var text = JSONText()
        NativeWriter.write(trace, form: .packed, to: &text)
        return QueuedRun(
            trace: trace.id, path: scored.path, reasons: reasons,
            record: text.string.trimmingCharacters(in: .newlines), value: new.isEmpty ? scored.facts.value : 1,
            chance: order.chance, isDrawn: isDrawn)
    }

    // MARK: As text

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func facts(_ text: String) -> RunFacts? {
        try? JSONDecoder().decode(RunFacts.self, from: Data(text.utf8))
    }
}
