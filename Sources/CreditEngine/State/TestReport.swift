/// What a message quotes of compilers, linters and test runners, in the words of whichever printed it.
///
/// pytest, unittest, node, jest, vitest, go, cargo, swift test and XCTest, Maven, gcc, clang, swiftc, javac, tsc, mypy, ruff,
/// coverage.py and lcov, and what is written like them.
struct TestReport {
    /// A syntax, compile, type or import error.
    private(set) var syntaxError: Range<Int>?
    /// A run that reports no failure; `nil` when anything in the message failed.
    private(set) var success: Range<Int>?
    /// The last coverage quoted, in [0,1].
    private(set) var coverage: (Double, Range<Int>)?
    /// The share of tests that passed, from the last counts quoted.
    private(set) var passing: (Double, Range<Int>)?
    /// The last run time quoted, in seconds.
    private(set) var seconds: (Double, Range<Int>)?

    /// Reads a message's text.
    init(reading bytes: UnsafeBufferPointer<UInt8>) {
        var counts = TestCounts()
        var hasFailed = false
        var lines = (found: 0.0, hit: 0.0)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let line = RunnerLine(bytes, start..<end)
            start = end + 1
            if line.isSyntaxError { syntaxError = line.range }
            if line.saysFailed { hasFailed = true }
            if line.saysSucceeded { success = line.range }
            if let share = line.coverage { coverage = (share, line.range) }
            if let time = line.seconds { seconds = (time, line.range) }
            counts.add(line)
            lines = (lines.found + (line.linesFound ?? 0), lines.hit + (line.linesHit ?? 0))
            if line.linesHit != nil, lines.found > 0 { coverage = (lines.hit / lines.found, line.range) }
        }
        if let range = counts.range, let share = counts.share {
            passing = (share, range)
            if share == 1, success == nil { success = range }
        }
        if hasFailed || counts.hasFailures || syntaxError != nil { success = nil }
    }
}

/// The counts of a test run, which runners print in one line or in several.
struct TestCounts {
    private var passed: Double?
    private var failed: Double?
    private var all: Double?
    /// The last line that counts.
    private(set) var range: Range<Int>?

    /// Takes in the counts of a line; a count that is there already belongs to a new run.
    mutating func add(_ line: RunnerLine) {
        let counts = [line.passed, line.failed, line.all].compactMap { $0 }
        // A run of no tests (doc tests, another framework) does not take the place of one.
        guard !counts.isEmpty, range == nil || counts.contains(where: { $0 > 0 }) else { return }
        let repeats =
            line.passed != nil && passed != nil || line.failed != nil && failed != nil || line.all != nil && all != nil
        if repeats { self = TestCounts() }
        passed = line.passed ?? passed
        failed = line.failed ?? failed
        all = line.all ?? all
        range = line.range
    }

    /// Whether a test failed or could not be run.
    var hasFailures: Bool { (failed ?? 0) > 0 }

    /// The share of tests that passed; `nil` when no test ran or the counts do not say.
    var share: Double? {
        if let passed, let all { return all > 0 ? min(1, passed / all) : nil }
        if let all { return all > 0 ? max(0, all - (failed ?? 0)) / all : nil }
        guard let passed else { return nil }
        let sum = passed + (failed ?? 0)
        return sum > 0 ? passed / sum : nil
    }
}
