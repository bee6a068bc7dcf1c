import CreditEngine

/// What some messages took together, and of how many of them that is known.
struct TimesSum {
    private(set) var seconds = 0.0
    private var dollars = 0.0
    private var input = 0, output = 0
    private var timed = 0, counted = 0, priced = 0

    init(_ messages: [Message]) {
        for message in messages {
            if let length = Self.length(of: message) {
                seconds += length
                timed += 1
            }
            if let usage = message.usage, usage.input != nil || usage.output != nil {
                input += usage.input ?? 0
                output += usage.output ?? 0
                counted += 1
            }
            if let cost = message.cost {
                dollars += cost
                priced += 1
            }
        }
    }

    /// The seconds that a message took: as recorded, else from its beginning to its end.
    private static func length(of message: Message) -> Double? {
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
        return [
            figure(Numeral.seconds(seconds), timed, 10),
            figure("\(Numeral.count(input))→\(Numeral.count(output)) tok", counted, 22),
            figure(Numeral.dollars(dollars), priced, 0),
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
