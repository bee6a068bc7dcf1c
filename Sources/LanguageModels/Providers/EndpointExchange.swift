import CreditEngine

/// A failed attempt.
struct EndpointFailure: Error {
    /// What to say and whether to try again.
    var failure: RetryPolicy.Failure
    /// What the server may charge for.
    var use: CallBudget.Use
    /// What it says is wrong with the request itself.
    var complaint: ServerProblem?
}

/// One attempt: sends, reads, and says what went wrong in the words of `ModelError`.
struct EndpointExchange: Sendable {
    let format: any WireFormat
    let origin: String
    let key: KeyVariable?
    let secret: Secret?
    let limits: TransportLimits

    /// The most of an error's body that is read.
    private static let errorBytes = 64 << 10

    /// Throws `EndpointFailure` or `CancellationError`.
    func run(_ request: HTTPRequest, transport: any Transport, now: Double) async throws -> WireReply {
        let end = ContinuousClock.now + limits.total
        do {
            let response = try await transport.send(request, within: limits)
            guard (200..<300).contains(response.status) else { throw try await refusal(response, now: now) }
            return hidden(try await read(response, until: end))
        } catch let fault as TransportFault {
            try Task.checkCancellation()
            throw EndpointFailure(
                failure: .init(error: .transport(origin: origin, fault), isPassing: fault.isPassing),
                use: fault.mayHaveBeenBilled ? .unknown : .none)
        } catch let fault as WireFault {
            throw failure(fault)
        } catch let fault as ServerSentEventReader.LineTooLong {
            throw EndpointFailure(
                failure: .init(error: .lineTooLong(origin: origin, limit: fault.limit), isPassing: false),
                use: .unknown)
        }
    }

    /// The answer, read as it comes; a cancelled task and the limit for everything end it at the next event.
    private func read(_ response: HTTPResponse, until end: ContinuousClock.Instant) async throws -> WireReply {
        let isStream = response.headers["content-type"]?.lowercased().hasPrefix("text/event-stream") ?? false
        var reader = ReplyReader(format, isStreamType: isStream, lineLimit: limits.lineBytes)
        do {
            for try await piece in response.body {
                let parts = try reader.read(piece) {
                    try Task.checkCancellation()
                    if ContinuousClock.now >= end { throw TransportFault.timedOut(.total) }
                }
                if let parts { return try parts.reply() }
            }
        } catch let fault as TransportFault {
            // All that the model said is here: a server that then breaks or forgets the connection takes nothing away.
            guard reader.isFinished, fault.isPassing else { throw fault }
        }
        // A cancelled task ends the loop without an error.
        try Task.checkCancellation()
        if let parts = try reader.end() { return try parts.reply() }
        throw EndpointFailure(failure: .init(error: .truncated(origin: origin), isPassing: true), use: .unknown)
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
        let problem = ServerJSON(body).flatMap { ServerProblem($0) }
        let said = excerpt(problem?.message ?? words(of: body, response))
        let passing = RetryPolicy.isPassing(status: response.status, headers: response.headers)
        let error: ModelError
        if problem?.isQuota == true {
            return EndpointFailure(
                failure: .init(error: .quotaSpent(origin: origin, said: said), isPassing: false), use: .none)
        }
        switch response.status {
        case 300..<400:
            error = .transport(
                origin: origin, .redirected(to: excerpt(response.headers["location"] ?? "another address")))
        case 403 where problem?.isOfPlace == true: error = .placeRefused(origin: origin, said: said)
        case 401, 403: error = .keyRefused(origin: origin, variable: key?.name, said: said)
        case 404: error = .notFound(origin: origin, said: said)
        case 429: error = .rateLimited(origin: origin, said: said)
        default: error = .failed(origin: origin, status: response.status, said: said)
        }
        let wait = RetryAfter.milliseconds(in: response.headers, now: now)
        return EndpointFailure(
            failure: .init(error: error, isPassing: passing, retryAfter: wait), use: .none,
            complaint: complaint(problem ?? plain(body), status: response.status))
    }

    /// What a status says about the request itself.
    private func complaint(_ problem: ServerProblem?, status: Int) -> ServerProblem? {
        switch status {
        case 400, 422: problem
        case 500, 501: problem?.refusesStreams == true ? problem : nil
        default: nil
        }
    }

    /// What a body of plain words says; a page says nothing about a request.
    private func plain(_ body: [UInt8]) -> ServerProblem? {
        let words = String(decoding: body.prefix(2_000), as: UTF8.self)
        return words.contains("<") || words.isEmpty ? nil : ServerProblem(message: words)
    }

    /// What to quote of a body that is not an error in JSON.
    private func words(of body: [UInt8], _ response: HTTPResponse) -> String {
        let kind = response.headers["content-type"]?.split(separator: ";").first ?? "no type"
        return body.isEmpty ? "" : "\(kind), \(String(decoding: body.prefix(2_000), as: UTF8.self))"
    }

    private func failure(_ fault: WireFault) -> EndpointFailure {
        var use = CallBudget.Use.unknown
        var complaint: ServerProblem?
        if case .noText(_, let usage) = fault { use = .of(usage) }
        if case .problem(let problem) = fault, problem.isOfRequest { complaint = problem }
        let (error, passing): (ModelError, Bool) =
            switch fault {
            case .notUnderstood(let said): (.notUnderstood(origin: origin, said: excerpt(said)), false)
            case .noText(let reason, _): (.noText(origin: origin, reason: excerpt(reason)), false)
            case .problem(let problem) where problem.isQuota:
                (.quotaSpent(origin: origin, said: excerpt(problem.message ?? "")), false)
            case .problem(let problem):
                (
                    .failed(origin: origin, status: nil, said: excerpt(problem.message ?? problem.type ?? "")),
                    problem.isPassing
                )
            }
        return EndpointFailure(failure: .init(error: error, isPassing: passing), use: use, complaint: complaint)
    }

    private func excerpt(_ text: String) -> String { Excerpt.of(text, hiding: secret) }

    /// A server that repeats the key must not bring it into a trace.
    private func hidden(_ reply: WireReply) -> WireReply {
        guard let secret else { return reply }
        return WireReply(
            text: secret.hidden(in: reply.text), reasoning: reply.reasoning.map(secret.hidden),
            model: reply.model.map(secret.hidden), usage: reply.usage)
    }
}

extension TransportFault {
    /// Whether the request may have reached a model before the fault.
    var mayHaveBeenBilled: Bool {
        switch self {
        case .unresolvable, .unreachable, .untrusted, .redirected, .proxied, .noClient, .timedOut(.connect): false
        case .timedOut, .disconnected, .bodyTooLarge: true
        }
    }
}
