import CreditEngine
import Foundation
import Testing

@testable import LanguageModels

@Suite("The system's HTTP client", .timeLimit(.minutes(10)))
struct CurlTransportTests {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"

    /// Short limits: they are what is tested, not how long they are.
    private static func request(
        _ steps: [RawPeer.Step], accepts: Bool = true, limits: TransportLimits
    ) async throws -> (fault: (any Error)?, status: Int?, body: [UInt8], peer: RawPeer) {
        let peer = try RawPeer(steps, accepts: accepts)
        defer { peer.stop() }
        let transport = CurlTransport(environment: [:])
        let request = HTTPRequest(
            address: "http://127.0.0.1:\(peer.port)/v1/x?", headers: ["X-Team": "blue"],
            key: .init(name: "Authorization", prefix: "Bearer ", secret: Secret(canary)), body: Array("{}".utf8))
        var (status, body): (Int?, [UInt8]) = (nil, [])
        do {
            let response = try await transport.send(request, within: limits)
            status = response.status
            for try await piece in response.body { body += piece }
            return (nil, status, body, peer)
        } catch {
            return (error, status, body, peer)
        }
    }

    private static let long = TransportLimits()

    @Test("A request arrives as it was made, and a body in pieces")
    func sends() async throws {
        let result = try await Self.request(
            [.send(Self.head + "Content-Length: 6\r\n\r\nabc"), .send("def")], limits: Self.long)
        #expect(result.fault == nil && result.status == 200 && result.body == Array("abcdef".utf8))
        let sent = try #require(result.peer.requests.first)
        #expect(sent.hasPrefix("POST /v1/x? HTTP/1.1\r\n"))
        #expect(sent.contains("Authorization: Bearer \(canary)\r\n") && sent.contains("X-Team: blue\r\n"))
        #expect(!sent.contains("Cookie"))
    }

    /// `{"choices":[{"message":{"content":"18"}}]}`, packed.
    private static let packed = [
        "gzip": "H4sIAAAAAAACA6tWSs7Iz0xOLVayiq5Wyk0tLk5MT1WyqlZKzs8rSc0rUbJSMrRQqq2NrQUA/XatJSoAAAA=",
        "deflate, raw": "q1ZKzsjPTE4tVrKKrlbKTS0uTkxPVbKqVkrOzytJzStRslIytFCqrY2tBQA=",
        "deflate": "eJyrVkrOyM9MTi1WsoquVspNLS5OTE9VsqpWSs7PK0nNK1GyUjK0UKqtja0FAD4JDoY=",
    ]
    /// 100 000 spaces, packed by gzip.
    private static let spaces =
        "H4sIAAAAAAACA+3BMQEAAADCoCrrn9IaHkABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAArwYt8HnKoIYBAA=="

