internal import CreditEngine
internal import Synchronization

/// Calls under way by what they ask, so that equal requests at the same time are asked, and paid, once.
///
/// All who ask get the same answer or the same error. One who is cancelled leaves the others alone; the last one to be
/// cancelled ends the call, and hears when it has ended.
public final class ReplyFlights: Sendable {
    private struct Flight {
        var task: Task<Void, Never>
        var waiting: [Int: CheckedContinuation<ModelReply, any Error>]
    }

    private struct State {
        var last = 0
        var flights: [Int: Flight] = [:]
        /// The flights that others may join, by key.
        var open: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// Nothing under way.
    public init() {}

    /// How many wait for an answer.
    var waiting: Int { state.withLock { $0.flights.values.reduce(0) { $0 + $1.waiting.count } } }

    /// The answer under a key: of the call under way, else of `call`.
    ///
    /// Throws what the call throws, and `CancellationError`.
    func reply(for key: String, _ call: @escaping @Sendable () async throws -> ModelReply) async throws -> ModelReply {
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                join(key, number, continuation, call)
            }
        } onCancel: {
            leave(number)
        }
    }

    private func join(
        _ key: String, _ number: Int, _ continuation: CheckedContinuation<ModelReply, any Error>,
        _ call: @escaping @Sendable () async throws -> ModelReply
    ) {
        let isOver = state.withLock { state in
            if Task.isCancelled { return true }
            if let open = state.open[key] {
                state.flights[open]?.waiting[number] = continuation
                return false
            }
            // A flight is named by who asked first.
            state.open[key] = number
            state.flights[number] = Flight(
                task: Task {
                    let result: Result<ModelReply, any Error>
                    do { result = .success(try await call()) } catch { result = .failure(error) }
                    self.land(number, key, result)
                }, waiting: [number: continuation])
            return false
        }
        if isOver { continuation.resume(throwing: CancellationError()) }
    }

    private func land(_ flight: Int, _ key: String, _ result: Result<ModelReply, any Error>) {
        let waiting = state.withLock { state in
            if state.open[key] == flight { state.open[key] = nil }
            return state.flights.removeValue(forKey: flight)?.waiting ?? [:]
        }
        for continuation in waiting.values { continuation.resume(with: result) }
    }

    private func leave(_ number: Int) {
        let alone = state.withLock { state -> CheckedContinuation<ModelReply, any Error>? in
            guard let flight = state.flights.first(where: { $0.value.waiting[number] != nil })?.key else { return nil }
            if state.flights[flight]?.waiting.count ?? 0 > 1 {
                return state.flights[flight]?.waiting.removeValue(forKey: number)
            }
            // The last one waits until the call has ended; nobody joins it any more.
            state.open = state.open.filter { $0.value != flight }
            state.flights[flight]?.task.cancel()
            return nil
        }
        alone?.resume(throwing: CancellationError())
    }
}
