import CreditEngine
import FlyingFox
import FlyingSocks
import Foundation
import HTTPServing
import LanguageModels
import Synchronization

/// A server on this machine that programs ask in the place of their models' servers.
///
/// It listens on loopback only, takes requests only under the secret path of a run under way, passes keys through from the
/// program's own headers, and keeps neither keys nor headers. Requests go on through a `Transport`; answers pass through as
/// they come, and are recorded whole.
final class TapeProxy: Sendable {
    /// The largest request, in bytes.
    static let requestLimit = 64 << 20
    /// How often, and after which pause, a call is looked at again that may follow others of its agent.
    private static let (looks, pause) = (40, Duration.milliseconds(25))

    private let transport: any Transport
    private let endpoints: ModelEndpoints
    private let meter: CallMeter
    private let limits: TransportLimits
    private let runs = Mutex<[String: TapedRun]>([:])
    private let server: HTTPServer
    private let task = Mutex<Task<Void, any Error>?>(nil)
    private let starting = Mutex<Task<UInt16, any Error>?>(nil)

    init(
        transport: any Transport, endpoints: ModelEndpoints, meter: CallMeter = CallMeter(),
        limits: TransportLimits = TransportLimits()
    ) throws {
        self.transport = transport
        self.endpoints = endpoints
        self.meter = meter
        self.limits = limits
        var configuration = try LocalServer.configuration(host: "127.0.0.1", port: 0, seconds: 3600)
        configuration.sharedRequestReplaySize = Self.requestLimit
        server = HTTPServer(config: configuration)
    }

    deinit { task.withLock { $0?.cancel() } }

    /// Begins to take the requests of a run; answers the variables to set for its program, and the run's secret.
    func open(_ run: TapedRun) async throws -> (secret: String, variables: [String: String]) {
        let port = try await listen()
        var generator = SystemRandomNumberGenerator()
        let secret = (0..<2).map { _ in String(generator.next(), radix: 36) }.joined()
        runs.withLock { $0[secret] = run }
        let base = "http://127.0.0.1:\(port)/run/\(secret)"
        var variables = endpoints.variables(base: base)
        if run.answersTools { variables[Self.toolsVariable] = "\(base)/\(Self.toolsPath)" }
        return (secret, variables)
    }

    /// Takes no more requests of a run.
    func close(_ secret: String) { runs.withLock { _ = $0.removeValue(forKey: secret) } }

    /// Stops listening.
    func end() { task.withLock { $0?.cancel() } }

    /// The port, once the server listens; it starts with the first run.
    private func listen() async throws -> UInt16 {
        let starting = starting.withLock { starting in
            let current =
                starting
                ?? Task { [self] in
                    await server.appendRoute("*") { [weak self] request in
                        guard let self else { return FlyingFox.HTTPResponse(statusCode: .notFound) }
                        return await answer(request)
                    }
                    let running = Task { [server] in try await server.run() }
                    task.withLock { $0 = running }
                    guard let port = try await LocalServer.port(of: server) else {
                        throw RunRefusal(description: "no port of this machine is free for recording")
                    }
                    return port
                }
            starting = current
            return current
        }
        return try await starting.value
    }

    // MARK: One request

    /// Where a program can ask for the recorded answer of a tool before it runs it, and the variable that says so.
    private static let (toolsPath, toolsVariable) = ("tools", "ASCRIBE_TOOLS_URL")

    /// Answers `{"name", "arguments"}` with `{"result"}`; 404 says that nothing is recorded and the tool is to be run.
    private func recordedResult(
        for request: FlyingFox.HTTPRequest, in run: TapedRun
    ) async -> FlyingFox.HTTPResponse {
        guard let data = try? await request.bodyData,
            let asked = try? CanonicalJSON(parsing: String(decoding: data, as: UTF8.self)),
            let name = asked["name"]?.string
        else { return Self.problem(400, "ask for a tool by {\"name\": NAME, \"arguments\": OBJECT}") }
        let arguments = asked["arguments"].flatMap { $0.string ?? (try? $0.text()) } ?? ""
        guard let result = run.recordedResult(of: name, arguments) else {
            return Self.problem(404, "no answer of this call is recorded; run the tool")
        }
        let body = (try? CanonicalJSON.object(present: ["result": .string(result)]).text()) ?? "{}"
        return FlyingFox.HTTPResponse(
            statusCode: .ok, headers: [.contentType: "application/json"], body: Data(body.utf8))
    }

