import CreditEngine

/// Makes one call as often as the policy allows, within the budget.
struct EndpointCaller<Format: WireFormat>: Sendable {
    let connection: ModelConnection
    let services: ModelServices

    var identity: ModelIdentity {
        var defaults = connection.defaults
        defaults.maxTokens = defaults.maxTokens ?? Format.tokenLimit
        return ModelIdentity(
            provider: Format.provider, origin: connection.endpoint.origin, model: connection.model, defaults: defaults)
    }

    private var origin: String { connection.endpoint.origin }

    func reply(to request: ModelRequest) async throws -> ModelReply {
        let request = identity.completed(request)
        guard let model = request.model else { throw ModelError.noModelName(origin: origin) }
        let jitter = KeyedRandom(seed: try seed(of: request))
        let wire = try makeRequest(request)
        var attempt = 0
        while true {
            try await waitForPause()
            let place = try await reserve(for: request, model: model)
            let limits = limitsWithinBudget()
            let exchange = EndpointExchange<Format>(origin: origin, key: connection.key, secret: wire.key?.secret)
            let before = services.clock.milliseconds()
            do {
                let reply = try await exchange.run(
                    wire, transport: services.transport, limits: limits,
                    now: services.clock.secondsSince1970())
                await settle(place, .of(reply.usage))
                return finished(reply, latency: services.clock.milliseconds() - before)
            } catch let failure as EndpointFailure {
                await settle(place, failure.mayHaveWorked ? .unknown : .none)
                try checkTime(after: failure)
                try await wait(after: failure.failure, attempt: attempt, jitter: jitter)
                attempt += 1
            } catch {
                await settle(place, .unknown)
                throw error
            }
        }
    }

    // MARK: The request

    private func makeRequest(_ request: ModelRequest) throws -> HTTPRequest {
        var key: HTTPRequest.KeyHeader?
        if let variable = connection.key {
            guard let value = services.environment(variable.name), !value.isEmpty else {
                throw ModelError.noKey(origin: origin, variable: variable.name)
            }
            guard let secret = Secret(variable: value) else {
                throw ModelError.unusableKey(origin: origin, variable: variable.name)
            }
            key = HTTPRequest.KeyHeader(
                name: Format.keyHeader.name, prefix: Format.keyHeader.prefix, secret: secret)
        }
        var headers = connection.headers
        headers.merge(Format.headers) { own, _ in own }
        headers["Content-Type"] = "application/json"
        headers["Accept"] = connection.streams ? "text/event-stream" : "application/json"
        return HTTPRequest(
            address: Format.address(on: connection.endpoint), headers: headers, key: key,
            body: Array(try Format.body(of: request, streams: connection.streams).text().utf8))
    }

    /// Spreads the workers, the same way in every session.
    private func seed(of request: ModelRequest) throws -> UInt64 {
        try RequestKey(request, to: identity).digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    // MARK: The budget

    private func reserve(for request: ModelRequest, model: String) async throws -> CallBudget.Reservation? {
        guard let budget = services.budget else { return nil }
        let output = request.sampling.maxTokens
        guard output != nil || !budget.limits.boundsTokens else { throw ModelError.noTokenLimit(origin: origin) }
        return try await budget.book(
            input: TokenBound.of(request.messages), output: output, price: connection.price, model: model)
    }

    private func settle(_ place: CallBudget.Reservation?, _ use: CallBudget.Use) async {
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

    private func finished(_ reply: WireReply, latency: Double) -> ModelReply {
        var cost: Double?
        if let price = connection.price, let input = reply.usage?.input, let output = reply.usage?.output {
            cost = Double(price.nanodollars(input: input, output: output)) / 1e9
        }
        return ModelReply(text: reply.text, model: reply.model, usage: reply.usage, latency: latency, cost: cost)
    }
}

extension CallBudget.Use {
    /// What an answer used that may say itself what it cost.
    static func of(_ reply: ModelReply) -> Self {
        guard let cost = reply.cost, cost >= 0, cost < 1e6 else { return of(reply.usage) }
        let tokens = reply.usage?.input.flatMap { input in reply.usage?.output.map { input + $0 } }
        return .billed(nanodollars: Int((cost * 1e9).rounded(.up)), tokens: tokens)
    }

    /// What a complete answer used; half a report is none.
    static func of(_ usage: Usage?) -> Self {
        guard let input = usage?.input, let output = usage?.output else { return .unknown }
        return .reported(input: input, output: output)
    }
}
