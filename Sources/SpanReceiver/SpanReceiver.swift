public import Foundation
import FlyingFox
import HTTPServing
import Synchronization

/// An OTLP/HTTP server: takes in what instrumented programs send and appends it to a file, one line a body.
public final class SpanReceiver: Sendable {
    /// Where a receiver listens, and how much it takes.
    public struct Settings: Sendable {
        /// An address of this machine in numbers; `127.0.0.1` lets nobody else in.
        public var host = "127.0.0.1"
        /// 4318 is where programs send to by default; 0 takes any free port.
        public var port: UInt16 = 4318
        /// Bytes of the largest body, packed or not.
        public var bodyLimit = 64 << 20
        /// Bytes of bodies that are held at once; senders of more are asked to wait.
        public var memoryLimit = 256 << 20

        /// The defaults of OTLP/HTTP.
        public init() {}
    }

    /// What a body carries, by the path it was sent to.
    public enum Signal: String, Sendable {
        case traces, logs, metrics
    }

    /// How a body becomes a line: its bytes, what it carries, whether it is JSON; answers the line (empty when nothing is
    /// kept) and what it holds, and throws an error whose description is a sentence.
    public typealias Decode = @Sendable (Data, Signal, _ isJSON: Bool) throws -> (line: [UInt8], count: Int)

    /// What was taken in so far.
    public struct Counts: Sendable, Equatable {
        /// Spans, log records and metrics.
        public var traces = 0, logs = 0, metrics = 0
        /// Bodies that were taken, and that were refused.
        public var bodies = 0, refused = 0
    }

    /// Why a receiver cannot listen, as a sentence.
    public struct Failure: Error, CustomStringConvertible {
        /// One sentence: what, where, what to do.
        public let description: String
    }

    private let settings: Settings
    private let journal: SpanJournal
    private let decode: Decode
    /// Told of things that a person should know, once for each sentence.
    private let warn: @Sendable (String) -> Void
    private let server: HTTPServer
    private let state = Mutex(State())

    private struct State {
        var counts = Counts()
        var held = 0
        var said: Set<String> = []
    }

    /// A receiver that appends to a journal; throws a `Failure` when the address is none.
    public init(
        settings: Settings = Settings(), journal: SpanJournal, decode: @escaping Decode,
        warn: @escaping @Sendable (String) -> Void
    ) throws {
        (self.settings, self.journal, self.decode, self.warn) = (settings, journal, decode, warn)
        do {
            var configuration = try LocalServer.configuration(host: settings.host, port: settings.port, seconds: 60)
            configuration.sharedRequestReplaySize = 0
            server = HTTPServer(config: configuration)
        } catch {
            throw Failure(description: "'\(settings.host)' is no address of this machine; write one in numbers")
        }
    }

    /// What was taken in so far.
    public var counts: Counts { state.withLock { $0.counts } }

