import CreditEngine

extension CallBudget.Use {
    /// What an answer used that may say itself what it cost.
    static func of(_ reply: ModelReply) -> Self {
        let tokens = reply.usage?.input.flatMap { input in reply.usage?.output.map { input + $0 } }
        return reply.cost.flatMap { said(dollars: $0, tokens: tokens) } ?? of(reply.usage)
    }

    /// What somebody says it cost in US dollars; `nil` for what can be no such amount.
    static func said(dollars: Double, tokens: Int? = nil) -> Self? {
        guard dollars >= 0, dollars < 1e6 else { return nil }
        return .billed(nanodollars: Int((dollars * 1e9).rounded(.up)), tokens: tokens)
    }

    /// What a complete answer used; half a report is none.
    static func of(_ usage: Usage?) -> Self {
        guard let input = usage?.input, let output = usage?.output else { return .unknown }
        return .reported(input: input, output: output)
    }
}