    private func answer(_ request: FlyingFox.HTTPRequest) async -> FlyingFox.HTTPResponse {
        let parts = request.path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count == 3, parts[0] == "run", let run = runs.withLock({ $0[String(parts[1])] }) else {
            return Self.problem(404, "no run of this proxy has that path")
        }
        let (path, named) = AgentHint.taken(from: String(parts[2]))
        if path == Self.toolsPath { return await recordedResult(for: request, in: run) }
        let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        guard let target = endpoints.target(of: path, query: query) else {
            return Self.problem(404, "no model's server is known for this path; set 'upstream' in the team file")
        }
        do {
            let body = Array(try await request.bodyData)
            guard let wire = Wires.wire(of: path), request.method == .POST,
                let asked = try? CanonicalJSON(parsing: String(decoding: body, as: UTF8.self))
            else {
                run.passOn("\(request.method.rawValue) \(path)")
                return try await Self.whole(send(request, body, to: target))
            }
            let hint = named ?? request.headers[HTTPHeader("X-Ascribe-Agent")] ?? run.hint(in: asked)
            return try await answer(asked, wire, of: request, body, hint: hint, in: run, target: target)
        } catch {
            return Self.problem(502, Self.failure(error, at: target))
        }
    }

    /// Why a server was not reached, as a clause that names it.
    private static func failure(_ error: any Error, at target: String) -> String {
        "\(target.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")) \(error)"
    }

    private func answer(
        _ original: CanonicalJSON, _ wire: any Wire.Type, of request: FlyingFox.HTTPRequest, _ bytes: [UInt8],
        hint: String?, in run: TapedRun, target: String
    ) async throws -> FlyingFox.HTTPResponse {
        // What is compared with the record and what the model is asked have the same results.
        let results = run.recordedResults
        let body = results.isEmpty ? original : wire.body(original, withResults: { results[$0] })
        let (whole, hasRecorded) = run.conversations.whole(body, wire)
        let asked = wire.asked(whole)
        var placed = run.reply(to: asked, hint: hint, isLast: false)
        // Calls that an agent makes at once arrive in any order.
        for look in 1...Self.looks where placed == nil {
            try await Task.sleep(for: Self.pause)
            placed = run.reply(to: asked, hint: hint, isLast: look == Self.looks)
        }
        guard let (visit, _, reply) = placed else { return Self.problem(409, "the call has no place in the run") }
        switch reply {
        case .refused(let reason): return Self.problem(409, reason)
        case .scripted(let answer):
            let response = wire.response(answer, model: asked.model, id: "recorded_\(run.newName())")
            run.conversations.keep(response, to: whole, wire, hasRecorded: true)
            return try Self.send(response, wire, to: asked)
        case .ask(let prompt, let seed):
            var changed = hasRecorded ? whole : body
            if let prompt {
                changed =
                    asked.lead == nil ? wire.body(changed, withSystem: prompt) : wire.body(changed, withLead: prompt)
            }
            if let seed { changed = wire.body(changed, withSeed: seed) }
            let sent = changed == original ? bytes : Array(try changed.text().utf8)
            return try await ask(asked, wire, sent, of: request, run, visit, target: target) { response in
                run.conversations.keep(response, to: whole, wire, hasRecorded: hasRecorded)
            }
        }
    }

    private func ask(
        _ asked: AskedCall, _ wire: any Wire.Type, _ body: [UInt8], of request: FlyingFox.HTTPRequest,
        _ run: TapedRun, _ visit: TapedRun.Visit, target: String, keep: @escaping @Sendable (CanonicalJSON) -> Void
    ) async throws -> FlyingFox.HTTPResponse {
        let place: CallBudget.PassedCall?
        do {
            place = try await meter.begin(asked, bytes: body.count)
        } catch {
            run.refuse(error)
            return Self.problem(402, "\(error)")
        }
        let started = ContinuousClock.now
        let response: LanguageModels.HTTPResponse
        do {
            response = try await send(request, body, to: target)
        } catch {
            run.undo(visit, because: Self.failure(error, at: target))
            await meter.end(place, nil)
            throw error
        }
        guard response.status == 200 else {
            run.undo(visit, because: "status \(response.status)")
            await meter.release(place)
            return try await Self.whole(response)
        }
        let isEvents = response.headers["content-type"]?.contains("text/event-stream") ?? asked.isStreamed
        let recording = AnswerRecording(wire: wire, isEvents: isEvents) { [meter] response in
            let answer = response.flatMap { wire.said($0) }
            await meter.end(place, answer?.usage)
            if let response { keep(response) }
            guard let answer else { return run.undo(visit, because: "an answer that breaks off, or that says nothing") }
            run.hear(
                answer, in: visit, milliseconds: (ContinuousClock.now - started) / .milliseconds(1),
                cost: meter.cost(of: answer, asked: asked.model))
        }
        guard isEvents else {
            let bytes = try await Self.bytes(of: response)
            recording.take(bytes)
            await recording.end()
            return Self.response(response, HTTPBodySequence(data: Data(bytes)))
        }
        return Self.response(response, HTTPBodySequence(from: PassingBody(response.body, recording)))
    }

    /// Headers that belong to one connection, or that ask for what cannot be recorded.
    private static let dropped: Set<String> = [
        "host", "content-length", "connection", "accept-encoding", "transfer-encoding", "x-ascribe-agent", "keep-alive",
    ]

    private func send(
        _ request: FlyingFox.HTTPRequest, _ body: [UInt8], to target: String
    ) async throws -> LanguageModels.HTTPResponse {
        var headers: [String: String] = [:]
        for (header, value) in request.headers where !Self.dropped.contains(header.rawValue.lowercased()) {
            headers[header.rawValue] = value
        }
        return try await transport.send(
            LanguageModels.HTTPRequest(
                method: request.method.rawValue, address: target, headers: headers, key: nil, body: body),
            within: limits)
    }

    // MARK: Responses

    private static func whole(_ response: LanguageModels.HTTPResponse) async throws -> FlyingFox.HTTPResponse {
        Self.response(response, HTTPBodySequence(data: Data(try await bytes(of: response))))
    }

    private static func bytes(of response: LanguageModels.HTTPResponse) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in response.body { bytes += piece }
        return bytes
    }

    private static func response(
        _ response: LanguageModels.HTTPResponse, _ body: HTTPBodySequence
    ) -> FlyingFox.HTTPResponse {
        var headers = HTTPHeaders()
        for (name, value) in response.headers
        where !["content-length", "transfer-encoding", "connection", "content-encoding"].contains(name) {
            headers[HTTPHeader(name)] = value
        }
        return FlyingFox.HTTPResponse(
            statusCode: HTTPStatusCode(response.status, phrase: ""), headers: headers, body: body)
    }

    private static func send(
        _ response: CanonicalJSON, _ wire: any Wire.Type, to asked: AskedCall
    ) throws -> FlyingFox.HTTPResponse {
        let text = asked.isStreamed ? wire.stream(response, to: asked) : try response.text()
        return FlyingFox.HTTPResponse(
            statusCode: .ok, headers: [.contentType: asked.isStreamed ? "text/event-stream" : "application/json"],
            body: Data(text.utf8))
    }

    /// A sentence to the program's library, in the form that the wires share.
    private static func problem(_ status: Int, _ sentence: String) -> FlyingFox.HTTPResponse {
        let body: CanonicalJSON = ["error": ["message": .string("ascribe: \(sentence)"), "type": "ascribe"]]
        return FlyingFox.HTTPResponse(
            statusCode: HTTPStatusCode(status, phrase: ""),
            headers: [.contentType: "application/json", HTTPHeader("x-should-retry"): "false"],
            body: Data(((try? body.text()) ?? "{}").utf8))
    }
}
