import LanguageModels
import ProgramTape

extension ProgramSection {
    /// The keys of a `runner` that say something about its `program` only.
    static let ownKeys = ["upstream", "seeds", "warm", "tools", "agent_field", "answer", "prices"]

    /// Reads the fields of `runner`, of which `program` names the program; throws `TeamFileError`.
    init(_ program: TeamNode, _ fields: TeamFields) throws {
        self.init(
            command: try program.texts(), upstream: try fields["upstream"]?.text(),
            sendsSeeds: try fields["seeds"]?.flag() ?? true, version: try fields["version"]?.text(),
            isWarm: try fields["warm"]?.flag() ?? false, tools: try Self.tools(fields["tools"]),
            agentField: try fields["agent_field"]?.text(), answer: try AnswerSource(fields["answer"]),
            prices: try Self.prices(fields["prices"]))
    }

    private static func tools(_ node: TeamNode?) throws -> ToolAnswers {
        guard let node else { return .run }
        guard let tools = ToolAnswers(rawValue: try node.text()) else {
            throw node.wrong("must be one of \(ToolAnswers.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return tools
    }

    private static func prices(_ node: TeamNode?) throws -> [String: TokenPrice] {
        var prices: [String: TokenPrice] = [:]
        for (model, price) in try node?.members() ?? [] {
            let price = try ModelSection.price(price)
            prices[model] = TokenPrice(inputPerMillion: price.input, outputPerMillion: price.output)
        }
        return prices
    }
}

extension AnswerSource {
    /// Reads the key `answer`: `output`, `message`, or the path of a file.
    fileprivate init(_ node: TeamNode?) throws {
        switch try node?.text() {
        case nil, "output"?: self = .output
        case "message"?: self = .message
        case let path?: self = .file(path)
        }
    }
}
