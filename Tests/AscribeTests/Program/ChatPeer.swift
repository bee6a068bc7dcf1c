import Foundation

/// A small server on this machine that speaks chat completions: what it says depends on nothing but the request's body.
///
/// From a given answer on it can fall silent, so that a test knows exactly what was answered when it ends the client.
final class ChatPeer: @unchecked Sendable {
    let port: UInt16
    private let listener: Int32
    private let condition = NSCondition()
    private var answeredBodies: [String] = []
    private var keys: Set<String> = []
    private var limit = Int.max
    private var hanging = 0
    /// Whether it answers a judge's question, which is asked at temperature 0, with scores.
    private let judges: Bool

    init(judges: Bool = false) throws {
        self.judges = judges
        // Not for the children of other tests.
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (bound, size) = (listener, length)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(bound, pointer, size) == 0 && listen(bound, 64) == 0 && getsockname(bound, pointer, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in serve() }
    }

    /// Ends the server.
    func stop() {
        fallSilent(after: .max)
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The bodies of all requests that were answered, sorted.
    var answered: [String] { condition.withLock { answeredBodies.sorted() } }
    /// The authorization headers that came.
    var authorizations: Set<String> { condition.withLock { keys } }

    /// Answers only so many requests in all; later ones hang until the limit is raised.
    func fallSilent(after limit: Int) {
        condition.withLock {
            self.limit = limit
            condition.broadcast()
        }
    }

    /// Waits until a request hangs; `false` after a minute.
    func waitUntilAsked() -> Bool {
        let end = Date(timeIntervalSinceNow: 60)
        return condition.withLock {
            while hanging == 0 { guard condition.wait(until: end) else { return false } }
            return true
        }
    }

    /// Waits until no request hangs any more, because whoever asked has gone away; `false` after a minute.
    func waitUntilLeft() -> Bool {
        let end = Date(timeIntervalSinceNow: 60)
        return condition.withLock {
            while hanging > 0 { guard condition.wait(until: end) else { return false } }
            return true
        }
    }

    private func serve() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            Thread.detachNewThread { [self] in talk(client) }
        }
    }

    private func talk(_ client: Int32) {
        defer { close(client) }
        guard let request = read(client) else { return }
        let isAllowed = condition.withLock {
            keys.formUnion(
                request.head.split(separator: "\r\n").filter { $0.lowercased().hasPrefix("authorization:") }.map(
                    String.init))
            guard answeredBodies.count >= limit else { return take(request.body) }
            hanging += 1
            condition.broadcast()
            while answeredBodies.count >= limit {
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.05))
                // A client that is gone is not answered any more.
                var byte: UInt8 = 0
                if recv(client, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0 {
                    hanging -= 1
                    condition.broadcast()
                    return false
                }
            }
            hanging -= 1
            return take(request.body)
        }
        guard isAllowed else { return }
        let reply = Array(reply(to: request.body).utf8)
        _ = send(client, reply, reply.count, Int32(MSG_NOSIGNAL))
    }

    private func take(_ body: String) -> Bool {
        answeredBodies.append(body)
        return true
    }

    private func read(_ client: Int32) -> (head: String, body: String)? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let head = String(text[..<end.lowerBound])
            let length = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
            let body = bytes.count - head.utf8.count - 4
            if let length, body >= length { return (head, String(text[end.upperBound...])) }
        }
    }

    /// An answer of 1 or 2 that hangs on the request's seed and words.
    private func reply(to body: String) -> String {
        let hash = body.utf8.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        let scores = (1...3).map { #"\"\#($0)\":{\"own\":0.\#(hash % 9),\"group\":0.5}"# }.joined(separator: ",")
        let words =
            judges && body.contains(/"temperature":0[,}]/)
            ? #"{\"scores\":{\#(scores)},\"state\":0.5}"#
            : "I looked at it (\(hash % 97)). The answer is \((hash >> 20) % 2 + 1)."
        let json =
            #"{"model":"peer","choices":[{"message":{"role":"assistant","content":"\#(words)"},"finish_reason":"stop"}],"#
            + #""usage":{"prompt_tokens":20,"completion_tokens":8}}"#
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + "Content-Length: \(json.utf8.count)\r\n\r\n\(json)"
    }
}
