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

    /// Whoever is said to have introduced what the problem, and what the instructions of agents give.
    private static let (problem, instructions): (Int32, Int32) = (-1, -2)

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
                    if word.isContent, case .new = table.note(word.hash, message: Self.problem) { problemWords += 1 }
                }
            }
        }
        // What agents were told beside the problem is given, too.
        for var prompt in (trace.team?.members ?? []).compactMap(\.prompt) {
            prompt.withUTF8 { bytes in
                WordScan.words(bytes) { if $0.isContent { _ = table.note($0.hash, message: Self.instructions) } }
            }
        }
        for index in trace.messages.indices {
            var invented: MessageFacts.InventedArgument?
            for (place, call) in trace.messages[index].tools.enumerated() {
                if invented == nil, let text = InventedArgument.first(in: call.arguments, table) {
                    invented = .init(call: place, text: text)
                }
                observe(call, Int32(clamping: index))
            }
            var text = trace.messages[index].output
            let isTool = trace.kind(ofSpeaker: index) == .tool
            var facts = text.withUTF8 { read($0, index, isTool: isTool) }
            facts.invented = invented
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
        var exitedWell = false
        facts.isPageReport = !isTool && PageReport.isOne(bytes)
        let claims = !isTool && !facts.isPageReport
        var (previous, earlier): (UInt64, UInt64) = (0, 0)
        WordScan.words(bytes) { word in
            facts.words &+= 1
            if let match = cues.match(word, in: bytes) {
                if match.cue == .answer || facts.counts(match.cue) && !Negation.turns(match.start..<word.end, bytes) {
                    note(match.cue, match.start..<word.end, &facts)
                }
                if match.cue == .answer { answerStart = word.end }
            }
            let before = previous
            defer { (earlier, previous) = (before, word.hash) }
            var isResult = false
            if word.isNumber {
                if isTool, FailureReport.isExitCode(after: before, earlier) {
                    if word.hash == Self.zero {
                        exitedWell = true
                    } else if facts.failure == nil {
                        facts.failure = word.start..<word.end
                    }
                }
                isResult = readNumber(word, after: before, bytes, isTool, checksProblem, &facts)
            } else if isTool, facts.failure == nil, WordScan.endsInError(word, bytes) {
                facts.failure = word.start..<word.end
            }
            guard word.isContent else { return }
            switch table.note(word.hash, message: message) {
            case .new:
                facts.introduced &+= 1
                if word.isNumber, !isResult, !OpaqueToken.holds(word, bytes) {
                    facts.figures &+= 1
                    if facts.newFigures.count < MessageFacts.figureLimit {
                        facts.newFigures.append((word.hash, word.start..<word.end))
                    }
                }
            case .repeated: if isResult { facts.explain(word.hash) }
            case .full: break
            case .known(let first, let messages):
                if first >= 0 {
                    if word.isNumber, claims { noteUse(of: word.hash, from: Int(first), by: index) }
                    gather(Int(first), 1 / Double(messages), word)
                } else if first == Self.problem {
                    facts.problemShared &+= 1
                    if messages == 1 { facts.problemCovered &+= 1 }
                }
            }
        }
        if isTool, let mention = facts.failure {
            facts.failure = FailureReport.telling(mention, bytes, exitedWell: exitedWell)
        }
        if facts.isPageReport { facts.dropViews(bytes) }
        if let answerStart { facts.answer = StatedAnswer.read(bytes, from: answerStart) }
        facts.hasCode = Self.hasFence(bytes)
        facts.isEmptyResult = isTool && facts.words <= 12 && Self.saysNothing(bytes)
        facts.sources = takeSources()
        return facts
    }

    /// Reads a number as a figure of the problem's and the result of an equality; whether the equality holds, so that the
    /// number is derived and not new.
    private func readNumber(
        _ word: Word, after previous: UInt64, _ bytes: UnsafeBufferPointer<UInt8>, _ isTool: Bool,
        _ checksProblem: Bool, _ facts: inout MessageFacts
    ) -> Bool {
        if checksProblem, Naming.mayConnect(previous, word, bytes), let name = Naming(before: word, bytes),
            figures.contradicts(name, word.hash)
        {
            facts.add(.problemFigure, word.start..<word.end)
        }
        guard let equality = Self.equality(of: word, bytes) else { return false }
        if !equality.holds, !isTool { facts.add(.equality, equality.range) }
        return equality.holds
    }

    private mutating func noteUse(of figure: UInt64, from message: Int, by user: Int) {
        guard message < user, let known = messages[message].newFigures.first(where: { $0.hash == figure }) else {
            return
        }
        messages[message].usedFigure = (known.range, user)
    }

    private func note(_ cue: Cue, _ range: Range<Int>, _ facts: inout MessageFacts) {
        if cue == .assumption { facts.assumptions &+= 1 }
        if cue == .failure, facts.failure == nil { facts.failure = range }
        guard facts.signs.count < MessageFacts.signLimit else { return }
        if facts.signs.isEmpty { facts.signs.reserveCapacity(MessageFacts.signLimit) }
        facts.signs.append(.init(cue: cue, range: range))
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
    /// Whether one more cue of a kind would change anything.
    fileprivate func counts(_ cue: Cue) -> Bool {
        signs.count < Self.signLimit || cue == .assumption || cue == .failure && failure == nil
    }

    /// A number said before in the message turns out to be the result of an equality that holds.
    fileprivate mutating func explain(_ figure: UInt64) {
        guard let place = newFigures.firstIndex(where: { $0.hash == figure }) else { return }
        newFigures.remove(at: place)
        figures &-= 1
    }

    /// Takes out the figures that say how a page was looked at.
    fileprivate mutating func dropViews(_ bytes: UnsafeBufferPointer<UInt8>) {
        let known = newFigures.count
        newFigures.removeAll { PageReport.isView($0.range, bytes) }
        figures &-= known - newFigures.count
    }

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
