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

    let transport: any Transport
    let meter: CallMeter
    let limits: TransportLimits
    private let endpoints: ModelEndpoints
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
        else { return ProxyResponse.problem(400, "ask for a tool by {\"name\": NAME, \"arguments\": OBJECT}") }
        let arguments = asked["arguments"].flatMap { $0.string ?? (try? $0.text()) } ?? ""
        guard let result = run.recordedResult(of: name, arguments) else {
            return ProxyResponse.problem(404, "no answer of this call is recorded; run the tool")
        }
        let body = (try? CanonicalJSON.object(present: ["result": .string(result)]).text()) ?? "{}"
        return FlyingFox.HTTPResponse(
            statusCode: .ok, headers: [.contentType: "application/json"], body: Data(body.utf8))
    }

    private func answer(_ request: FlyingFox.HTTPRequest) async -> FlyingFox.HTTPResponse {
        let parts = request.path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count == 3, parts[0] == "run", let run = runs.withLock({ $0[String(parts[1])] }) else {
            return ProxyResponse.problem(404, "no run of this proxy has that path")
        }
        let (path, named) = AgentHint.taken(from: String(parts[2]))
        if path == Self.toolsPath { return await recordedResult(for: request, in: run) }
        let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        guard let target = endpoints.target(of: path, query: query) else {
            return ProxyResponse.problem(
                404, "no model's server is known for this path; set 'upstream' in the team file")
        }
        let name = "\(request.method.rawValue) \(path)"
        do {
            let bytes = try await request.bodyData
            guard let wire = Wires.wire(of: path), request.method == .POST else {
                run.passOn(name)
                return try await ProxyResponse.whole(send(request, Array(bytes), to: target))
            }
            let body: PassingRequest
            do throws(PassingRequest.Unread) {
                body = try PassingRequest(bytes, of: request, limit: Self.requestLimit)
            } catch {
                run.passOn(name, because: error.reason)
                return try await ProxyResponse.whole(send(request, Array(bytes), to: target))
            }
            let hint = named ?? request.headers[HTTPHeader("X-Ascribe-Agent")] ?? run.hint(in: body.asked)
            let call = PassingCall(
                proxy: self, run: run, wire: wire, request: request, body: body, name: name, target: target)
            return try await call.answer(hint: hint)
        } catch {
            return ProxyResponse.problem(502, Self.failure(error, at: target))
        }
    }

    /// Why a server was not reached, as a clause that names it.
    static func failure(_ error: any Error, at target: String) -> String {
        "\(target.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")) \(error)"
    }

    /// Headers that belong to one connection, or that ask for what cannot be recorded.
    private static let dropped: Set<String> = [
        "host", "content-length", "connection", "accept-encoding", "transfer-encoding", "x-ascribe-agent", "keep-alive",
    ]

    /// Sends a request on.
    ///
    /// - Parameter isChanged: whether the body is another one than the request's, so that it is not packed any more.
    func send(
        _ request: FlyingFox.HTTPRequest, _ body: [UInt8], isChanged: Bool = false, to target: String
    ) async throws -> LanguageModels.HTTPResponse {
        var headers: [String: String] = [:]
        for (header, value) in request.headers {
            let name = header.rawValue.lowercased()
            guard !Self.dropped.contains(name), !isChanged || name != "content-encoding" else { continue }
            headers[header.rawValue] = value
        }
        return try await transport.send(
            LanguageModels.HTTPRequest(
                method: request.method.rawValue, address: target, headers: headers, key: nil, body: body),
            within: limits)
    }
}
