import CreditEngine
import Synchronization

@testable import LanguageModels

/// Answers requests from a list, and keeps them.
final class ScriptedTransport: Transport {
    enum Step: Sendable {
        case answer(Int, [String: String], [[UInt8]], then: TransportFault?)
        case fault(TransportFault)
        case cancelled

        static func json(_ status: Int, _ text: String, _ headers: [String: String] = [:]) -> Step {
            .answer(
                status, headers.merging(["content-type": "application/json"]) { a, _ in a }, [Array(text.utf8)],
                then: nil)
        }

        static func json(_ text: String) -> Step { json(200, text) }

        static func stream(_ text: String, then fault: TransportFault? = nil) -> Step {
            .answer(200, ["content-type": "text/event-stream; charset=utf-8"], [Array(text.utf8)], then: fault)
        }
    }

    private let steps: [Step]
    private let seen = Mutex<[(request: HTTPRequest, limits: TransportLimits)]>([])
    var requests: [HTTPRequest] { seen.withLock { $0.map(\.request) } }
    var limits: [TransportLimits] { seen.withLock { $0.map(\.limits) } }

    init(_ steps: [Step]) { self.steps = steps }

    func send(_ request: HTTPRequest, within limits: TransportLimits) async throws -> HTTPResponse {
        let count = seen.withLock { seen in
            seen.append((request, limits))
            return seen.count
        }
        // The last step repeats, so that one attempt too many is seen as a count.
        switch steps[min(count, steps.count) - 1] {
        case .fault(let fault): throw fault
        case .cancelled: throw CancellationError()
        case .answer(let status, let headers, let pieces, let fault):
            let (body, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
            for piece in pieces { continuation.yield(piece) }
            continuation.finish(throwing: fault)
            return HTTPResponse(status: status, headers: headers, body: body)
        }
    }
}

/// A clock that moves only when somebody waits.
final class PatientClock: ModelClock {
    private let state = Mutex((now: 0.0, waits: [Double]()))
    var waits: [Double] { state.withLock { $0.waits } }

    func milliseconds() -> Double { state.withLock { $0.now } }
    func secondsSince1970() -> Double { 1_000_000_000 + milliseconds() / 1_000 }
    func sleep(milliseconds: Double) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.now += milliseconds
            state.waits.append(milliseconds)
        }
    }
    func move(_ milliseconds: Double) { state.withLock { $0.now += milliseconds } }
}

/// A key that must never be seen anywhere.
let canary = "sk-canary-8f2e1c"

/// A model over a script.
struct Bench {
    let transport: ScriptedTransport
    let clock = PatientClock()
    var services: ModelServices

    init(_ steps: ScriptedTransport.Step..., limits: BudgetLimits? = nil) {
        transport = ScriptedTransport(steps)
        services = ModelServices(
            transport: transport, budget: limits.map { [clock] in CallBudget($0, clock: clock) }, clock: clock,
            environment: { $0 == "TEST_KEY" ? canary : nil })
    }

    static func connection(
        streams: Bool = false, price: TokenPrice? = nil, model: String? = "tiny", key: String = "TEST_KEY"
    ) throws -> ModelConnection {
        try ModelConnection(
            endpoint: Endpoint("http://127.0.0.1:9/v1/"), key: KeyVariable(key), headers: ["X-Team": "blue"],
            model: model, price: price, streams: streams)
    }

    func openAI(streams: Bool = false, price: TokenPrice? = nil) throws -> EndpointModel {
        try EndpointModel(.openAI, Self.connection(streams: streams, price: price), services: services)
    }

    /// A model whose requests a team file shapes.
    func openAI(shape: [String: CanonicalJSON]) throws -> EndpointModel {
        let connection = try ModelConnection(
            endpoint: Endpoint("http://127.0.0.1:9/v1"), model: "tiny", shape: RequestShape(shape))
        return EndpointModel(.openAI, connection, services: services)
    }

    /// The body of the last request.
    var lastBody: String { String(decoding: transport.requests.last?.body ?? [], as: UTF8.self) }

    func anthropic(streams: Bool = false, price: TokenPrice? = nil) throws -> EndpointModel {
        try EndpointModel(.anthropic, Self.connection(streams: streams, price: price), services: services)
    }
}

extension ModelRequest {
    /// A short question.
    static let greeting = ModelRequest(
        messages: [PromptMessage(role: "system", content: "Be brief."), PromptMessage(role: "user", content: "Hi")],
        sampling: SamplingParameters(temperature: 0.5, maxTokens: 20), seed: 7)
}

/// The error that a call ends with.
func failure(_ call: () async throws -> ModelReply) async -> (any Error)? {
    do {
        _ = try await call()
        return nil
    } catch {
        return error
    }
}

/// Sentences that were told, in order.
final class ToldSentences: Sendable {
    private let sentences = Mutex<[String]>([])
    var all: [String] { sentences.withLock { $0 } }
    func add(_ sentence: String) { sentences.withLock { $0.append(sentence) } }
}
