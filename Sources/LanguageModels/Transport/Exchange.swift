internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// One request and its response, between the session's delegate, the reader and the clock.
final class Exchange: Sendable {
    private enum Phase { case connecting, waiting, receiving, ended }

    private struct State {
        var phase = Phase.connecting
        var head: CheckedContinuation<HTTPResponse, any Error>?
        var received = 0
        var lastStep = ContinuousClock.now
        var watch: Task<Void, Never>?
    }

    private let task: URLSessionTask
    private let limits: TransportLimits
    private let started = ContinuousClock.now
    private let body: AsyncThrowingStream<[UInt8], any Error>
    private let pieces: AsyncThrowingStream<[UInt8], any Error>.Continuation
    private let state = Mutex(State())

    init(task: URLSessionTask, limits: TransportLimits) {
        self.task = task
        self.limits = limits
        (body, pieces) = AsyncThrowingStream.makeStream()
        pieces.onTermination = { [weak self] reason in
            if case .cancelled = reason { self?.end(with: CancellationError()) }
        }
    }

    /// Begins; the continuation gets the head or the fault.
    func start(_ head: CheckedContinuation<HTTPResponse, any Error>) {
        let begins = state.withLock { state in
            guard state.phase != .ended else { return false }
            state.head = head
            watch(&state)
            return true
        }
        guard begins else {
            head.resume(throwing: CancellationError())
            return
        }
        task.resume()
    }

    /// The connection stands: the body is leaving.
    func sent() {
        state.withLock { state in
            guard state.phase == .connecting else { return }
            state.phase = .waiting
            state.lastStep = .now
            watch(&state)
        }
    }

    /// The response's head is here.
    func receive(_ response: HTTPURLResponse) {
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            headers["\(name)".lowercased()] = "\(value)"
        }
        let head = state.withLock { state in
            defer { state.head = nil }
            guard state.phase != .ended else {
                // What follows a refused redirect is not waited for.
                task.cancel()
                return nil as CheckedContinuation<HTTPResponse, any Error>?
            }
            state.phase = .receiving
            state.lastStep = .now
            watch(&state)
            return state.head
        }
        head?.resume(returning: HTTPResponse(status: response.statusCode, headers: headers, body: body))
    }

    /// A piece of the body is here.
    ///
    /// Nothing holds the server back, so the size is capped here.
    func receive(_ data: Data) {
        let fits = state.withLock { state in
            state.received += data.count
            state.lastStep = .now
            return state.received <= limits.bodyBytes
        }
        if fits { pieces.yield(Array(data)) } else { end(with: TransportFault.bodyTooLarge(limit: limits.bodyBytes)) }
    }

    /// The server sends us elsewhere: ends, and refuses while the session still waits for a decision.
    ///
    /// The session stops the process when a decision comes after a cancellation, so both happen under the lock, and the
    /// task is cancelled only when it goes on.
    func redirect(to target: String, refuse: () -> Void) {
        end(with: TransportFault.redirected(to: target), by: refuse)
    }

    /// Ends with a fault, or well; only the first end counts.
    func end(with fault: (any Error)?) {
        end(with: fault) { if fault != nil { task.cancel() } }
    }

    private func end(with fault: (any Error)?, by stop: () -> Void) {
        let (head, watch, first) = state.withLock { state in
            defer {
                state.phase = .ended
                state.head = nil
                state.watch = nil
            }
            if state.phase != .ended { stop() }
            return (state.head, state.watch, state.phase != .ended)
        }
        guard first else { return }
        watch?.cancel()
        head?.resume(throwing: fault ?? TransportFault.disconnected)
        pieces.finish(throwing: fault)
    }

    /// The limit that passes next, and when.
    private var deadline: (stage: TransportFault.Stage, at: ContinuousClock.Instant)? {
        state.withLock { state in
            let next: (TransportFault.Stage, Duration)
            switch state.phase {
            case .connecting: next = (.connect, limits.connect)
            case .waiting: next = (.firstByte, limits.firstByte)
            case .receiving: next = (.idle, limits.idle)
            case .ended: return nil
            }
            let (step, whole) = (state.lastStep + next.1, started + limits.total)
            return step < whole ? (next.0, step) : (.total, whole)
        }
    }

    /// Watches a new phase, whose limit may pass before that of the last one.
    private func watch(_ state: inout State) {
        state.watch?.cancel()
        state.watch = Task { await watchLimits() }
    }

    /// Ends the exchange when a limit passes; cancelled when it ends by itself.
    private func watchLimits() async {
        while let (stage, at) = deadline {
            if at <= .now {
                end(with: TransportFault.timedOut(stage))
                return
            }
            do { try await Task.sleep(until: at, clock: .continuous) } catch { return }
        }
    }
}
