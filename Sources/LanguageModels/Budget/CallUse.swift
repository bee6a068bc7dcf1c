import CreditEngine

extension CallBudget.Use {
    /// What an answer used that may say itself what it cost.
    static func of(_ reply: ModelReply) -> Self {
        reply.cost.flatMap { said(dollars: $0, tokens: reply.usage?.total) } ?? of(reply.usage)
    }

    /// What somebody says it cost in US dollars; `nil` for what can be no such amount.
    static func said(dollars: Double, tokens: Int? = nil) -> Self? {
        guard dollars >= 0, dollars < 1e6 else { return nil }
        return .billed(nanodollars: Int((dollars * 1e9).rounded(.up)), tokens: tokens)
    }

    /// What a complete answer used; half a report is none, and neither is one of more tokens than can be counted.
    static func of(_ usage: Usage?) -> Self {
        guard usage?.total != nil, let input = usage?.input, let output = usage?.output else { return .unknown }
        return .reported(input: input, output: output)
    }
}
