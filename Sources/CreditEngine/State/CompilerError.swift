/// Whether a line reports that something does not compile, in the form of compilers and type checkers.
enum CompilerError {
    /// `stall.c:1:33: error: …`, `Stall.java:1: error: …`, `stall.ts(1,7): error TS2322: …`, `error[E0308]: …`,
    /// `./stall.go:3:34: …`, `error: could not compile …`; a failed assertion of a test framework is none.
    static func isOne(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        if starts(line, "error[") || starts(line, "error: could not compile") { return true }
        var at = 0
        while at < line.count {
            if line[at] == UInt8(ascii: ":") || line[at] == UInt8(ascii: "("), let place = Place(line, at) {
                let rest = UnsafeBufferPointer(rebasing: line[place.end...])
                if place.isGo { return true }
                if starts(rest, "error") || starts(rest, "fatal error") {
                    return place.hasColumn || !holds(rest, " : ")
                }
            }
            at += 1
        }
        return false
    }

    /// A place in a file: `:12:5: `, `:12: ` or `(12,5): `.
    private struct Place {
        var hasColumn = false
        /// Whether the file's name ends in `.go`, whose compiler does not write the word error.
        var isGo: Bool
        /// The byte behind it.
        var end: Int

        init?(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) {
            var at = start + 1
            guard Self.skipDigits(line, &at), at < line.count else { return nil }
            let isBracket = line[start] == UInt8(ascii: "(")
            if line[at] == (isBracket ? UInt8(ascii: ",") : UInt8(ascii: ":")) {
                var column = at + 1
                if Self.skipDigits(line, &column) {
                    hasColumn = true
                    at = column
                }
            }
            if isBracket {
                guard at < line.count, line[at] == UInt8(ascii: ")") else { return nil }
                at += 1
            }
            guard at + 1 < line.count, line[at] == UInt8(ascii: ":"), line[at + 1] == UInt8(ascii: " ") else {
                return nil
            }
            end = at + 2
            isGo =
                hasColumn && start >= 3 && line[start - 1] == UInt8(ascii: "o") && line[start - 2] == UInt8(ascii: "g")
                && line[start - 3] == UInt8(ascii: ".")
        }

        private static func skipDigits(_ line: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Bool {
            let start = at
            while at < line.count, WordScan.isDigit(line[at]) { at += 1 }
            return at > start
        }
    }

    private static func starts(_ line: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
        line.count >= text.utf8CodeUnitCount
            && (0..<text.utf8CodeUnitCount).allSatisfy { line[$0] == text.utf8Start[$0] }
    }

    private static func holds(_ line: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
        line.indices.contains { starts(UnsafeBufferPointer(rebasing: line[$0...]), text) }
    }
}
