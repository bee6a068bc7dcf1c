import CreditEngine
import Foundation
import LanguageModels

/// Reads `models`.
enum ModelSection {
    /// Who answers without a server of models.
    private enum Kind: String, CaseIterable { case command, simulated, recorded }

    private static let shared = ["provider", "temperature", "top_p", "max_tokens", "price"]
    private static let network = [
        "base_url", "model", "key_env", "key_header", "query", "headers", "request", "allow_plain_http",
    ]
    private static let literalKeys = ["key", "api_key", "apikey", "token", "secret", "password", "authorization"]

    static func model(_ name: String, _ node: TeamNode, folder: TeamFolder) throws -> ModelConfiguration {
        for (member, value) in try node.members() where literalKeys.contains(member.lowercased()) {
            throw value.wrong(
                "would hold a key itself, which is refused; put the key into an environment variable and name that in 'key_env'"
            )
        }
        guard let provider = try node.members().first(where: { $0.name == "provider" })?.value else {
            throw node.wrong("needs 'provider'")
        }
        let word = try provider.text()
        guard let wire = Wire.named(word) else {
            guard let kind = Kind(rawValue: word) else {
                let known = Wire.all.map(\.name) + Kind.allCases.map(\.rawValue)
                throw provider.wrong("must be one of \(known.joined(separator: ", "))")
            }
            return try model(name, node, kind, folder)
        }
        let fields = try node.fields(shared + network)
        return ModelConfiguration(
            name: name, provider: .endpoint(wire, try EndpointSection.endpoint(fields)), sampling: try sampling(fields),
            price: try price(fields))
    }

    private static func model(
        _ name: String, _ node: TeamNode, _ kind: Kind, _ folder: TeamFolder
    ) throws -> ModelConfiguration {
        let own =
            switch kind {
            case .command: ["command"]
            case .simulated: ["suite", "coupling"]
            case .recorded: ["traces"]
            }
        let fields = try node.fields(shared + own)
        return ModelConfiguration(
            name: name, provider: try self.provider(kind, fields, folder), sampling: try sampling(fields),
            price: try price(fields))
    }

    private static func provider(
        _ kind: Kind, _ fields: TeamFields, _ folder: TeamFolder
    ) throws -> ModelConfiguration.Provider {
        switch kind {
        case .command: .command(try fields.required("command").texts())
        case .simulated:
            .simulated(suite: try fields["suite"]?.text(), coupling: try fields["coupling"]?.number(0...1) ?? 1)
        case .recorded: .recorded(path: try folder.file(fields.required("traces")))
        }
    }

    private static func sampling(_ fields: TeamFields) throws -> SamplingParameters {
        SamplingParameters(
            temperature: try fields["temperature"]?.number(0...2), topP: try fields["top_p"]?.number(0...1),
            maxTokens: try fields["max_tokens"]?.whole(1...Int(Int32.max)))
    }

    private static func price(_ fields: TeamFields) throws -> ModelConfiguration.Price? {
        try fields["price"].map(price)
    }

    /// Reads a price.
    static func price(_ node: TeamNode) throws -> ModelConfiguration.Price {
        let price = try node.fields(["input_per_million", "output_per_million"])
        let range = 0...Double.greatestFiniteMagnitude
        return ModelConfiguration.Price(
            input: try price.required("input_per_million").number(range),
            output: try price.required("output_per_million").number(range))
    }
}
