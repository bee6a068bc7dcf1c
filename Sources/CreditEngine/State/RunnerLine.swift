/// What one line of a compiler's or test runner's output says.
struct RunnerLine {
    /// Where the line lies in the message.
    let range: Range<Int>
    /// Tests that passed, failed or could not be run, and ran in all.
    private(set) var passed: Double?
    private(set) var failed: Double?
    private(set) var all: Double?
    /// Covered lines as a share in [0,1].
    private(set) var coverage: Double?
    /// Lines found and hit, of a trace file of lcov.
    private(set) var linesFound: Double?
    private(set) var linesHit: Double?
    /// A run time.
    private(set) var seconds: Double?
    private(set) var isSyntaxError = false
    private(set) var saysFailed = false
    private(set) var saysSucceeded = false

    /// The words of a line that are looked at; the summary of a run is short.
    private static let wordLimit = 40

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.range = range
        let text = UnsafeBufferPointer(rebasing: bytes[range])
        var words: [Word] = []
        WordScan.words(text) { if words.count < Self.wordLimit { words.append($0) } }
        guard !words.isEmpty else { return }
        for place in words.indices where words[place].isNumber { noteNumber(place, words, text) }
        noteVerdict(words, text)
        isSyntaxError = words.contains { Known.exceptions.contains($0.hash) } || CompilerError.isOne(text)
    }

    // MARK: Numbers

    private mutating func noteNumber(_ place: Int, _ words: [Word], _ text: UnsafeBufferPointer<UInt8>) {
        let word = words[place]
        guard let number = SumParser.number(text, at: word.start, end: text.count) else { return }
        let (before, after) = (words.neighbour(place - 1), words.neighbour(place + 1))
        let gapBehind = place + 1 < words.count ? words[place + 1].start - word.end : .max
        if number.end < text.count, text[number.end] == UInt8(ascii: "%") {
            if number.value <= 100, words.contains(where: { Known.covered.contains($0.hash) }) {
                coverage = number.value / 100
            }
            return
        }
        if let unit = TimeUnit(text, number.end, word: word, next: gapBehind <= 2 ? after : nil) {
            if seconds == nil, Self.isAboutTime(words) { seconds = number.value * unit.seconds }
            return
        }
        if before == Known.milliseconds { seconds = number.value / 1000 }
        if before == Known.linesFound { linesFound = number.value }
        if before == Known.linesHit { linesHit = number.value }
        // Suites and files of tests are counted like tests, and are none.
        guard number.decimals == 0, number.value >= 0, !Known.groups.contains(words.neighbour(1)) else { return }
        // `3 passed` and `with 1 failure`, else `pass 3`, `Failures: 1`, `failures=1`, `Tests run: 3`.
        if gapBehind == 1, count(number.value, after, words) { return }
        guard place > 0, word.start - words[place - 1].end <= 2 else { return }
        if Known.joints.contains(text[words[place - 1].end]) {
            countNamedBefore(number.value, before, words.neighbour(place - 2))
        }
    }

    /// Whether a line speaks of a run's time: it says so, or begins as results do (`ok  stall  0.003s`).
    private static func isAboutTime(_ words: [Word]) -> Bool {
        words[0].hash == Known.ok || Known.failed.contains(words[0].hash)
            || words.contains { Known.subject.contains($0.hash) } && words.contains { Known.time.contains($0.hash) }
    }

    private mutating func count(_ value: Double, _ name: UInt64, _ words: [Word]) -> Bool {
        if Known.passed.contains(name) {
            passed = value
        } else if Known.failed.contains(name) {
            failed = (failed ?? 0) + value
        } else if Known.tests.contains(name) || name == Known.total && Known.tests.contains(words[0].hash) {
            all = value
        } else {
            return false
        }
        return true
    }

    private mutating func countNamedBefore(_ value: Double, _ name: UInt64, _ earlier: UInt64) {
        if name == Known.run && Known.tests.contains(earlier) || name == Known.testsOfNode && all == nil {
            all = value
        } else if name == Known.pass {
            passed = value
        } else if Known.failedBefore.contains(name) {
            failed = (failed ?? 0) + value
        }
    }

    // MARK: Words

    private mutating func noteVerdict(_ words: [Word], _ text: UnsafeBufferPointer<UInt8>) {
        let (first, second, third) = (words[0].hash, words.neighbour(1), words.neighbour(2))
        let isAlone = words.count == 1
        if first == Known.ok || first == Known.pass {
            saysSucceeded = isAlone || first == Known.ok && seconds != nil
        }
        if Known.successes.contains(WordHash.pair(first, second)) { saysSucceeded = true }
        if first == Known.test, second == Known.result { saysSucceeded = third == Known.ok }
        if first == Known.test, second == Known.result, third != Known.ok { saysFailed = true }
        // `FAILED (failures=1)`, `FAIL stall 0.003s`, `not ok 3`: in the runner's capitals or at the line's beginning.
        if Known.failed.contains(first), text[words[0].start] < UInt8(ascii: "a") { saysFailed = true }
        // `2 tests failed after 0.1 seconds`: that some failed is known, how many is not.
        if all != nil, passed == nil, failed == nil, words.contains(where: { $0.hash == Known.someFailed }) {
            (all, saysFailed) = (nil, true)
        }
        if let code = exitCode(words, text) { if code == 0 { saysSucceeded = true } else { saysFailed = true } }
    }

    private func exitCode(_ words: [Word], _ text: UnsafeBufferPointer<UInt8>) -> Double? {
        let place = words.indices.first { place in
            words[place].isNumber
                && FailureReport.isExitCode(after: words.neighbour(place - 1), words.neighbour(place - 2))
        }
        return place.flatMap { SumParser.number(text, at: words[$0].start, end: text.count)?.value }
    }

    private enum Known {
        static func hashes(_ words: String...) -> WordSet { WordSet(words) }
        static let passed = hashes("passed", "passing", "pass")
        static let failed = hashes("failed", "failing", "failures", "failure", "errors", "error", "fail")
        static let failedBefore = hashes("failures", "errors", "fail", "failed")
        static let tests = hashes("tests", "test")
        static let subject = hashes(
            "passed", "failed", "ran", "executed", "tests", "test", "total", "failures", "failure", "error", "errors",
            "time",
            "duration", "finished")
        static let time = hashes("in", "after", "time", "elapsed", "duration", "took")
        static let exceptions = hashes(
            "syntaxerror", "indentationerror", "taberror", "modulenotfounderror", "importerror")
        static let (ok, pass, total, run) = (
            WordHash.of("ok"), WordHash.of("pass"), WordHash.of("total"), WordHash.of("run")
        )
        static let (test, result, testsOfNode) = (WordHash.of("test"), WordHash.of("result"), WordHash.of("tests"))
        static let (milliseconds, someFailed) = (WordHash.of("ms"), WordHash.of("failed"))
        static let covered = hashes("total", "coverage", "covered", "lines", "statements")
        static let groups = hashes("suites", "files", "suite")
        /// What may stand between a count's name and the count.
        static let joints: Set<UInt8> = Set(" :=".utf8)
        static let (linesFound, linesHit) = (WordHash.of("lf"), WordHash.of("lh"))
        static let successes: Set<UInt64> = Set(
            [
                ("build", "success"), ("build", "complete"), ("all", "checks"), ("success", "no"),
                ("execution", "succeeded"),
                ("build", "succeeded"), ("compilation", "succeeded"),
            ].map { WordHash.pair(WordHash.of($0), WordHash.of($1)) })
    }
}

