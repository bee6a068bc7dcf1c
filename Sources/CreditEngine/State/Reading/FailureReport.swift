/// The words by which a tool's answer says that it failed, in any runner's words.
enum FailureReport {
    /// Bytes at the beginning of a line in which a failure must be named, when the answer is the result of a call.
    private static let opening = 20
    /// The most bytes of a line that are quoted.
    static let lineLimit = 160

    /// The line of a call's result that reports a failure; `nil` when none does.
    ///
    /// A long result may be about errors without being one, so only its first and last lines count: one that begins with
    /// the words of a failure, that names an exception with a colon, or that gives an exit code other than 0.
    static func line(in result: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        let first = line(result, around: firstLetter(result), from: 0)
        if reports(first, result) { return exception(result) ?? first }
        let end = lastLetter(result)
        let beginning = result[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let last = line(result, around: beginning, from: beginning)
        return last != first && reports(last, result) ? last : nil
    }

    /// The line to quote of a report that mentions a failure at a place: that of the last exception named, else its own.
    ///
    /// - Parameter exitedWell: whether the report gives an exit code of 0. What was printed then may be about failures
    ///   without being one, so only a line that begins with the words of a failure tells of one.
    static func telling(_ mention: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, exitedWell: Bool = false)
        -> Range<Int>?
    {
        if let named = exception(bytes) { return named }
        guard exitedWell else {
            return line(bytes, around: mention.lowerBound, from: mention.lowerBound - lineLimit / 4)
        }
        var start = bytes[..<mention.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        while start < bytes.count {
            let line = line(bytes, around: start, from: start)
            if reports(line, bytes) { return line }
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
            start = end + 1
        }
        return nil
    }

    /// Whether a number is an exit code: `exitcode: 1`, `exit code 1`, `exit status 2`, `exited with 3`, `returned 1`.
    ///
    /// - Parameters:
    ///   - previous: the word before it.
    ///   - before: the word before that.
    static func isExitCode(after previous: UInt64, _ before: UInt64) -> Bool {
        previous == exitCode || exits.contains(previous)
            || codes.contains(previous) && (exits.contains(before) || before == with)
            || previous == with && exits.contains(before)
    }

    private static let exitCode = WordHash.of("exitcode")
    private static let exits = WordSet(["exit", "exited"])
    private static let codes = WordSet(["code", "status"])
    private static let with = WordHash.of("with")
    private static let zero = WordHash.of("0")

    private static func reports(_ line: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = UnsafeBufferPointer(rebasing: bytes[line])
        var found = false
        var (previous, before): (UInt64, UInt64) = (0, 0)
        WordScan.words(text) { word in
            defer { (before, previous) = (previous, word.hash) }
            guard !found else { return }
            if word.isNumber {
                found = isExitCode(after: previous, before) && word.hash != zero
            } else if let match = PhraseTable.cues.match(word, in: text), match.cue == .failure {
                found =
                    match.start < opening && !Negation.turns(match.start..<word.end, text)
                    || WordScan.endsInError(word, text) && isNamed(word.end, text)
            } else if WordScan.endsInError(word, text) {
                found = isNamed(word.end, text)
            }
        }
        return found
    }

    /// Whether a colon follows, as it does the name of an exception.
    private static func isNamed(_ end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        end < bytes.count && bytes[end] == UInt8(ascii: ":")
    }

    /// The last line that begins with the name of an exception and a colon (`KeyError: 'x'`, `java.io.IOException: …`).
    private static func exception(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        var found: Range<Int>?
        WordScan.words(bytes) { word in
            guard !word.isNumber, WordScan.endsInError(word, bytes), isNamed(word.end, bytes) else { return }
            let line = line(bytes, around: word.start, from: word.start - lineLimit)
            let name = bytes[line.lowerBound..<word.start]
            // A qualified name stands before it, or nothing.
            if name.allSatisfy({ $0 == UInt8(ascii: ".") || WordScan.isWordByte($0) }) { found = line }
        }
        return found
    }

    /// The line around a byte without blanks at its ends, from a byte on and at most `lineLimit` bytes of it.
    private static func line(_ bytes: UnsafeBufferPointer<UInt8>, around place: Int, from low: Int) -> Range<Int> {
        guard !bytes.isEmpty else { return 0..<0 }
        var start = min(place, bytes.count - 1)
        var end = start
        while start > max(0, low), bytes[start - 1] != 0x0A { start -= 1 }
        while start < place, bytes[start] & 0xC0 == 0x80 { start += 1 }
        while end < bytes.count, end - start < lineLimit, bytes[end] != 0x0A { end += 1 }
        while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    private static func firstLetter(_ bytes: UnsafeBufferPointer<UInt8>) -> Int { bytes.firstIndex { $0 > 0x20 } ?? 0 }
    private static func lastLetter(_ bytes: UnsafeBufferPointer<UInt8>) -> Int { bytes.lastIndex { $0 > 0x20 } ?? 0 }
}
