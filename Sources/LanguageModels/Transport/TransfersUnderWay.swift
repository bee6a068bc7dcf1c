internal import CTransfer

/// The requests of one loop, known by their exchanges; used on its thread only.
struct TransfersUnderWay {
    private struct Entry {
        var transfer: OpaquePointer
        /// Keeps the exchange alive that the library knows by its address.
        var exchange: Exchange
    }

    private let set: OpaquePointer
    private var entries: [ObjectIdentifier: Entry] = [:]

    /// Nothing under way in a set of the library.
    init(_ set: OpaquePointer) { self.set = set }

    /// Whether nothing is under way.
    var isEmpty: Bool { entries.isEmpty }

    /// Hands a request to the library, unless its exchange has ended meanwhile.
    mutating func begin(_ outgoing: OutgoingTransfer) {
        let exchange = outgoing.exchange
        guard !exchange.hasEnded else { return }
        let listener = ascribe_listener(
            context: Unmanaged.passUnretained(exchange).toOpaque(), sent: { Self.exchange($0)?.sent() },
            head: { context, bytes, count in
                Self.exchange(context)?.receive(headLine: String(decoding: Self.bytes(bytes, count), as: UTF8.self))
                    ?? false
            },
            body: { context, bytes, count in Self.exchange(context)?.receive(Self.bytes(bytes, count)) ?? false })
        let lines = outgoing.headers.map { Array($0.utf8CString) }
        let transfer = Self.withPointers(to: lines) { headers in
            ascribe_transfers_begin(
                set, outgoing.method, outgoing.address, headers, headers.count, outgoing.body, outgoing.body.count,
                listener)
        }
        guard let transfer else { return exchange.end(with: TransportFault.disconnected) }
        entries[ObjectIdentifier(exchange)] = Entry(transfer: transfer, exchange: exchange)
    }

    /// Takes a request away, ended or not.
    mutating func remove(_ exchange: Exchange) {
        guard let entry = entries.removeValue(forKey: ObjectIdentifier(exchange)) else { return }
        ascribe_transfers_remove(set, entry.transfer)
    }

    /// Tells the exchanges of all requests that have ended, and takes them away.
    mutating func finishEnded() {
        var end = ASCRIBE_TRANSFER_DONE
        while let transfer = ascribe_transfers_ended(set, &end) {
            guard let exchange = entries.values.first(where: { $0.transfer == transfer })?.exchange else { continue }
            remove(exchange)
            exchange.end(with: Self.fault(end))
        }
    }

    private static func fault(_ end: ascribe_transfer_end) -> TransportFault? {
        switch end {
        case ASCRIBE_TRANSFER_DONE: nil
        case ASCRIBE_TRANSFER_UNRESOLVABLE: .unresolvable
        case ASCRIBE_TRANSFER_UNREACHABLE: .unreachable
        case ASCRIBE_TRANSFER_UNTRUSTED: .untrusted
        default: .disconnected
        }
    }

    private static func exchange(_ context: UnsafeMutableRawPointer?) -> Exchange? {
        context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func bytes(_ start: UnsafePointer<CChar>?, _ count: Int) -> [UInt8] {
        Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The texts as C has lists of them.
    private static func withPointers<Result>(
        to texts: [[CChar]], _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        // One block for all, so that no pointer outlives what it points to.
        let all = texts.flatMap { $0 }
        return all.withUnsafeBufferPointer { block in
            var (pointers, start) = ([UnsafePointer<CChar>?](), 0)
            for text in texts {
                pointers.append(block.baseAddress?.advanced(by: start))
                start += text.count
            }
            return body(pointers)
        }
    }
}
