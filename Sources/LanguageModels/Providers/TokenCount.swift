/// A count of tokens as a server reports it; what cannot be one is unknown.
struct TokenCount: Decodable, Sendable, Equatable {
    var value: Int?

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.singleValueContainer(), let number = try? container.decode(Int.self),
            (0...1_000_000_000).contains(number)
        else { return }
        value = number
    }
}
