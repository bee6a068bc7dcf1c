import CreditEngine

/// What some messages took together, and of how many of them that is known.
struct TimesSum {
    /// Seconds; `nil` when the sum is no finite number.
    let seconds: Double?
    private let dollars: Double?
    private let input: Int?, output: Int?
    private let timed: Int, counted: Int, priced: Int

    init(_ messages: [Message]) {
        let lengths = messages.map(Self.length)
        (seconds, timed) = (KnownSum.of([0] + lengths), lengths.count { $0 != nil })
        let usages = messages.compactMap(\.usage).filter { $0.input != nil || $0.output != nil }
        (input, output) = (KnownSum.of([0] + usages.map(\.input)), KnownSum.of([0] + usages.map(\.output)))
        counted = usages.count
        let costs = messages.map(\.cost)
        (dollars, priced) = (KnownSum.of([0] + costs), costs.count { $0 != nil })
    }

    /// The seconds that a message took: as recorded, else from its beginning to its end.
    private static func length(_ message: Message) -> Double? {
        message.latency.map { $0 / 1000 }
            ?? SpokenTimes.Stretch(message).whole.map { Double($0.upperBound - $0.lowerBound) / 1e9 }
    }

    /// Whether anything is known.
    var isAnything: Bool { timed + counted + priced > 0 }

    /// Time, tokens and cost; `*` where only some of the messages have one.
    func spans(of count: Int) -> [Span] {
        func figure(_ words: String, _ known: Int, _ columns: Int) -> Span {
            .own((known == 0 ? "—" : words + (known < count ? "*" : "")).padding(to: columns))
        }
        func tokens(_ sum: Int?) -> String { sum.map { Numeral.count($0) } ?? "?" }
        return [
            figure(seconds.map { Numeral.seconds($0) } ?? "?", timed, 10),
            figure("\(tokens(input))→\(tokens(output)) tok", counted, 22),
            figure(dollars.map { Numeral.dollars($0) } ?? "?", priced, 0),
        ]
    }

    /// What `*` means; `nil` when every message has everything that any has.
    func missing(of count: Int) -> String? {
        let parts = [("times", timed), ("tokens", counted), ("costs", priced)].filter { $0.1 > 0 && $0.1 < count }
        guard !parts.isEmpty else { return nil }
        return "* recorded for some of the \(Numeral.count(count, "message")) only: "
            + parts.map { "\($0.0) of \(Numeral.count($0.1))" }.joined(separator: ", ")
    }
}
