internal import CTransfer
internal import Foundation
internal import Synchronization

/// A request that is to be sent.
struct OutgoingTransfer: Sendable {
    /// `POST`, `GET` and the like.
    var method: String
    /// The whole address.
    var address: String
    /// Header lines without their ends.
    var headers: [String]
    /// The body.
    var body: [UInt8]
    /// Who hears about it.
    var exchange: Exchange
}

/// The thread that sends and receives for all requests of one client; it sleeps while nothing can be sent or received.
///
/// It starts with the first request and ends when its client is gone and nothing is under way.
final class TransferLoop: Sendable {
    private enum Order {
        case begin(OutgoingTransfer)
        case cancel(Exchange)
    }

    private struct State {
        var orders: [Order] = []
        var isOver = false
        var isRunning = false
        /// Only to wake it, and only under the lock.
        var set: LibrarySet?
        var steps = 0
    }

    /// The library's own; one thread uses it, others may wake it.
    private struct LibrarySet: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    /// Milliseconds of the longest sleep; everything that matters wakes the thread.
    private static let longestSleep: Int32 = 10_000

    private let connections: Int
    private let state = Mutex(State())

    /// A loop with so many connections at most to one host.
    init(connections: Int) { self.connections = connections }

    /// How often the thread has woken: what waiting costs.
    var steps: Int { state.withLock { $0.steps } }

    /// Sends a request; its exchange hears what comes of it.
    func begin(_ transfer: OutgoingTransfer) {
        let starts = order(.begin(transfer)) { state in
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if starts { Thread.detachNewThread { [self] in run() } }
    }

    /// Hangs up; nothing happens when the request has ended.
    func cancel(_ exchange: Exchange) { _ = order(.cancel(exchange)) { _ in false } }

    /// Lets the thread end when nothing is under way any more.
    func end() {
        state.withLock { state in
            state.isOver = true
            if let set = state.set { ascribe_transfers_wake(set.pointer) }
        }
    }

    private func order(_ order: Order, _ next: (inout State) -> Bool) -> Bool {
        state.withLock { state in
            state.orders.append(order)
            if let set = state.set { ascribe_transfers_wake(set.pointer) }
            return next(&state)
        }
    }

    private func run() {
        guard let set = ascribe_transfers_make(connections) else { return refuseAll() }
        let shared = LibrarySet(pointer: set)
        state.withLock { $0.set = shared }
        var underWay = TransfersUnderWay(set)
        while true {
            let (orders, isOver) = state.withLock { state in
                defer { state.orders = [] }
                state.steps += 1
                return (state.orders, state.isOver)
            }
            for order in orders {
                switch order {
                case .begin(let transfer): underWay.begin(transfer)
                case .cancel(let exchange): underWay.remove(exchange)
                }
            }
            if isOver, underWay.isEmpty { break }
            ascribe_transfers_step(set)
            underWay.finishEnded()
            ascribe_transfers_sleep(set, Self.longestSleep)
        }
        state.withLock { $0.set = nil }
        ascribe_transfers_free(set)
    }

    /// Without the library every request fails, the later ones too.
    private func refuseAll() {
        while true {
            let orders = state.withLock { state in
                defer { state.orders = [] }
                if state.orders.isEmpty { state.isRunning = false }
                return state.orders
            }
            guard !orders.isEmpty else { return }
            for case .begin(let transfer) in orders { transfer.exchange.end(with: TransportFault.noClient) }
        }
    }
}
