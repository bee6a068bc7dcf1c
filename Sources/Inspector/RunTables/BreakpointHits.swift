import CreditEngine

/// The messages of an opened run at which a breakpoint holds.
struct BreakpointHits: Sendable {
    let breakpoint: Breakpoint
    /// Indices of `Trace.messages`, in time order.
    let messages: [Int]
    /// The cells that have one.
    let cells: Set<Cell>
    /// How many messages the run has.
    private let all: Int

    init(_ breakpoint: Breakpoint, in tables: RunTables) {
        self.breakpoint = breakpoint
        let trace = tables.trace
        messages = trace.messages.indices.filter { breakpoint.holds(at: trace.messages[$0], in: tables) }
        cells = Set(messages.map { trace.messages[$0].cell })
        all = trace.messages.count
    }

    /// Whether a message is one of them.
    func contains(_ message: Int) -> Bool { messages[safe: messages.firstPlace(atOrAfter: message)] == message }

    /// The condition and how often it holds, for the status line.
    var summary: String {
        let credit = breakpoint.isAboutCredit ? " (estimated credit)" : ""
        let count = "\(Numeral.count(messages.count)) of \(Numeral.count(all, "message"))"
        return "breakpoint: \(breakpoint.source)\(credit) · \(count)"
            + (messages.isEmpty ? "" : " · B goes to the next")
    }
}
