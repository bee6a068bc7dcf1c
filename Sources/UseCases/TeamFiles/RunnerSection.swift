import LanguageModels

extension ProgramSection {
    /// The keys of a `runner` that say something about its `program` only.
    static let ownKeys = ["upstream", "seeds", "version", "warm", "prices"]

    /// Reads the fields of `runner`, of which `program` names the program; throws `TeamFileError`.
    init(_ program: TeamNode, _ fields: TeamFields) throws {
        self.init(
            command: try program.texts(), upstream: try fields["upstream"]?.text(),
            sendsSeeds: try fields["seeds"]?.flag() ?? true, version: try fields["version"]?.text(),
            isWarm: try fields["warm"]?.flag() ?? false, prices: try Self.prices(fields["prices"]))
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
