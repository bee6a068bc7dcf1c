import CreditEngine
internal import Foundation

/// Makes one call as often as the policy allows, within the budget.
struct EndpointCaller: Sendable {
    let format: any WireFormat
    let connection: ModelConnection
    let services: ModelServices

    var identity: ModelIdentity {
        var defaults = connection.defaults
        defaults.maxTokens = defaults.maxTokens ?? format.tokenLimit
        return ModelIdentity(
            provider: format.provider, origin: origin, address: address(for: connection.model ?? ""),
            headers: connection.headers, request: connection.shape.text, model: connection.model, defaults: defaults)
    }

    private var origin: String { connection.endpoint.origin }

    func reply(to request: ModelRequest) async throws -> ModelReply {
        let request = identity.completed(request)
        guard let model = request.model else { throw ModelError.noModelName(origin: origin) }
        let jitter = KeyedRandom(seed: try seed(of: request))
        let key = try readKey()
        var attempt = 0
        while true {
            try await waitForPause()
            let body = body(of: request, model: model)
            let place = try await reserve(for: request, body, model: model)
            let exchange = EndpointExchange(
                format: format, origin: origin, key: connection.key, secret: key?.secret, limits: limitsWithinBudget())
            let before = services.clock.milliseconds()
            do {
                let reply = try await exchange.run(
                    try makeRequest(body, key, model: model), transport: services.transport,
                    now: services.clock.secondsSince1970())
                await charge(place, .of(reply.usage))
                let isUnseeded = request.seed != nil && body["seed", default: .null] == .null
                return finished(reply, isUnseeded, latency: services.clock.milliseconds() - before)
            } catch let failure as EndpointFailure {
                await charge(place, failure.use)
                try checkTime(after: failure)
                // The request that was refused is not made again, so no attempt of it is used up.
                if try learn(from: failure, of: request, body, model: model) { continue }
                try await wait(after: failure.failure, attempt: attempt, jitter: jitter)
                attempt += 1
            } catch {
                await charge(place, .unknown)
                throw error
            }
        }
    }

    // MARK: The request

