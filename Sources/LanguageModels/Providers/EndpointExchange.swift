import CreditEngine

/// A failed attempt.
struct EndpointFailure: Error {
    /// What to say and whether to try again.
    var failure: RetryPolicy.Failure
    /// Whether the server may have done work that it charges for.
    var mayHaveWorked: Bool
}

/// One attempt: sends, reads, and says what went wrong in the words of `ModelError`.
struct EndpointExchange<Format: WireFormat>: Sendable {
    let origin: String
    let key: KeyVariable?
    let secret: Secret?

    /// The most of an error's body that is read.
    private static var errorBytes: Int { 64 << 10 }

    /// Throws `EndpointFailure` or `CancellationError`.
    func run(
        _ request: HTTPRequest, transport: any Transport, limits: TransportLimits, now: Double
    ) async throws -> WireReply {
        do {
            let response = try await transport.send(request, within: limits)
            guard (200..<300).contains(response.status) else { throw try await refusal(response, now: now) }
            let isStream = response.headers["content-type"]?.lowercased().hasPrefix("text/event-stream") ?? false
            // What came decides: some servers answer a request for a stream with a whole answer.
            let reply =
                isStream ? try await readStream(response, limits) : try await readWhole(response)
            return hidden(reply)
        } catch let fault as TransportFault {
            try Task.checkCancellation()
            throw EndpointFailure(
                failure: .init(error: .transport(origin: origin, fault), isPassing: fault.isPassing),
                mayHaveWorked: fault.mayHaveWorked)
        } catch let fault as WireFault {
            throw failure(fault)
        } catch let fault as ServerSentEventReader.LineTooLong {
            throw EndpointFailure(
                failure: .init(error: .lineTooLong(origin: origin, limit: fault.limit), isPassing: false),
                mayHaveWorked: true)
        }
    }

    private func readWhole(_ response: HTTPResponse) async throws -> WireReply {
        var body: [UInt8] = []
        for try await piece in response.body { body += piece }
        // A cancelled task ends the loop without an error.
        try Task.checkCancellation()
        return try Format.reply(from: body)
    }

    private func readStream(_ response: HTTPResponse, _ limits: TransportLimits) async throws -> WireReply {
        var reader = ServerSentEventReader(lineLimit: limits.lineBytes)
        var assembly = Format.assembly()
        for try await piece in response.body {
            for event in try reader.read(piece) { try assembly.take(event) }
            // What follows the end marker is not waited for.
            if let reply = try assembly.finished() { return reply }
        }
        try Task.checkCancellation()
        throw EndpointFailure(
            failure: .init(error: .truncated(origin: origin), isPassing: true), mayHaveWorked: true)
    }

    /// The sentence for an error status.
    private func refusal(_ response: HTTPResponse, now: Double) async throws -> EndpointFailure {
        var body: [UInt8] = []
        do {
            for try await piece in response.body {
                body += piece
                if body.count >= Self.errorBytes { break }
            }
        } catch is TransportFault {
            // The status says enough.
        }
        try Task.checkCancellation()
        let problem = ServerProblem(body)
        let said = excerpt(problem?.message ?? words(of: body, response))
        let passing = RetryPolicy.isPassing(status: response.status, headers: response.headers)
        let error: ModelError
        if problem?.isQuota == true {
            return EndpointFailure(
                failure: .init(error: .quotaSpent(origin: origin, said: said), isPassing: false), mayHaveWorked: false)
        }
        switch response.status {
        case 300..<400:
            error = .transport(
                origin: origin, .redirected(to: excerpt(response.headers["location"] ?? "another address")))
        case 401, 403: error = .keyRefused(origin: origin, variable: key?.name, said: said)
        case 404: error = .notFound(origin: origin, said: said)
        case 429: error = .rateLimited(origin: origin, said: said)
        default: error = .failed(origin: origin, status: response.status, said: said)
        }
        let wait = RetryAfter.milliseconds(in: response.headers, now: now)
        return EndpointFailure(
            failure: .init(error: error, isPassing: passing, retryAfter: wait), mayHaveWorked: false)
    }

    /// What to quote of a body that is not an error in JSON.
    private func words(of body: [UInt8], _ response: HTTPResponse) -> String {
        let kind = response.headers["content-type"]?.split(separator: ";").first ?? "no type"
        return body.isEmpty ? "" : "\(kind), \(String(decoding: body.prefix(2_000), as: UTF8.self))"
    }

    private func failure(_ fault: WireFault) -> EndpointFailure {
        let (error, passing): (ModelError, Bool) =
            switch fault {
            case .notUnderstood(let said): (.notUnderstood(origin: origin, said: excerpt(said)), false)
            case .noText(let reason): (.noText(origin: origin, reason: excerpt(reason)), false)
            case .problem(let problem) where problem.isQuota:
                (.quotaSpent(origin: origin, said: excerpt(problem.message ?? "")), false)
            case .problem(let problem):
                (
                    .failed(origin: origin, status: nil, said: excerpt(problem.message ?? problem.type ?? "")),
                    problem.isPassing
                )
            }
        return EndpointFailure(failure: .init(error: error, isPassing: passing), mayHaveWorked: true)
    }

    private func excerpt(_ text: String) -> String { Excerpt.of(text, hiding: secret) }

    /// A server that repeats the key must not bring it into a trace.
    private func hidden(_ reply: WireReply) -> WireReply {
        guard let secret else { return reply }
        return WireReply(
            text: secret.hidden(in: reply.text), model: reply.model.map(secret.hidden), usage: reply.usage)
    }
}

extension TransportFault {
    /// Whether the request may have reached a model before the fault.
    var mayHaveWorked: Bool {
        switch self {
        case .unresolvable, .unreachable, .untrusted, .redirected, .proxied, .noClient, .timedOut(.connect): false
        case .timedOut, .disconnected, .bodyTooLarge: true
        }
    }
}