    /// Listens until the task is cancelled; `ready` is told the port once programs can send.
    public func run(ready: @escaping @Sendable (UInt16) -> Void) async throws {
        await server.appendRoute("*") { [weak self] request in
            guard let self else { return HTTPResponse(statusCode: .serviceUnavailable) }
            return await answer(request)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [server, settings] in
                do {
                    try await server.run()
                } catch let error where !Task.isCancelled && !(error is CancellationError) {
                    throw Failure(
                        description: "\(settings.host):\(settings.port) cannot be listened on (\(error)); "
                            + "name another address with --listen, or port 0 for any free one")
                }
            }
            group.addTask { [server, settings] in
                ready(try await LocalServer.port(of: server) ?? settings.port)
            }
            group.addTask { [journal] in
                while !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(1))
                    journal.synchronise()
                }
            }
            defer { journal.synchronise() }
            // The server ends by an error or by being cancelled, and the others with it.
            for try await _ in group where Task.isCancelled { break }
            group.cancelAll()
        }
    }

    /// Stops listening, once requests under way are answered.
    public func stop() async { await server.stop(timeout: 2) }

    // MARK: One request

    private func answer(_ request: HTTPRequest) async -> HTTPResponse {
        do {
            return try await take(request)
        } catch let answer as Answer {
            refuse(answer.sentence)
            return answer.response
        } catch {
            refuse("\(error)")
            return Answer(400, "\(error)").response
        }
    }

    private func refuse(_ sentence: String) {
        let isNew = state.withLock { state in
            state.counts.refused += 1
            return state.said.count < 100 && state.said.insert(sentence).inserted
        }
        if isNew { warn(sentence) }
    }

    private func plain(_ body: Data, of request: HTTPRequest) throws -> Data {
        do throws(PackedBody.Fault) {
            return try PackedBody.unpacked(
                body, encoding: request.headers[HTTPHeader("Content-Encoding")], limit: settings.bodyLimit)
        } catch {
            switch error {
            case .damaged: throw Answer(400, "the body is not gzip, or was cut short")
            case .tooLarge(let limit):
                throw Answer(413, "the body unpacks to more than \(limit >> 20) MiB; send smaller batches")
            case .unknown(let encoding):
                throw Answer(415, "bodies packed with '\(encoding)' are not taken, only gzip and plain ones")
            }
        }
    }

    private func take(_ request: HTTPRequest) async throws -> HTTPResponse {
        let type = request.headers[.contentType] ?? ""
        if type.hasPrefix("application/grpc") || request.method == HTTPMethod("PRI") {
            throw Answer(
                415, "a program speaks gRPC, which is not taken: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf for it")
        }
        let path = request.path.hasSuffix("/") ? String(request.path.dropLast()) : request.path
        guard request.method == .POST, path.hasPrefix("/v1/"), let signal = Signal(rawValue: String(path.dropFirst(4)))
        else {
            throw Answer(
                404, "\(request.method.rawValue) \(path): only POST to /v1/traces, /v1/logs and /v1/metrics is taken")
        }
        let isJSON = type.hasPrefix("application/json")
        let held = try reserve(request)
        defer { state.withLock { $0.held -= held } }
        let body = try plain(try await body(of: request), of: request)
        let (line, count): ([UInt8], Int)
        do {
            (line, count) = try decode(body, signal, isJSON)
        } catch {
            throw Answer(400, "\(error)")
        }
        if !line.isEmpty, count > 0 {
            do {
                try journal.append(line)
            } catch {
                throw Answer(503, "\(error)")
            }
        }
        state.withLock { state in
            state.counts.bodies += 1
            switch signal {
            case .traces: state.counts.traces += count
            case .logs: state.counts.logs += count
            case .metrics: state.counts.metrics += count
            }
        }
        return Answer.taken(isJSON: isJSON)
    }

    /// Sets memory aside for a body before it is read; one without a length may be as large as allowed.
    private func reserve(_ request: HTTPRequest) throws -> Int {
        let size = request.bodySequence.count ?? settings.bodyLimit
        guard size <= settings.bodyLimit else {
            throw Answer(
                413, "a body of \(size >> 20) MiB is larger than \(settings.bodyLimit >> 20) MiB; send smaller batches")
        }
        try state.withLock { state in
            guard state.held == 0 || state.held + size <= settings.memoryLimit else {
                throw Answer(503, "too much is being sent at once; the sender is asked to wait")
            }
            state.held += size
        }
        return size
    }

    private func body(of request: HTTPRequest) async throws -> Data {
        var body = Data()
        if let count = request.bodySequence.count { body.reserveCapacity(count) }
        do {
            for try await part in request.bodySequence {
                guard body.count + part.count <= settings.bodyLimit else {
                    throw Answer(413, "a body is larger than \(settings.bodyLimit >> 20) MiB; send smaller batches")
                }
                body.append(part)
            }
        } catch let error where !(error is Answer) {
            // The server library's errors are no sentences, but some describe themselves.
            let words = (error as? any LocalizedError)?.errorDescription ?? "the connection ended early"
            throw Answer(400, "a request's body does not follow HTTP (\(words)), and nothing of it was taken")
        }
        return body
    }
}
