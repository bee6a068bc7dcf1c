/// One pass over all messages of a trace: cues, claims, and where content was introduced.
///
/// Linear in the size of the text; memory is bounded by `ContentTable.limit` and a few hundred bytes a message.
struct Reading {
    /// The facts of each message, in the order of `Trace.messages`.
    private(set) var messages: [MessageFacts] = []
    /// The number of words of content in the problem.
    private(set) var problemWords = 0
    /// Who introduced what.
    let table = ContentTable()

    private var figures = ProblemFigures()
    /// Weight gathered for each earlier message while one message is read; the touched ones are cleared after it.
    private var weights: [Double]
    private var longest: [Range<Int32>]
    private var touched: [Int] = []

    /// Reads a trace.
    init(_ trace: Trace) {
        weights = [Double](repeating: 0, count: trace.messages.count)
        longest = [Range<Int32>](repeating: 0..<0, count: trace.messages.count)
        messages.reserveCapacity(trace.messages.count)
        if var problem = trace.problem?.input {
            problem.withUTF8 { bytes in
                figures = ProblemFigures(bytes)
                WordScan.words(bytes) { word in
                    if word.isContent, case .new = table.note(word.hash, message: -1) { problemWords += 1 }
                }
            }
        }
        for index in trace.messages.indices {
            for call in trace.messages[index].tools { observe(call, Int32(clamping: index)) }
            var text = trace.messages[index].output
            let isTool = trace.kind(ofSpeaker: index) == .tool
            let facts = text.withUTF8 { read($0, index, isTool: isTool) }
            messages.append(facts)
        }
    }

    /// What a tool returned inside a message is seen, not claimed: its words count as said before the message's own.
    private func observe(_ call: ToolCall, _ message: Int32) {
        guard var result = call.result else { return }
        result.withUTF8 { bytes in
            WordScan.words(bytes) { word in
                if word.isContent { _ = table.note(word.hash, message: message) }
            }
        }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, isTool: Bool) -> MessageFacts {
        var facts = MessageFacts()
        let checksProblem = !figures.isEmpty && !isTool
        let cues = PhraseTable.cues
        let message = Int32(clamping: index)
        var answerStart: Int?
        var previous: UInt64 = 0
        WordScan.words(bytes) { word in
            facts.words &+= 1
            if let match = cues.match(word, in: bytes) {
                if !Negation.precedes(match.start, bytes) || match.cue == .answer {
                    note(match.cue, match.start..<word.end, &facts)
                }
                if match.cue == .answer { answerStart = word.end }
            }
            let before = previous
            previous = word.hash
            var isResult = false
            if word.isNumber {
                isResult = readNumber(word, after: before, bytes, isTool, checksProblem, &facts)
            } else if isTool, facts.failure == nil, Self.endsInError(word, bytes) {
                facts.failure = word.start..<word.end
            }
            guard word.isContent else { return }
            switch table.note(word.hash, message: message) {
            case .new:
                facts.introduced &+= 1
                if word.isNumber, !isResult, !OpaqueToken.holds(word, bytes) {
                    facts.figures &+= 1
                    if facts.firstFigure == nil { facts.firstFigure = word.start..<word.end }
                }
            case .repeated, .full: break
            case .known(let first, let messages):
                if first >= 0 {
                    gather(Int(first), 1 / Double(messages), word)
                } else {
                    facts.problemShared &+= 1
                    if messages == 1 { facts.problemCovered &+= 1 }
                }
            }
        }
        if let answerStart { facts.answer = StatedAnswer.read(bytes, from: answerStart) }
        facts.hasCode = Self.hasFence(bytes)
        facts.isEmptyResult = isTool && facts.words <= 12 && Self.saysNothing(bytes)
        facts.sources = takeSources()
        return facts
    }

    /// Reads a number as an exit code, a figure of the problem's and the result of an equality; whether the equality
    /// holds, so that the number is derived and not new.
    private func readNumber(
        _ word: Word, after previous: UInt64, _ bytes: UnsafeBufferPointer<UInt8>, _ isTool: Bool,
        _ checksProblem: Bool, _ facts: inout MessageFacts
    ) -> Bool {
        if isTool, facts.failure == nil, previous == Self.exitCode, word.hash != Self.zero {
            facts.failure = word.start..<word.end
        }
        if checksProblem, Naming.mayConnect(previous, word, bytes), let name = Naming(before: word, bytes),
            figures.contradicts(name, word.hash)
        {
            facts.add(.problemFigure, word.start..<word.end)
        }
        guard let equality = Self.equality(endingIn: word, bytes) else { return false }
        if !equality.holds, !isTool { facts.add(.equality, equality.range) }
        return equality.holds
    }

    private func note(_ cue: Cue, _ range: Range<Int>, _ facts: inout MessageFacts) {
        if cue == .assumption { facts.assumptions &+= 1 }
        if cue == .failure, facts.failure == nil { facts.failure = range }
        if facts.signs.count < MessageFacts.signLimit { facts.signs.append(.init(cue: cue, range: range)) }
    }

    @inline(__always)
    private mutating func gather(_ source: Int, _ weight: Double, _ word: Word) {
        if weights[source] == 0 {
            touched.append(source)
            longest[source] = 0..<0
        }
        weights[source] += weight
        if word.length > longest[source].count {
            longest[source] = Int32(clamping: word.start)..<Int32(clamping: word.end)
        }
    }

    /// The heaviest sources of the message just read; clears what was gathered.
    private mutating func takeSources() -> [MessageFacts.Source] {
        guard !touched.isEmpty else { return [] }
        var top: [MessageFacts.Source] = []
        for source in touched {
            let range = longest[source]
            let candidate = MessageFacts.Source(
                message: source, weight: weights[source], range: Int(range.lowerBound)..<Int(range.upperBound))
            weights[source] = 0
            let place =
                top.firstIndex { ($0.weight, -$0.message) < (candidate.weight, -candidate.message) } ?? top.count
            guard place < MessageFacts.sourceLimit else { continue }
            top.insert(candidate, at: place)
            if top.count > MessageFacts.sourceLimit { top.removeLast() }
        }
        touched.removeAll(keepingCapacity: true)
        return top
    }
}

extension MessageFacts {
    fileprivate mutating func add(_ kind: Falsehood.Kind, _ range: Range<Int>) {
        if falsehoods.count < Self.falsehoodLimit { falsehoods.append(.init(kind: kind, range: range)) }
    }
}

extension Trace {
    /// What kind of speaker a message has; an agent that the trace does not list counts as a model.
    func kind(ofSpeaker message: Int) -> Agent.Kind {
        let agent = messages[message].agent
        return agents.indices.contains(agent) ? agents[agent].kind : .model
    }
}
