import CreditEngine

/// How many tokens a text can have at most, without knowing the tokeniser.
enum TokenBound {
    /// Tokens of a message beside its text: role, separators, the template's own words.
    private static let perMessage = 64

    /// The most tokens that messages can have: a token is at least one byte.
    static func of(_ messages: [PromptMessage]) -> Int {
        messages.reduce(perMessage) { $0 + $1.content.utf8.count + $1.role.utf8.count + perMessage }
    }
}
