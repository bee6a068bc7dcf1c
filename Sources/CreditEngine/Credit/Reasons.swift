/// What speaks against a message, as evidence and as words.
struct Reasons {
    /// The words that the hints came from, most telling first.
    private(set) var evidence: [Evidence] = []

    init(_ message: Int, _ trace: Trace, _ reading: Reading, _ hints: Hints, reply: Int?) {
        let facts = reading.messages[message]
        for falsehood in facts.falsehoods.prefix(3) {
            let quote = Quote.text(trace.messages[message].output, falsehood.range)
            switch falsehood.kind {
            case .equality: add(message, falsehood.range, "says “\(quote)”, which does not hold")
            case .problemFigure: add(message, falsehood.range, "says \(quote), which is not the problem's own figure")
            }
        }
        if hints.shownErrors > 0, facts.falsehoods.isEmpty {
            add(message, 0..<0, "takes up another task than the one that was asked")
        }
        if hints.failure > 0 {
            if let reply, trace.messages[message].tools.isEmpty {
                addFailure(of: reply, trace, reading)
            } else {
                add(message, 0..<0, "calls a tool that reports a failure")
            }
        } else if hints.program > 0, trace.messages[message].tools.isEmpty {
            add(message, 0..<0, "decides on a method: a program")
        }
        if let first = facts.firstFigure {
            let quote = Quote.text(trace.messages[message].output, first)
            let many = facts.figures == 1 ? "a figure" : "\(facts.figures) figures"
            let whom =
                hints.program > 0 && !trace.messages[message].tools.isEmpty
                ? "no tool returned" : "nobody had given before"
            add(message, first, "gives \(many) \(whom) (\(quote)\(facts.figures == 1 ? "" : ", …"))")
        }
        if let range = facts.first(.assumption) {
            add(message, range, "goes on an assumption (“\(Quote.text(trace.messages[message].output, range))”)")
        }
    }

    private mutating func addFailure(of reply: Int, _ trace: Trace, _ reading: Reading) {
        if let range = reading.messages[reply].failure {
            let quote = Quote.text(trace.messages[reply].output, range)
            add(reply, range, "hands over a program that fails (“\(quote)” in the reply)")
        } else {
            add(reply, 0..<0, "hands over a program that prints nothing")
        }
    }

    private mutating func add(_ message: Int, _ range: Range<Int>, _ shows: String) {
        evidence.append(Evidence(message: message, range: range, shows: shows))
    }
}
