/// How likely a message is the one that went wrong, judged by itself and by the reply it got.
///
/// Every term is in [0,1] and says why it is there; they are averaged, not weighted. The figures behind them are in the
/// decision record on estimated credit.
struct Hints: Equatable {
    /// New figures, n/(n + 10).
    ///
    /// n = numbers that neither the problem, a tool nor anybody had given before and that no
    /// equality in the text yields. A claim nobody can trace is where a wrong value enters.
    var figures = 0.0
    /// 1 when the message says figures beside a tool's answer that has others, or passes a tool an identifier that nobody
    /// had given: no tool returned them.
    var unreturned = 0.0
    /// 1 when a program or call that the message hands to a tool came to nothing.
    ///
    /// That is a failure, no answer, or the same answer to the same call as before. The call itself is no evidence.
    var failure = 0.0
    /// Assumed or made-up content, 50·n/(w + 50), at most 1.
    ///
    /// n = words such as "assuming", w = words in all.
    var assumption = 0.0
    /// Statements that can be seen to be wrong: n/(n + 1), so the first one weighs ½.
    var shownErrors = 0.0

    /// Figures at which their term is one half.
    static let halfFigures = 10.0
    /// The length in words that the density of assumptions is measured against.
    static let passage = 50.0
    /// What a message of a router counts: it passes on what others found, and asks for what others do.
    static let routerShare = 0.5

    /// The chance that this message is a mistake, in [0,1): the mean of the four hints, halved for a router, and then
    /// the shown errors on top (1 − (1 − mean)(1 − shown)).
    func chance(isRouter: Bool) -> Double {
        let mean = (figures + unreturned + failure + assumption) / 4 * (isRouter ? Self.routerShare : 1)
        return 1 - (1 - mean) * (1 - shownErrors)
    }
}

extension Hints {
    /// The hints of one message.
    ///
    /// - Parameter trouble: what came of its calls, when it is something bad.
    init(
        _ message: Int, _ trace: Trace, _ reading: Reading, reply: Int?, isFirst: Bool, trouble: CallTroubles.Trouble?
    ) {
        // Fields are read in place: copying a message or its facts would cost more than all of this.
        let count = Double(reading.messages[message].figures)
        figures = count / (count + Self.halfFigures)
        let words = Double(reading.messages[message].words)
        assumption = min(1, Self.passage * Double(reading.messages[message].assumptions) / (words + Self.passage))
        var errors = reading.messages[message].falsehoods.count
        if isFirst, Hints.isAnotherTask(reading.messages[message], reading) { errors += 1 }
        shownErrors = Double(errors) / Double(errors + 1)
        if !trace.messages[message].tools.isEmpty {
            failure = trouble == nil ? 0 : 1
            let contradicts = reading.messages[message].figures > 0 && Self.returnsFigures(trace.messages[message])
            unreturned = contradicts || reading.messages[message].invented != nil ? 1 : 0
        } else if reading.messages[message].hasCode, let reply, trace.kind(ofSpeaker: reply) == .tool {
            failure = reading.messages[reply].failure != nil || reading.messages[reply].isEmptyResult ? 1 : 0
        }
    }

    /// Whether a tool of the message returned a number, so that other numbers beside it stand against it.
    private static func returnsFigures(_ message: Message) -> Bool {
        message.tools.contains { $0.result?.utf8.contains(where: WordScan.isDigit) ?? false }
    }

    /// Whether a briefing is about something else: 50 words or more that take up less than a quarter of the problem
    /// (of its first twenty words of content, when it is long).
    static func isAnotherTask(_ facts: MessageFacts, _ reading: Reading) -> Bool {
        facts.words >= 50 && reading.problemWords >= 5 && facts.problemShared * 4 < min(reading.problemWords, 20)
    }
}
