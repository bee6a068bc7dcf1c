internal import Foundation
internal import Synchronization

/// One request and its response, between the loop that transfers, the reader and the clock.
final class Exchange: Sendable {
    private enum Phase { case connecting, waiting, receiving, ended }

    private struct State {
        var phase = Phase.connecting
        var head: CheckedContinuation<HTTPResponse, any Error>?
        var received = 0
        var lastStep = ContinuousClock.now
        var watch: Task<Void, Never>?
        var whenEnded: (@Sendable () -> Void)?
        var reading = ResponseHead()
    }

    private let address: URL
    private let limits: TransportLimits
    private let started = ContinuousClock.now
    private let body: AsyncThrowingStream<[UInt8], any Error>
    private let pieces: AsyncThrowingStream<[UInt8], any Error>.Continuation
    private let state = Mutex(State())

    init(to address: URL, limits: TransportLimits) {
        self.address = address
        self.limits = limits
        (body, pieces) = AsyncThrowingStream.makeStream()
        pieces.onTermination = { [weak self] reason in
            if case .cancelled = reason { self?.end(with: CancellationError()) }
        }
    }

    /// What to do once when this ends for any reason but a complete response.
    func whenEnded(_ act: @escaping @Sendable () -> Void) { state.withLock { $0.whenEnded = act } }

    /// Begins; the continuation gets the head or the fault.
    ///
    /// `false` when this has ended before.
    func start(_ head: CheckedContinuation<HTTPResponse, any Error>) -> Bool {
        let begins = state.withLock { state in
            guard state.phase != .ended else { return false }
            state.head = head
            watch(&state)
            return true
        }
        if !begins { head.resume(throwing: CancellationError()) }
        return begins
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

    /// A line of the response's head is here; `false` when nothing more is wanted.
    func receive(headLine line: String) -> Bool {
        let response = state.withLock { state in
            guard state.phase == .connecting || state.phase == .waiting else { return nil as ResponseHead? }
            return state.reading.add(line) ? state.reading : nil
        }
        guard let response else { return !hasEnded }
        if let target = response.redirection(from: address) {
            // Following would send body and key to whatever origin the answer names.
            end(with: TransportFault.redirected(to: target))
            return false
        }
        let head = state.withLock { state in
            defer { state.head = nil }
            guard state.phase != .ended else { return nil as CheckedContinuation<HTTPResponse, any Error>? }
            state.phase = .receiving
            state.lastStep = .now
            watch(&state)
            return state.head
        }
        head?.resume(returning: HTTPResponse(status: response.status, headers: response.headers, body: body))
        return head != nil
    }

    /// A piece of the body is here; `false` when nothing more is wanted.
    ///
    /// Nothing holds the server back, so the size is capped here.
    func receive(_ bytes: [UInt8]) -> Bool {
        let (isWanted, fits) = state.withLock { state in
            state.received += bytes.count
            state.lastStep = .now
            return (state.phase == .receiving, state.received <= limits.bodyBytes)
        }
        guard isWanted else { return false }
        if fits { pieces.yield(bytes) } else { end(with: TransportFault.bodyTooLarge(limit: limits.bodyBytes)) }
        return fits
    }

    /// Whether nothing more is wanted.
    var hasEnded: Bool { state.withLock { $0.phase == .ended } }

    /// Ends with a fault, or well; only the first end counts.
    func end(with fault: (any Error)?) {
        let (head, watch, stop, first) = state.withLock { state in
            defer {
                state.phase = .ended
                state.head = nil
                state.watch = nil
                state.whenEnded = nil
            }
            return (state.head, state.watch, state.whenEnded, state.phase != .ended)
        }
        guard first else { return }
        watch?.cancel()
        if fault != nil { stop?() }
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
