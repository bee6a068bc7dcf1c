/// What a message quotes of compilers and test runners (pytest, coverage, unittest, swift test and their like).
struct TestReport {
    /// A syntax, compile or import error.
    private(set) var syntaxError: Range<Int>?
    /// A run that reports no failure.
    private(set) var success: Range<Int>?
    /// The last coverage quoted, in [0,1].
    private(set) var coverage: (Double, Range<Int>)?
    /// The share of tests that passed, from the last counts quoted.
    private(set) var passing: (Double, Range<Int>)?
    /// The last run time quoted, in seconds.
    private(set) var seconds: (Double, Range<Int>)?

    private var passed: Double?
    private var failed: Double?
    private var counted: Range<Int>?

    /// Reads a message's text.
    init(reading bytes: UnsafeBufferPointer<UInt8>) {
        var line = Line()
        var start = 0
        var previous: Word?
        var number: (value: Double, range: Range<Int>)?
        WordScan.words(bytes) { word in
            if bytes[start..<word.start].contains(UInt8(ascii: "\n")) {
                close(line)
                line = Line()
            }
            start = word.end
            defer { previous = word }
            if word.isNumber {
                number = Self.value(of: word, bytes)
                noteNumber(word, after: previous, &line, bytes)
                return
            }
            noteWord(word, &line, number)
        }
        close(line)
        if let counted, let passed { passing = (passed / max(1, passed + (failed ?? 0)), counted) }
        if syntaxError != nil { success = nil }
    }

    /// What the current line has shown.
    private struct Line {
        var isTotal = false
        var isTests = false
        var percent: (Double, Range<Int>)?
        var time: (Double, Range<Int>)?
    }

    private enum Known {
        static let syntax = ["syntaxerror", "indentationerror", "modulenotfounderror", "importerror"].map {
            WordHash.of($0)
        }
        static let passed = WordHash.of("passed")
        static let failed = ["failed", "failures", "errors"].map { WordHash.of($0) }
        static let tests = ["passed", "failed", "ran", "executed", "tests", "test"].map { WordHash.of($0) }
        static let total = ["total", "coverage", "covered"].map { WordHash.of($0) }
        static let before = ["in", "after"].map { WordHash.of($0) }
        static let success = [WordHash.of("succeeded"), WordHash.of("passed")]
        static let exitCode = WordHash.of("exitcode")
        static let zero = WordHash.of("0")
    }

    private mutating func noteWord(_ word: Word, _ line: inout Line, _ number: (value: Double, range: Range<Int>)?) {
        let range = word.start..<word.end
        if Known.syntax.contains(word.hash) { syntaxError = range }
        if Known.total.contains(word.hash) { line.isTotal = true }
        if Known.tests.contains(word.hash) { line.isTests = true }
        if Known.success.contains(word.hash) { success = range }
        guard let number, word.start - number.range.upperBound <= 1 else { return }
        if word.hash == Known.passed {
            (passed, failed, counted) = (number.value, nil, number.range)
        } else if Known.failed.contains(word.hash) {
            failed = number.value
            if passed == nil { passed = 0 }
            counted = number.range
        }
    }

    private mutating func noteNumber(
        _ word: Word, after previous: Word?, _ line: inout Line, _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        guard let (value, range) = Self.value(of: word, bytes) else { return }
        if range.upperBound < bytes.count, bytes[range.upperBound] == UInt8(ascii: "%"), value <= 100 {
            line.percent = (value / 100, range.lowerBound..<(range.upperBound + 1))
        }
        if let previous, Known.before.contains(previous.hash), Self.isSeconds(bytes, range.upperBound) {
            line.time = (value, range)
        }
        if previous?.hash == Known.exitCode, word.hash == Known.zero { success = range }
    }

    private mutating func close(_ line: Line) {
        if line.isTotal, let percent = line.percent { coverage = percent }
        if line.isTests, let time = line.time { seconds = time }
    }

    private static func value(of word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> (Double, Range<Int>)? {
        SumParser.number(bytes, at: word.start, end: word.end).map { ($0.value, word.start..<$0.end) }
    }

    /// Whether a unit of seconds follows: `s`, `sec…`.
    private static func isSeconds(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
        var i = end
        if i < bytes.count, bytes[i] == UInt8(ascii: " ") { i += 1 }
        guard i < bytes.count, bytes[i] == UInt8(ascii: "s") else {
            // `in 0.01 (0.02) seconds`, as XCTest writes it
            return i < bytes.count && bytes[i] == UInt8(ascii: "(")
        }
        return i + 1 >= bytes.count || !WordScan.isLetter(bytes[i + 1]) || bytes[i + 1] == UInt8(ascii: "e")
    }
}
