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
    func holds(at message: Message, in book: RunBook) -> Bool {
        guard let slot = book.slot(message.cell) else { return false }
        return terms.allSatisfy { term in
            switch term {
            case .agent(let name): TextMatch.contains(book.agent(message.cell), name)
            case .text(let text): TextMatch.contains(message.output, text)
            case .figure(.hot, let comparison, let bound): slot.heat.value.map { comparison.holds($0, bound) } ?? false
            default: false
            }
        }
    }
}

/// The messages of an opened run at which a breakpoint holds.
struct Stops: Sendable {
    let breakpoint: Breakpoint
    /// Indices of `Trace.messages`, in time order.
    let messages: [Int]
    /// The cells that have one.
    let cells: Set<Cell>
    /// How many messages the run has.
    private let all: Int

    init(_ breakpoint: Breakpoint, in book: RunBook) {
        self.breakpoint = breakpoint
        let trace = book.trace
        messages = trace.messages.indices.filter { breakpoint.holds(at: trace.messages[$0], in: book) }
        cells = Set(messages.map { trace.messages[$0].cell })
        all = trace.messages.count
    }

    /// Whether a message is one of them.
    func contains(_ message: Int) -> Bool { messages[safe: messages.firstPlace(atOrAfter: message)] == message }

    /// The condition and how often it holds, for the status line.
    var summary: String {
        let credit = breakpoint.isAboutCredit ? " (estimated credit)" : ""
        let count = "\(Figure.count(messages.count)) of \(Figure.count(all, "message"))"
        return "breakpoint: \(breakpoint.source)\(credit) · \(count)"
            + (messages.isEmpty ? "" : " · B goes to the next")
    }
}

extension RunScreen {
    /// Goes to the next message in time order at which the breakpoint holds; returns what there is to say about it.
    mutating func goToStop() -> String {
        guard let stops, !stops.messages.isEmpty else {
            return "the breakpoint holds at no message of this run; b changes it"
        }
        let place = stops.messages.firstPlace(atOrAfter: message.map { $0 + 1 } ?? nearestMessage(after: true))
        let isAround = place == stops.messages.count
        let next = isAround ? 0 : place
        let target = stops.messages[next]
        go(to: book.trace.messages[target].cell, message: target)
        return "stop \(Figure.count(next + 1)) of \(Figure.count(stops.messages.count))"
            + (isAround ? ", around the end" : "")
    }
}
