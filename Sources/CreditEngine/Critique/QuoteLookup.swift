/// Looks up whether a trace has the words that a critic quotes.
///
/// Words are compared with every run of white space as one space and A–Z in either case, in what agents said and in what
/// their tools returned, and also as they were sent, secrets taken out. The cell's own message is asked first, then the others from the latest
/// to the earliest. A quote of fewer than four letters or digits is evidence of nothing and is never found.
/// Source: Method §5.
struct QuoteLookup: Sendable {
    private struct Place: Sendable {
        let turn: Int
        let agent: String
        let text: String
    }

    private let places: [Place]

    init(in trace: Trace, at cell: Cell) {
        func place(_ message: Message) -> Place {
            let tools = message.tools.flatMap { [$0.arguments, $0.result ?? "", $0.error ?? ""] }
            let said = ([message.output] + tools).joined(separator: "\n")
            let redacted = Redaction(of: said)
            let text = redacted.count == 0 ? said : said + "\n" + redacted.text
            let known = trace.agents.indices.contains(message.agent)
            return Place(
                turn: message.turn, agent: known ? trace.agents[message.agent].name : "", text: Self.folded(text))
        }
        let own = trace.messages.filter { $0.cell == cell }.map(place)
        places = own + trace.messages.reversed().filter { $0.cell != cell }.map(place)
    }

    /// The quote with the place where it was found.
    func quote(_ words: String) -> Critique.Quote {
        let folded = Self.folded(words)
        guard !Critique.Quote(text: words).isTooShort else { return Critique.Quote(text: words) }
        let pattern = TextPattern(folded)
        guard let place = places.first(where: { pattern.matches($0.text) }) else { return Critique.Quote(text: words) }
        return Critique.Quote(text: words, turn: place.turn, agent: place.agent)
    }

    private static func folded(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Critique.Quote {
    /// The fewest letters and digits that are evidence of anything.
    public static let fewest = 4

    /// Whether it is too short to be evidence, wherever it stands; such a quote is never looked up.
    public var isTooShort: Bool {
        text.unicodeScalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil } < Self.fewest
    }
}

extension Critique {
    /// The cell that it is about in a run; `nil` when the run is another one, or does not have the quotes where they were
    /// found.
    public func cell(in trace: Trace) -> Cell? {
        guard trace.id == self.trace, trace.problem?.id == problem,
            let agent = trace.agents.firstIndex(where: { $0.name == self.agent })
        else { return nil }
        let cell = Cell(turn: turn, agent: agent)
        guard trace.messages.contains(where: { $0.cell == cell }) else { return nil }
        let lookup = QuoteLookup(in: trace, at: cell)
        return quotes.allSatisfy { lookup.quote($0.text) == $0 } ? cell : nil
    }
}
