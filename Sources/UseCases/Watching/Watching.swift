package import CreditEngine
import CreditStore
import Foundation
package import TraceFiles

/// What is to be watched, and how.
package struct WatchOrder: Sendable {
    /// Files and folders; what is not there yet may come.
    package var paths: [String]
    /// How files are read.
    package var options: ReadingOptions
    /// How runs are scored.
    package var estimator: TraceEstimator
    /// Recorded runs that the stream is held against; `nil` watches for no drift.
    package var baseline: String?
    /// The store's folder; `nil` is the usual one.
    package var store: String?
    /// Seconds without a record after which a run of several records counts as finished.
    package var quiet: Double
    /// Whether to end when everything that is there has been scored.
    package var endsWhenIdle: Bool
    /// The team of the runs, for the command that an alarm proposes; `nil` where nobody says.
    package var team: String?
    /// The chance with which each run is queued for a person, whatever it is like.
    package var chance: Double
    /// Runs the command that an alarm proposes; `nil` leaves that to a person.
    package var repair: RepairOrder?

    package init(
        paths: [String], options: ReadingOptions, estimator: TraceEstimator, baseline: String?, store: String?,
        quiet: Double, endsWhenIdle: Bool, team: String?, chance: Double, repair: RepairOrder? = nil
    ) {
        (self.paths, self.options, self.estimator, self.baseline) = (paths, options, estimator, baseline)
        (self.store, self.quiet, self.endsWhenIdle, self.team, self.chance) = (store, quiet, endsWhenIdle, team, chance)
        self.repair = repair
    }

    /// What tells this watch from others: its paths, the same from wherever it is started.
    var name: String {
        let places = paths.map { path in
            guard let real = realpath(path, nil) else {
                return path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
            }
            defer { free(real) }
            return String(cString: real)
        }
        return places.sorted().joined(separator: "\n")
    }
}

/// How the command that an alarm proposes is run.
package struct RepairOrder: Sendable {
    /// This program's file.
    package var program: String
    /// The most rollouts of one command.
    package var budget: Double

    /// By the file that runs now; `nil` when the system does not say which one.
    package init?(budget: Double) {
        guard let path = Bundle.main.executablePath else { return nil }
        (program, self.budget) = (path, budget)
    }
}

/// What happens while runs are watched.
package enum WatchEvent: Sendable {
    /// A run is scored and kept.
    case run(ScoredRun, isRevised: Bool)
    /// Something has changed for the worse.
    case alarm(DriftAlarm)
    /// Something that a person should know, one sentence.
    case notice(String)
    /// The state of things, told again and again.
    case summary(WatchSummary)
}

/// A finished run as it was scored.
package struct ScoredRun: Sendable {
    /// What is kept of it.
    package var facts: RunFacts
    /// The run itself; `nil` when it could not be read.
    package var trace: Trace?
    /// The file that it came from.
    package var path = ""
}

/// Follows files, scores each run when it is finished, and keeps it together with the position of its file.
package enum Watching {
    /// Watches until the task is cancelled, or everything is scored where the order says so.
    ///
    /// Throws `StoreError`, also when another process watches the same paths into the store, `TraceFileError` of the
    /// baseline, and what `observer` throws.
    package static func run(
        _ order: WatchOrder, _ permit: Permit, observer: (WatchEvent) throws -> Void
    ) async throws {
        for path in order.paths where path == "-" {
            throw TraceFileError.unreadable(path: path, reason: "a pipe has no position to go on from; name a file")
        }
        let baseline = try order.baseline.map {
            try WatchBaseline($0, options: order.options, estimator: order.estimator)
        }
        for line in baseline?.lines ?? [] { try observer(.notice(line)) }
        let store = try Store(folder: order.store ?? Store.defaultFolder())
        let lease = try await store.watch(named: order.name)
        var state = WatchState(order: order, baseline: baseline)
        let repair = order.repair.map { AutomaticRepair(program: $0.program) }
        do {
            // What was begun for the last alarm goes on; where it was done nothing happens a second time.
            if let repair, let last = try await WatchState.lastCommand(store, lease) { await repair.begin(last) }
            try await follow(&state, store, lease, repair, observer)
        } catch {
            await repair?.cancel()
            try? await lease.release()
            throw error
        }
        try await lease.release()
    }

    private static func follow(
        _ state: inout WatchState, _ store: Store, _ lease: WatchLease, _ repair: AutomaticRepair?,
        _ observer: (WatchEvent) throws -> Void
    ) async throws {
        try await state.resume(store, lease)
        let positions = try await store.positions(of: lease).compactMapValues(Self.position)
        let follower = TraceFollower(
            paths: state.order.paths, options: state.order.options, quiet: .seconds(state.order.quiet), known: positions
        ) { file in
            try await store.runs(of: lease, file: file, from: positions[file]?.offset ?? 0).map {
                FollowedRun(place: RunPlace(offset: $0.offset, id: $0.run), end: $0.end, isWhole: $0.isWhole)
            }
        }
        try observer(.summary(state.summary))
        while true {
            try Task.checkCancellation()
            let start = ContinuousClock.now
            let batches = await follower.poll()
            var pending = WatchState.Pending()
            for (index, batch) in batches.enumerated() {
                try await state.take(batch, store, lease, into: &pending)
                // Many small files share a transaction.
                guard pending.step.entries.count >= together || index == batches.count - 1 else { continue }
                pending.step.snapshot = try state.snapshotIfDue()
                _ = try await store.keep(pending.step, of: lease)
                for event in pending.events {
                    try observer(event)
                    if case .alarm(let alarm) = event, let command = alarm.command { await repair?.begin(command) }
                }
                pending = WatchState.Pending()
            }
            let notices = await follower.takeNotices() + state.takeNotices() + (repair?.takeNotices() ?? [])
            for notice in notices { try observer(.notice(notice)) }
            state.summary.queued = try await store.waitingLabelItems()
            try observer(.summary(state.summary))
            guard batches.allSatisfy(\.runs.isEmpty) else { continue }
            if state.order.endsWhenIdle, await !follower.isWaiting {
                await repair?.wait()
                for notice in await repair?.takeNotices() ?? [] { try observer(.notice(notice)) }
                return
            }
            // A large folder is not walked all the time.
            try await Task.sleep(for: max(pause, ContinuousClock.now - start))
        }
    }

    /// Runs that are kept in one transaction, or more where one batch brings more.
    private static let together = 128
    /// The pause between two looks at the files.
    private static let pause = Duration.milliseconds(250)

    private static func position(_ text: String) -> FollowPosition? {
        try? JSONDecoder().decode(FollowPosition.self, from: Data(text.utf8))
    }

    static func text(_ position: FollowPosition) throws -> String {
        String(decoding: try JSONEncoder().encode(position), as: UTF8.self)
    }
}
