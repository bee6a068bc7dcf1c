import CreditEngine
import CreditStore
import Foundation
import TraceFiles

/// What a watch knows beside the runs that are kept: the detectors and the sums.
///
/// A snapshot of it is kept now and then with a step. After a restart it goes on from there with the runs that were kept
/// later; where there is no snapshot of use, all kept runs make it again.
struct WatchState {
    let order: WatchOrder
    private let baseline: WatchBaseline?
    var summary = WatchSummary()
    /// The monitors by team; `nil` for teams that cannot be watched.
    private var monitors: [String: DriftMonitor?] = [:]
    private var notices: [String] = []
    /// Runs that were kept since the last snapshot.
    private var unsaved = 0
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
        let kept = try await store.snapshot(of: lease, on: WatchMemory.basis(baseline))
        if let kept, let memory = try? WatchMemory(kept.state), let known = try? remembered(memory.monitors) {
            (summary, monitors) = (memory.summary, known)
            for change in try await store.changes(of: lease) { again(change.facts, inPlaceOf: change.earlier) }
        } else {
            try await resumeFromAllRuns(store, lease)
        }
        summary.alarms = try await store.alarms(of: lease).count
        notices = []
        var step = WatchStep()
        step.snapshot = try snapshotIfDue()
        if step.snapshot != nil { _ = try await store.keep(step, of: lease) }
    }

    private mutating func resumeFromAllRuns(_ store: Store, _ lease: WatchLease) async throws {
        var last: Int64 = 0
        while true {
            let runs = try await store.runs(of: lease, after: last)
            guard let end = runs.last else { return }
            for run in runs { again(run.facts, inPlaceOf: nil) }
            last = end.number
        }
    }

    /// Takes in what was kept of a run by an earlier start.
    private mutating func again(_ text: String, inPlaceOf earlier: String?) {
        guard let facts = Self.facts(text) else { return }
        let earlier = earlier.flatMap(Self.facts)
        summary.add(facts, inPlaceOf: earlier, at: nil)
        if earlier?.success == nil { _ = monitored(facts) }
        unsaved += 1
    }

    /// The monitors of a snapshot; throws what they throw when they cannot go on from it.
    private func remembered(_ memories: [String: DriftMonitor.Memory?]) throws -> [String: DriftMonitor?] {
        guard let baseline else { return [:] }
        var monitors: [String: DriftMonitor?] = [:]
        for (team, memory) in memories {
            let known = try memory.flatMap { memory in
                try baseline.teams[team].map { try DriftMonitor(team, $0, memory: memory) }
            }
            monitors.updateValue(known, forKey: team)
        }
        return monitors
    }

    /// What is known now, when enough was kept since the last snapshot: 500 runs, or an eighth of those that it holds.
    mutating func snapshotIfDue() throws -> WatchSnapshot? {
        let held = monitors.values.reduce(0) { $0 + ($1?.held ?? 0) }
        guard unsaved >= max(Self.fewestUnsaved, held / 8) else { return nil }
        unsaved = 0
        let memory = WatchMemory(summary: summary, monitors: monitors.mapValues { $0?.memory })
        return WatchSnapshot(basis: WatchMemory.basis(baseline), state: try memory.data)
    }

    private static let fewestUnsaved = 500

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
            guard let text = written(scored) else { continue }
            let earlier = known[index].flatMap { Self.facts($0.facts) }
            guard known[index]?.facts != text else { continue }
            summary.add(scored.facts, inPlaceOf: earlier, at: .now)
            // An outcome counts once, when it is first known.
            let alarms = earlier?.success == nil ? proposing(monitored(scored.facts), scored.facts) : []
            var entry = WatchStep.Entry(
                WatchedRun(
                    file: batch.file, offset: run.run.place.offset, run: run.run.place.id, end: run.run.end,
                    isWhole: run.run.isWhole, facts: text))
            entry.alarms = alarms.compactMap { alarm in written(alarm, of: scored) }
            entry.item = queued(scored, alarms)
            pending.step.entries.append(entry)
            unsaved += 1
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
        let alarms = monitor.add(facts)
        monitors[team] = monitor
        return alarms
    }

    /// Alarms with the commands that they propose, for which a file of problems is written.
    private func proposing(_ alarms: [DriftAlarm], _ facts: RunFacts) -> [DriftAlarm] {
        alarms.map { alarm in
            guard [.success, .mode].contains(alarm.kind), let monitor = monitors[alarm.team] ?? nil else {
                return alarm
            }
            let problems = monitor.problems(since: alarm.onsetNumber ?? 1)
                .filter { $0.problem.map(sealed.contains) != true }
            var alarm = alarm
            alarm.command = RepairCommand(suite: facts.suite, problems, order).words
            return alarm
        }
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

    /// What is kept of a run, as text; `nil` for a run that cannot be kept, which is noted: the others go on.
    mutating func written(_ scored: ScoredRun) -> String? { written(scored.facts, of: scored) }

    private mutating func written(_ value: some Encodable, of run: ScoredRun) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            notices.append(
                "\(run.path): run '\(run.facts.id)' is skipped, because what is known of it cannot be written: one of its "
                    + "figures is no finite number; look for it with 'ascribe check', and put it right")
            return nil
        }
    }

    private static func facts(_ text: String) -> RunFacts? {
        try? JSONDecoder().decode(RunFacts.self, from: Data(text.utf8))
    }
}