    @Test("What comes packed unasked is unpacked", arguments: ["gzip", "deflate", "deflate, raw"])
    func packed(kind: String) async throws {
        let bytes = try Array(#require(Self.packed[kind].flatMap { Data(base64Encoded: $0) }))
        let name = kind.prefix { $0 != "," }
        let head = "\(Self.head)Content-Encoding: \(name)\r\nContent-Length: \(bytes.count)\r\n\r\n"
        let result = try await Self.request([.send(head), .sendBytes(bytes)], limits: Self.long)
        #expect(result.fault == nil)
        #expect(result.body == Array(#"{"choices":[{"message":{"content":"18"}}]}"#.utf8))
        #expect(result.peer.requests.first?.lowercased().contains("accept-encoding") == false)
    }

    @Test("What is packed in a way that nobody knows is taken as it comes", arguments: ["utf-8", "identity"])
    func unknownPacking(kind: String) async throws {
        let head = "\(Self.head)Content-Encoding: \(kind)\r\nContent-Length: 2\r\n\r\n"
        let result = try await Self.request([.send(head), .sendBytes(Array("{}".utf8))], limits: Self.long)
        #expect(result.fault == nil && result.body == Array("{}".utf8))
    }

    @Test("What unpacks to more than a body may hold is not read")
    func packedFlood() async throws {
        let bytes = try Array(#require(Data(base64Encoded: Self.spaces)))
        let head = "\(Self.head)Content-Encoding: gzip\r\nContent-Length: \(bytes.count)\r\n\r\n"
        let result = try await Self.request(
            [.send(head), .sendBytes(bytes)], limits: TransportLimits(bodyBytes: 50_000))
        #expect(result.fault as? TransportFault == .bodyTooLarge(limit: 50_000))
    }

    @Test(
        "Every silence has its limit",
        arguments: [
            ([.silence], true, .firstByte),
            ([.send(head + "\r\ndata: 1\n\n"), .silence], true, .idle), ([], false, .connect),
        ] as [([RawPeer.Step], Bool, TransportFault.Stage)])
    func silence(steps: [RawPeer.Step], accepts: Bool, stage: TransportFault.Stage) async throws {
        // Each limit is far shorter than the one before it, so that the wrong one would outlast the test.
        let never = Duration.seconds(300)
        let limits = TransportLimits(
            connect: stage == .connect ? .milliseconds(200) : never,
            firstByte: stage == .firstByte ? .milliseconds(200) : never, idle: .milliseconds(200))
        let result = try await Self.request(steps, accepts: accepts, limits: limits)
        #expect(result.fault as? TransportFault == .timedOut(stage))
    }

    @Test("Waiting for an answer keeps nobody busy")
    func waits() async throws {
        let peer = try RawPeer([.silence])
        defer { peer.stop() }
        let transport = CurlTransport(environment: [:])
        let request = HTTPRequest(
            address: "http://127.0.0.1:\(peer.port)/v1", headers: [:], key: nil, body: Array("{}".utf8))
        let limits = TransportLimits(firstByte: .milliseconds(500))
        await #expect(throws: TransportFault.timedOut(.firstByte)) { try await transport.send(request, within: limits) }
        // Waiting is one step; connecting and sending take a few more. A socket armed for writing makes thousands.
        #expect(transport.loop.steps < 40)
    }

    @Test("An interim answer is passed over, and a client is used again")
    func interim() async throws {
        let peer = try RawPeer([
            .send("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"), .send(Self.head + "Content-Length: 2\r\n\r\nok"),
        ])
        defer { peer.stop() }
        let transport = CurlTransport(environment: [:])
        let request = HTTPRequest(
            address: "http://127.0.0.1:\(peer.port)/v1", headers: ["X-Empty": ""], key: nil, body: Array("{}".utf8))
        for _ in 0..<3 {
            let response = try await transport.send(request, within: Self.long)
            var body: [UInt8] = []
            for try await piece in response.body { body += piece }
            #expect(response.status == 200 && response.headers["link"] == nil && body == Array("ok".utf8))
        }
        #expect(peer.requests.allSatisfy { $0.contains("X-Empty:") && !$0.contains("Expect") })
    }

    @Test("The whole has a limit, however busy the server is")
    func total() async throws {
        let limits = TransportLimits(total: .milliseconds(100))
        let result = try await Self.request([.silence], limits: limits)
        #expect(result.fault as? TransportFault == .timedOut(.total))
    }

    @Test("A body that is too large is not taken")
    func tooLarge() async throws {
        let limits = TransportLimits(bodyBytes: 1 << 20)
        let result = try await Self.request([.send(Self.head + "\r\n"), .flood(1 << 30)], limits: limits)
        #expect(result.fault as? TransportFault == .bodyTooLarge(limit: 1 << 20))
        #expect(result.body.count <= 1 << 20)
    }

    @Test(
        "A connection that ends too early is a fault",
        arguments: [
            [], [.send("HTTP/1.1 200 OK\r\nContent-Ty")], [.send(head)],
            [.send(head + "Content-Length: 9\r\n\r\nabc")],
            [.send(head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")], [.send("nonsense\r\n\r\n")],
        ] as [[RawPeer.Step]])
    func tooEarly(steps: [RawPeer.Step]) async throws {
        let result = try await Self.request(steps, limits: Self.long)
        #expect(result.fault as? TransportFault == .disconnected)
    }

    @Test("A redirect is not followed, and the other origin hears nothing", arguments: [301, 302, 303, 307, 308])
    func redirect(status: Int) async throws {
        let other = try RawPeer([.send(Self.head + "Content-Length: 0\r\n\r\n")])
        defer { other.stop() }
        let result = try await Self.request(
            [
                .send(
                    "HTTP/1.1 \(status) Go\r\nLocation: http://127.0.0.1:\(other.port)/x\r\nContent-Length: 0\r\n\r\n")
            ], limits: Self.long)
        #expect(result.fault as? TransportFault == .redirected(to: "http://127.0.0.1:\(other.port)"))
        #expect(other.requests.isEmpty)
    }

    @Test("A cancelled call ends as cancelled, before the head and after it", arguments: [false, true])
    func cancel(afterHead: Bool) async throws {
        let peer = try RawPeer([.send(afterHead ? Self.head + "\r\ndata: {}\n\n" : ""), .silence])
        defer { peer.stop() }
        let services = ModelServices(
            transport: CurlTransport(environment: [:]),
            budget: CallBudget(BudgetLimits(calls: 5), clock: SystemClock()), environment: { _ in canary })
        let endpoint = try Endpoint("http://127.0.0.1:\(peer.port)")
        let model = EndpointModel(
            .openAI,
            try ModelConnection(endpoint: endpoint, key: KeyVariable("K"), model: "m"), services: services)
        let call = Task { try await model.reply(to: .greeting) }
        while peer.requests.isEmpty { await Task.yield() }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(peer.requests.count == 1 && services.budget?.spending.calls == 1)
    }

    @Test("A stream's line that is too long is not read")
    func line() async throws {
        let peer = try RawPeer([.send(Self.head + "\r\ndata: "), .flood(4 << 20), .silence])
        defer { peer.stop() }
        let services = ModelServices(transport: CurlTransport(environment: [:]))
        let endpoint = try Endpoint("http://127.0.0.1:\(peer.port)")
        let model = EndpointModel(.openAI, try ModelConnection(endpoint: endpoint, model: "m"), services: services)
        let error = await failure { try await model.reply(to: .greeting) }
        #expect(error as? ModelError == .lineTooLong(origin: endpoint.origin, limit: 1 << 20))
        #expect(peer.requests.count == 1)
    }
}