extension [Word] {
    /// The hash of the word at a place; 0 when there is none.
    fileprivate func neighbour(_ place: Int) -> UInt64 { indices.contains(place) ? self[place].hash : 0 }
}

/// The unit that follows a number, when it is one of time.
private struct TimeUnit {
    let seconds: Double

    /// `0.05s`, `12ms`, `1.2 s`, `0.01 (0.02) seconds`.
    init?(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, word: Word, next: UInt64?) {
        let suffix = word.end - end
        switch suffix {
        case 1 where text[end] | 0x20 == UInt8(ascii: "s"): seconds = 1
        case 2 where text[end] | 0x20 == UInt8(ascii: "m") && text[end + 1] | 0x20 == UInt8(ascii: "s"): seconds = 0.001
        case 0:
            // XCTest gives two times and one unit.
            guard let unit = Self.unit(text, behindBrackets: end) ?? next.flatMap({ Self.names[$0] }) else {
                return nil
            }
            seconds = unit
        default: return nil
        }
    }

    private static func unit(_ text: UnsafeBufferPointer<UInt8>, behindBrackets end: Int) -> Double? {
        guard end + 1 < text.count, text[end] == UInt8(ascii: " "), text[end + 1] == UInt8(ascii: "(") else {
            return nil
        }
        guard let close = text[end...].firstIndex(of: UInt8(ascii: ")")) else { return nil }
        var first: UInt64?
        WordScan.words(UnsafeBufferPointer(rebasing: text[close...])) { first = first ?? $0.hash }
        return first.flatMap { names[$0] }
    }

    private static let names: [UInt64: Double] = [
        WordHash.of("s"): 1, WordHash.of("sec"): 1, WordHash.of("secs"): 1, WordHash.of("seconds"): 1,
        WordHash.of("second"): 1, WordHash.of("ms"): 0.001,
    ]
}
