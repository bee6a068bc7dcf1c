/// What speaks against a message, as evidence and as words.
struct Reasons {
    /// The words that the hints came from, strongest first: what can be seen to be wrong, what failed, what no tool returned,
    /// what was assumed, and last what merely cannot be traced.
    private(set) var evidence: [Evidence] = []

    /// The most bytes of a tool's words that are quoted.
    static let quoteLimit = 100
    /// The most bytes of a sentence that are quoted.
    static let passageLimit = 80

    init(
        _ message: Int, _ trace: Trace, _ reading: Reading, _ hints: Hints, reply: Int?, trouble: CallTroubles.Trouble?
    ) {
        let facts = reading.messages[message]
        let output = trace.messages[message].output
        for falsehood in facts.falsehoods.prefix(3) {
            let quote = Quote.text(output, falsehood.range)
            switch falsehood.kind {
            case .equality: add(message, falsehood.range, "says “\(quote)”, which does not hold", .falseStatement)
            case .problemFigure:
                add(message, falsehood.range, "says \(quote) where the problem gives another figure", .wrongFigure)
            }
        }
        if hints.shownErrors > 0, facts.falsehoods.isEmpty {
            add(message, 0..<0, "takes up another task than the one that was asked", .anotherTask)
        }
        if hints.failure > 0 {
            if let trouble {
                add(message, 0..<0, Self.words(trouble), Self.mode(trouble))
            } else if let reply {
                addFailure(of: reply, trace, reading)
            }
        }
        if let invented = facts.invented, hints.unreturned > 0 {
            let tool = trace.messages[message].tools[invented.call].name
            add(message, 0..<0, "passes \(invented.text) to \(tool), which nobody had given before", .invented)
        }
        if let first = facts.newFigures.first?.range, hints.unreturned > 0 {
            addFigures(message, first, output, facts.figures, "that its tools did not return", .invented)
        }
        if facts.isPageReport {
            addPage(message, facts, output, trace)
        } else if let used = facts.usedFigure, hints.unreturned == 0 {
            let turn = trace.messages[used.by].turn
            let quote = Self.passage(output, around: used.range)
            add(message, used.range, "says “\(quote)” out of nowhere, and turn \(turn) takes the figure up", .untraced)
        }
        if let range = facts.first(.assumption) {
            let quote = Self.passage(output, around: range)
            add(message, range, "goes on an assumption (“\(quote)”)", .assumption)
        }
        if let first = facts.newFigures.first?.range, hints.unreturned == 0, facts.usedFigure == nil,
            !facts.isPageReport
        {
            addFigures(message, first, output, facts.figures, "nobody had given before", .untraced)
        }
    }

    private static func words(_ trouble: CallTroubles.Trouble) -> String {
        switch trouble {
        case .failed(let tool, let words): "calls \(tool), which reports a failure (“\(words)”)"
        case .empty(let tool): "calls \(tool), which returns nothing"
        case .repeated(let tool): "repeats a call of \(tool) that got the same answer before"
        }
    }

    private static func mode(_ trouble: CallTroubles.Trouble) -> FailureMode {
        switch trouble {
        case .failed: .failedCall
        case .empty: .emptyCall
        case .repeated: .repeatedCall
        }
    }

    private mutating func addFigures(
        _ message: Int, _ first: Range<Int>, _ output: String, _ count: Int, _ who: String, _ mode: FailureMode
    ) {
        let many = count == 1 ? "a figure" : "\(count) figures"
        add(message, first, "gives \(many) \(who) (“\(Self.passage(output, around: first))”)", mode)
    }

    /// What a page is said to show is no figure out of nowhere, but it enters the run here.
    private mutating func addPage(_ message: Int, _ facts: MessageFacts, _ output: String, _ trace: Trace) {
        if let used = facts.usedFigure {
            let turn = trace.messages[used.by].turn
            let quote = Self.passage(output, around: used.range)
            add(message, used.range, "reports “\(quote)” from a page, and turn \(turn) takes the figure up", .ofPage)
        } else if facts.figures > 0 {
            let many = Numeral.count(facts.figures, "figure")
            let doubt = "nothing in the run says whether it was the right page and was read rightly"
            add(message, 0..<0, "brings in \(many) from a page; \(doubt)", .ofPage)
        }
    }

    private mutating func addFailure(of reply: Int, _ trace: Trace, _ reading: Reading) {
        if let range = reading.messages[reply].failure {
            let quote = Quote.text(trace.messages[reply].output, range, limit: Self.quoteLimit)
            add(reply, range, "hands over a program that fails (“\(quote)” in the reply)", .failedCall)
        } else {
            add(reply, 0..<0, "hands over a program that prints nothing", .emptyCall)
        }
    }

    /// The words around a place within its sentence, so that one sees what it says.
    private static func passage(_ output: String, around range: Range<Int>) -> String {
        Quote.passage(output, around: range, limit: passageLimit)
    }

    private mutating func add(_ message: Int, _ range: Range<Int>, _ shows: String, _ mode: FailureMode) {
        evidence.append(Evidence(message: message, range: range, shows: shows, mode: mode))
    }
}
