import Foundation

/// Lets as many runs of a program go on at once as the processors carry.
///
/// A run's *weight* is the processors that it keeps busy: its seconds of processor time by its seconds. The first runs, one
/// a processor, go side by side and tell it; then `processors / weight` runs may be under way, by the weight of the latest
/// runs: replays that are answered from the record do not wait for models, and those that come after them do. A program
/// that waits for its models weighs little, and all go on that were asked for; one that starts anew with all its libraries
/// for each run weighs about 1, and more of them at once only wait for each other.
actor RunAdmission {
    /// A run that was let in.
    struct Ticket {
        fileprivate let begin: ContinuousClock.Instant
    }

    private struct Waiting {
        let id: Int
        let place: CheckedContinuation<Void, any Error>
    }

    private let processors: Int
    private let told: @Sendable (_ runs: Int, _ weight: Double) -> Void
    private var limit: Int
    /// Those of the latest runs, one a processor at most.
    private var weights: [Double] = []
    private var isTold = false
    private var running = 0
    private var entered = 0
    private var waiting: [Waiting] = []

    /// Lets one run a processor in.
    ///
    /// - Parameter told: gets the number of runs at once and their weight, once, when they are first known.
    init(
        processors: Int = ProcessInfo.processInfo.activeProcessorCount,
        told: @escaping @Sendable (_ runs: Int, _ weight: Double) -> Void
    ) {
        (self.processors, self.told, limit) = (max(1, processors), told, max(1, processors))
    }

    /// The runs that so many processors carry, from 1.
    static func runs(weighing weight: Double, on processors: Int) -> Int {
        max(1, Int(min(1_000, (Double(processors) / max(weight, 0.001)).rounded())))
    }

    /// Waits until a run may begin; throws `CancellationError`.
    func enter() async throws -> Ticket {
        try Task.checkCancellation()
        entered += 1
        let id = entered
        if running < limit {
            running += 1
        } else {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { (place: CheckedContinuation<Void, any Error>) in
                    if Task.isCancelled { return place.resume(throwing: CancellationError()) }
                    waiting.append(Waiting(id: id, place: place))
                }
            } onCancel: {
                Task { await self.leave(waiting: id) }
            }
        }
        return Ticket(begin: .now)
    }

    /// A run is over.
    ///
    /// - Parameter processorSeconds: the processor time that it took; `nil` when nobody knows.
    func leave(_ ticket: Ticket, processorSeconds: Double?) {
        running -= 1
        if let processorSeconds {
            weights = (weights + [processorSeconds / max(0.001, (.now - ticket.begin) / .seconds(1))]).suffix(
                processors)
            if weights.count == processors {
                let weight = weights.reduce(0, +) / Double(weights.count)
                limit = Self.runs(weighing: weight, on: processors)
                if !isTold { told(limit, weight) }
                isTold = true
            }
        }
        while running < limit, !waiting.isEmpty {
            running += 1
            waiting.removeFirst().place.resume()
        }
    }

    private func leave(waiting id: Int) {
        guard let place = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: place).place.resume(throwing: CancellationError())
    }
}