    /// The path with the query, which names an endpoint together with the origin.
    private func address(for model: String) -> String {
        let query = format.query(on: connection.endpoint).merging(connection.query) { _, own in own }
        let pairs = query.sorted { $0.key < $1.key }.map { "\(Self.encoded($0))=\(Self.encoded($1))" }
        return format.path(on: connection.endpoint, model: model)
            + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))) ?? text
    }

    /// What is sent: what the protocol says, as the team file shapes it, without what the endpoint has refused.
    private func body(of request: ModelRequest, model: String) -> [String: CanonicalJSON] {
        let body = format.body(of: request, streams: connection.streams)
        return services.refused.changes(for: place(of: model))
            .applied(to: connection.shape.applied(to: body, limitKeys: format.limitKeys))
    }

    /// What stands for an endpoint and a model where it is kept what they refuse.
    private func place(of model: String) -> String { "\(origin)\(address(for: model)) \(model)" }

    private func readKey() throws -> HTTPRequest.KeyHeader? {
        guard let variable = connection.key else { return nil }
        guard let value = services.environment(variable.name), !value.isEmpty else {
            throw ModelError.noKey(origin: origin, variable: variable.name)
        }
        guard let secret = Secret(variable: value) else {
            throw ModelError.unusableKey(origin: origin, variable: variable.name)
        }
        let scheme = connection.keyHeader.map(KeyScheme.named) ?? format.keyScheme
        return HTTPRequest.KeyHeader(name: scheme.name, prefix: scheme.prefix, secret: secret)
    }

    private func makeRequest(
        _ body: [String: CanonicalJSON], _ key: HTTPRequest.KeyHeader?, model: String
    ) throws -> HTTPRequest {
        var headers = connection.headers
        headers.merge(format.headers) { own, _ in own }
        headers["Content-Type"] = "application/json"
        headers["Accept"] = body["stream"] == .bool(true) ? "text/event-stream" : "application/json"
        return HTTPRequest(
            address: origin + address(for: model), headers: headers, key: key,
            body: Array(try CanonicalJSON.object(body.map { .init($0, $1) }).text().utf8))
    }

    /// Spreads the workers, the same way in every session.
    private func seed(of request: ModelRequest) throws -> UInt64 {
        try RequestKey(request, to: identity).digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Learns from a refusal what to send instead; `false` when that is not what failed.
    ///
    /// The request is made again only when what is known by now makes another body of it. What is known of an endpoint only
    /// grows, by the few keys that a body has, so that ends. Throws `ModelError.parameterRefused` when a person must decide.
    private func learn(
        from failure: EndpointFailure, of request: ModelRequest, _ sent: [String: CanonicalJSON], model: String
    ) throws -> Bool {
        guard let complaint = failure.complaint,
            let refusal = Refusal(complaint, of: sent, shape: connection.shape, limitKeys: format.limitKeys)
        else { return false }
        let place = place(of: model)
        if let lesson = refusal.lesson, services.refused.learn(lesson, of: place) {
            services.tellOfRetry("\(origin) does not take \(lesson) for \(model) from now on")
        }
        // Another call may have learned it while this one was under way.
        if refusal.lesson != nil, body(of: request, model: model) != sent { return true }
        guard case .failed(_, let status?, let said) = failure.failure.error, status < 500 else { return false }
        throw ModelError.parameterRefused(
            origin: origin, parameter: services.refused.changes(for: place).ownName(of: refusal.parameter),
            status: status, said: said)
    }

    // MARK: The budget

    private func reserve(
        for request: ModelRequest, _ body: [String: CanonicalJSON], model: String
    ) async throws -> CallBudget.Reservation? {
        guard let budget = services.budget else { return nil }
        let output = format.limit(of: body)
        guard output != nil || !budget.limits.boundsTokens else { throw ModelError.noTokenLimit(origin: origin) }
        return try await budget.book(
            input: TokenBound.of(request.messages), output: output, price: connection.price, model: model)
    }

    private func charge(_ place: CallBudget.Reservation?, _ use: CallBudget.Use) async {
        if let place { await services.budget?.charge(place, use, price: connection.price) }
    }

    private func limitsWithinBudget() -> TransportLimits {
        var limits = services.limits
        if let left = services.budget?.remainingMilliseconds { limits.total = min(limits.total, .milliseconds(left)) }
        return limits
    }

    /// When the budget's time cut the call short, the budget is what to name.
    private func checkTime(after failure: EndpointFailure) throws {
        if case .transport(_, .timedOut(.total)) = failure.failure.error, let budget = services.budget,
            let limit = budget.limits.milliseconds, budget.remainingMilliseconds == 0
        {
            throw BudgetError.time(milliseconds: limit)
        }
    }

    // MARK: Waiting

    private func wait(after failure: RetryPolicy.Failure, attempt: Int, jitter: KeyedRandom) async throws {
        if failure.isPassing, let pause = failure.retryAfter, pause <= services.retrying.longestWait {
            services.pauses.pause(origin, until: services.clock.milliseconds() + pause)
        }
        switch services.retrying.verdict(on: failure, attempt: attempt, unit: jitter.unit("retry", attempt)) {
        case .stop(let error): throw error
        case .again(let delay):
            services.tellOfRetry("\(failure.error); tried again in \(Int(delay.rounded(.up))) ms")
            // The pause that was just set is the wait, for this worker as for all.
            if failure.retryAfter == nil { try await sleep(delay) }
        }
    }

    /// Others may lengthen the pause while we wait.
    private func waitForPause() async throws {
        try Task.checkCancellation()
        while true {
            let pause = services.pauses.remaining(origin, now: services.clock.milliseconds())
            guard pause > 0 else { return }
            try await sleep(pause)
        }
    }

    private func sleep(_ milliseconds: Double) async throws {
        if let budget = services.budget, let left = budget.remainingMilliseconds, left <= milliseconds,
            let limit = budget.limits.milliseconds
        {
            throw BudgetError.time(milliseconds: limit)
        }
        try await services.clock.sleep(milliseconds: milliseconds)
    }

    // MARK: The answer

    private func finished(_ reply: WireReply, _ isUnseeded: Bool, latency: Double) -> ModelReply {
        var cost: Double?
        if let price = connection.price, let input = reply.usage?.input, let output = reply.usage?.output {
            cost = Double(price.nanodollars(input: input, output: output)) / 1e9
        }
        return ModelReply(
            text: reply.text, reasoning: reply.reasoning, model: reply.model, usage: reply.usage, latency: latency,
            cost: cost, isUnseeded: isUnseeded)
    }
}
