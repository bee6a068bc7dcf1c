/// One pass over all messages of a trace: cues, claims, and where content was introduced.
///
/// Linear in the size of the text; memory is bounded by `ContentTable.limit` and a few hundred bytes a message.
struct Reading {
    /// The facts of each message, in the order of `Trace.messages`.
    private(set) var messages: [MessageFacts] = []
    /// The number of words of content in the problem.
    private(set) var problemWords = 0

    private var table = ContentTable()
    /// Weight gathered for each earlier message while one message is read; the touched ones are cleared after.
    private var weights: [Double] = []
    private var ranges: [Range<Int32>] = []
    private var touched: [Int] = []

    /// Reads a trace.
    init(_ trace: Trace) {
        messages.reserveCapacity(trace.messages.count)
        weights = [Double](repeating: 0, count: trace.messages.count)
        ranges = [Range<Int32>](repeating: 0..<0, count: trace.messages.count)
        if let problem = trace.problem?.input { read(problem: problem) }
        for index in trace.messages.indices {
            var text = trace.messages[index].output
            let facts = text.withUTF8 { read($0, index) }
            messages.append(facts)
        }
    }

    private mutating func read(problem: String) {
        var text = problem
        text.withUTF8 { bytes in
            WordScan.words(bytes) { word in
                guard Self.isContent(word) else { return }
                if case .new = table.note(word.hash, message: -1, offset: Int32(clamping: word.start)) {
                    problemWords += 1
                }
            }
        }
    }

    /// Numbers, words of five letters or more, and non-ASCII words carry content; the rest is grammar.
    @inline(__always)
    private static func isContent(_ word: Word) -> Bool {
        word.isNumber ? word.end - word.start >= 2 : word.end - word.start >= 5
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> MessageFacts {
        var facts = MessageFacts()
        var recent = RecentWords()
        var answerStart: Int?
        let cues = PhraseTable.cues
        let message = Int32(clamping: index)
        WordScan.words(bytes) { word in
            facts.words &+= 1
            recent.push(word)
            if cues.mayEnd(with: word.hash), let match = cues.match(recent) {
                facts.counts[Int(match.cue.rawValue)] &+= 1
                let start = recent[match.words - 1]?.start ?? word.start
                if facts.signs.count < MessageFacts.signLimit {
                    facts.signs.append(.init(cue: match.cue, range: start..<word.end))
                }
                if match.cue == .answer { answerStart = word.end }
            }
            guard Self.isContent(word) else { return }
            facts.content &+= 1
            switch table.note(word.hash, message: message, offset: Int32(clamping: word.start)) {
            case .new: facts.introduced &+= 1
            case .repeated, .full: break
            case .known(let entry):
                guard entry.first >= 0 else {
                    if entry.messages == 1 { facts.problemCovered &+= 1 }
                    return
                }
                let source = Int(entry.first)
                if weights[source] == 0 {
                    touched.append(source)
                    ranges[source] = 0..<0
                }
                weights[source] += 1 / Double(entry.messages)
                let range = Int32(clamping: word.start)..<Int32(clamping: word.end)
                if range.count > ranges[source].count { ranges[source] = range }
            }
        }
        if let answerStart { facts.answer = Answer.read(bytes, from: answerStart) }
        facts.falsehoods = Self.falsehoods(bytes)
        facts.sources = takeSources()
        return facts
    }

    private static func falsehoods(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for i in bytes.indices where bytes[i] == UInt8(ascii: "=") {
            if let claim = Arithmetic.falsehood(in: bytes, at: i), found.count < 8 { found.append(claim.range) }
        }
        return found
    }

    /// The heaviest sources of the message just read; clears what was gathered.
    private mutating func takeSources() -> [MessageFacts.Source] {
        guard !touched.isEmpty else { return [] }
        var top: [MessageFacts.Source] = []
        for source in touched {
            let range = ranges[source]
            let candidate = MessageFacts.Source(
                message: source, weight: weights[source], range: Int(range.lowerBound)..<Int(range.upperBound))
            let place =
                top.firstIndex { ($0.weight, -$0.message) < (candidate.weight, -candidate.message) } ?? top.count
            if place < MessageFacts.sourceLimit {
                top.insert(candidate, at: place)
                if top.count > MessageFacts.sourceLimit { top.removeLast() }
            }
            weights[source] = 0
        }
        touched.removeAll(keepingCapacity: true)
        return top
    }
}

/// An answer that a text states after words such as "the answer is".
enum Answer {
    /// The identity of the answer: its words up to the end of the line or sentence, eight at most.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (hash: UInt64, range: Range<Int>)? {
        var end = start
        while end < bytes.count, end - start < 120 {
            let c = bytes[end]
            if c == UInt8(ascii: "\n"), end > start + 4 { break }
            let next = end + 1 < bytes.count ? bytes[end + 1] : UInt8(ascii: " ")
            if c == UInt8(ascii: "."), next == UInt8(ascii: " ") || next == UInt8(ascii: "\n"), end > start + 1 {
                break
            }
            end += 1
        }
        var hash = WordHash.start
        var count = 0
        var range: Range<Int>?
        WordScan.words(UnsafeBufferPointer(rebasing: bytes[start..<end])) { word in
            if count == 0, word.hash == isHash || word.hash == theHash { return }
            guard count < 8 else { return }
            count += 1
            hash = (hash ^ word.hash) &* 0x100_0000_01b3
            range = (range?.lowerBound ?? start + word.start)..<(start + word.end)
        }
        return range.map { (hash, $0) }
    }

    private static let isHash = WordHash.of("is")
    private static let theHash = WordHash.of("the")
}
