import CreditEngine

/// A condition on one message at which the person wants to stop: who speaks, what is said, how much credit it has.
struct Breakpoint: Sendable, Equatable {
    /// The condition as typed.
    let source: String
    /// What must hold together, in the filter's terms.
    let terms: [Filter.Term]

    /// Reads a condition: `agent:critic text~"modulo" hot>.3`.
    static func parse(_ source: String) throws(Filter.Mistake) -> Breakpoint {
        let terms = try Filter.parse(source).terms
        for term in terms {
            switch term {
            case .agent, .text, .figure(.hot, _, _): continue
            case .word(let word):
                throw Filter.Mistake(sentence: "'\(word)' is no condition on a message; write text~\(word)")
            default:
                throw Filter.Mistake(
                    sentence: "a breakpoint looks at one message, as in agent:critic text~\"modulo\" hot>.3")
            }
        }
        return Breakpoint(source: source, terms: terms)
    }

    /// Whether it looks at credit, which is estimated.
    var isAboutCredit: Bool {
        terms.contains { if case .figure = $0 { true } else { false } }
    }

    /// Whether it holds at a message of a run; an unknown figure never does.
    func holds(at message: Message, in tables: RunTables) -> Bool {
        guard let slot = tables.slot(message.cell) else { return false }
        return terms.allSatisfy { term in
            switch term {
            case .agent(let name): TextMatch.contains(tables.agent(message.cell), name)
            case .text(let text): TextMatch.contains(message.output, text)
            case .figure(.hot, let comparison, let bound): slot.heat.value.map { comparison.holds($0, bound) } ?? false
            default: false
            }
        }
    }
}
