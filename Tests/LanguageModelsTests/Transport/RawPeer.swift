import Foundation
import Synchronization

/// A small TCP peer on this machine that sends what no real server would.
final class RawPeer: Sendable {
    enum Step: Sendable {
        case send(String)
        /// What is no text.
        case sendBytes([UInt8])
        /// So many bytes, or as many as the other side takes.
        case flood(Int)
        /// The same text again and again until the other side hangs up.
        case again(String)
        /// Nothing more, and nobody hangs up.
        case silence
    }

    let port: UInt16
    private let listener: Int32
    private let received = Mutex<[String]>([])
    private let isOver = Mutex(false)

    /// What clients sent first.
    var requests: [String] { received.withLock { $0 } }

    /// - Parameter accepts: whether connections are taken; otherwise they hang, with the queue full.
    convenience init(_ steps: [Step], accepts: Bool = true) throws {
        try self.init(accepts: accepts) { _ in steps }
    }

    /// - Parameter steps: what is done for a request, whose head and body are given.
    init(accepts: Bool = true, answering steps: @escaping @Sendable (String) -> [Step]) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (bound, size) = (listener, length)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(bound, pointer, size) == 0 && listen(bound, accepts ? 64 : 0) == 0
                    && getsockname(bound, pointer, &length) == 0
            }
        }
        guard status else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        if accepts {
            Thread.detachNewThread { [self] in serve(steps) }
        } else {
            for _ in 0..<4 { fill(address) }
        }
    }

    /// Ends the peer; connections that are silent end too.
    func stop() {
        isOver.withLock { $0 = true }
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// A connection that nobody takes, so that the next ones hang.
    private func fill(_ address: sockaddr_in) {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        withUnsafePointer(to: address) {
            _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Head and body; `nil` when the client hangs up before.
    private func read(_ client: Int32, _ buffer: inout [UInt8]) -> String? {
        var bytes: [UInt8] = []
        while true {
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let length = text[..<end.lowerBound].split(separator: "\r\n")
                .first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
            if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
        }
    }

    private func serve(_ steps: @escaping @Sendable (String) -> [Step]) {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            Thread.detachNewThread { [self] in talk(client, steps) }
        }
    }

    private func talk(_ client: Int32, _ steps: @Sendable (String) -> [Step]) {
        defer { close(client) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        guard let request = read(client, &buffer) else { return }
        received.withLock { $0.append(request) }
        for step in steps(request) {
            switch step {
            case .send(let text):
                let bytes = Array(text.utf8)
                guard send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return }
            case .sendBytes(let bytes):
                guard send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return }
            case .again(let text):
                let bytes = Array(text.utf8)
                while send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) > 0 {}
                return
            case .flood(let size):
                let block = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
                var left = size
                while left > 0 {
                    let sent = send(client, block, min(block.count, left), Int32(MSG_NOSIGNAL))
                    guard sent > 0 else { return }
                    left -= sent
                }
            case .silence:
                // Ends when the client hangs up or the test is over.
                var waiting = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
                while !isOver.withLock({ $0 }) {
                    if poll(&waiting, 1, 50) > 0, recv(client, &buffer, buffer.count, 0) <= 0 { return }
                }
            }
        }
    }
}
