import ChildPrograms
import CreditEngine
import LanguageModels
import PlantedFaults

/// Makes the models that a team file describes; all share one job's services.
struct ModelMaker: Sendable {
    /// Transport, pauses, budget, clock.
    var services: ModelServices
    /// Complete answers of real models, kept for good; `nil` keeps none.
    var cache: (any ReplyCache)?
    /// Whether answers that are kept already are not used.
    var isFresh = false
    /// The calls under way of all models with that cache.
    var flights = ReplyFlights()
    /// Where programs run.
    var place = ProgramPlace()
    /// The suite of simulated models that name none.
    var suite = Suite.rootEcho

    /// Makes a model; throws `EndpointError`, `CommandModelError`, `TeamError` or `TraceFileError`.
    func model(_ configuration: ModelConfiguration) throws -> any LanguageModel {
        switch configuration.provider {
        case .endpoint(let wire, let endpoint):
            let model = EndpointModel(wire, try connection(endpoint, configuration), services: services)
            return cached(model, model.identity)
        case .command(let arguments):
            let model = try CommandModel(
                arguments, model: nil, defaults: configuration.sampling, price: price(configuration),
                alias: configuration.name,
                services: CommandServices(place: place, budget: services.budget, clock: services.clock))
            return cached(model, model.identity)
        case .simulated(let name, let coupling):
            return try Self.suite(named: name, default: suite).model(coupling: coupling)
        case .recorded(let path): return try TraceModel(path: path)
        }
    }

    /// What stands for a model in the names of jobs: everything that its answers depend on.
    static func identity(of configuration: ModelConfiguration) -> CanonicalJSON {
        let provider: CanonicalJSON =
            switch configuration.provider {
            case .endpoint(let wire, let endpoint): endpoint.identity(wire)
            case .command(let arguments): .array(["command"] + arguments.map { .string($0) })
            case .simulated(let suite, let coupling):
                ["simulated", suite.map { .string($0) } ?? .null, .number(coupling)]
            case .recorded(let path): ["recorded", .string(path)]
            }
        return .object(present: [
            "name": .string(configuration.name), "provider": provider,
            "temperature": configuration.sampling.temperature.map { .number($0) },
            "top_p": configuration.sampling.topP.map { .number($0) },
            "max_tokens": configuration.sampling.maxTokens.map { .integer($0) },
        ])
    }

    /// A suite by name; throws `TeamError.noSuite`.
    static func suite(named name: String?, default suite: Suite = .rootEcho) throws -> Suite {
        guard let name else { return suite }
        guard let found = Suite.named(name) else {
            throw TeamError.noSuite(name, known: Suite.all.map(\.name))
        }
        return found
    }

    private func cached(_ model: any LanguageModel, _ identity: ModelIdentity) -> any LanguageModel {
        cache.map { CachedModel(model, identity: identity, cache: $0, isFresh: isFresh, flights: flights) } ?? model
    }

    private func connection(
        _ endpoint: ModelConfiguration.Endpoint, _ configuration: ModelConfiguration
    ) throws -> ModelConnection {
        try ModelConnection(
            endpoint: Endpoint(endpoint.url, allowsPlainHTTP: endpoint.allowsPlainHTTP),
            key: endpoint.keyVariable.map { try KeyVariable($0) }, keyHeader: endpoint.keyHeader,
            query: endpoint.query, headers: endpoint.headers, model: endpoint.model,
            defaults: configuration.sampling, shape: endpoint.shape,
            price: price(configuration))
    }

    private func price(_ configuration: ModelConfiguration) -> TokenPrice? {
        configuration.price.map { TokenPrice(inputPerMillion: $0.input, outputPerMillion: $0.output) }
    }
}

extension ModelConfiguration.Endpoint {
    /// What answers depend on: the address and the model, and what chooses or shapes them where something does.
    fileprivate func identity(_ wire: Wire) -> CanonicalJSON {
        let chosen: [CanonicalJSON] = [headers, query].map { pairs in
            .object(pairs.map { CanonicalJSON.Member($0, .string($1)) })
        }
        let rest = [chosen[0], chosen[1], shape.text.map { .string($0) } ?? .null]
        let isPlain = headers.isEmpty && query.isEmpty && shape.text == nil
        return .array([.string(wire.name), .string(url), .string(model)] + (isPlain ? [] : rest))
    }
}
