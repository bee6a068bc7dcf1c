/// Replaces what damages a JSON document without saying anything, so that the rest of the document can be read.
///
/// Half of a character becomes U+FFFD, `NaN` and `Infinity` become `null`, raw control characters are escaped, and a list
/// at the top that was never closed is closed behind its last whole element. Everything that was replaced is told.
struct JSONMending {
    /// A place that was replaced.
    struct Mend: Equatable {
        /// Its offset in the text, from 0.
        var offset: Int
        /// What stood there and how it is read, as a clause.
        var reason: String
    }

    /// Places that are replaced, at most: a text with more of them is something else.
    private static let limit = 1000

    private let text: UnsafeRawBufferPointer
    private var at = 0
    private var bytes: [UInt8] = []
    private var mends: [Mend] = []
    private var structure = JSONStructure()
    /// Where the last element of the top list ends in `bytes`.
    private var elementEnd: Int?

    private init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// The text with its damage replaced; `nil` when there is nothing that can be replaced.
    static func mended(_ text: UnsafeRawBufferPointer) -> (bytes: [UInt8], mends: [Mend])? {
        var mending = JSONMending(text)
        mending.bytes.reserveCapacity(text.count)
        while mending.at < text.count, mending.mends.count <= limit { mending.step() }
        mending.close()
        guard (1...limit).contains(mending.mends.count) else { return nil }
        return (mending.bytes, mending.mends)
    }

    private mutating func step() {
        let byte = text[at]
        if structure.isInString { return stepInString(byte) }
        for word in ["NaN", "-Infinity", "Infinity"] where text[at...].starts(with: word.utf8) {
            note("\(word) is no JSON; it is read as null")
            bytes += Array("null".utf8)
            at += word.utf8.count
            return
        }
        take(byte)
        if structure.depth == 1, bytes.first == UInt8(ascii: "["),
            byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
        {
            elementEnd = bytes.count
        }
    }

    private mutating func stepInString(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\\"): stepEscape()
        case 0..<0x20:
            note("a control character stands in a string; it is read as it is")
            let digits = Array("0123456789abcdef".utf8)
            bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            at += 1
        case 0x20..<0x80: take(byte)
        default: stepMultibyte()
        }
    }

    private mutating func stepEscape() {
        guard let unit = unit(at: at) else {
            take(text[at])
            if at < text.count { take(text[at]) }
            return
        }
        let isPair = (0xD800..<0xDC00).contains(unit) && self.unit(at: at + 6).map((0xDC00..<0xE000).contains) == true
        if !isPair, (0xD800..<0xE000).contains(unit) {
            note("half of a character (a lone surrogate) stands in a string; it is read as U+FFFD")
            bytes += Array("\\ufffd".utf8)
            at += 6
        } else {
            for _ in 0..<(isPair ? 12 : 6) { take(text[at]) }
        }
    }

    /// The number of a `\uXXXX` escape at a place.
    private func unit(at place: Int) -> Int? {
        guard place + 6 <= text.count, text[place] == UInt8(ascii: "\\"), text[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return Int(String(decoding: text[place + 2..<place + 6], as: UTF8.self), radix: 16)
    }

    private mutating func stepMultibyte() {
        let lead = text[at]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        let end = min(at + length, text.count)
        if String(validating: text[at..<end], as: UTF8.self)?.unicodeScalars.count == 1 {
            for _ in at..<end { take(text[at]) }
        } else {
            note("ill-formed UTF-8; it is read as U+FFFD")
            bytes += [0xEF, 0xBF, 0xBD]
            at += 1
        }
    }

    private mutating func take(_ byte: UInt8) {
        _ = structure.take(byte)
        bytes.append(byte)
        at += 1
    }

    private mutating func note(_ reason: String) { mends.append(Mend(offset: at, reason: reason)) }

    /// Closes a list at the top that was never closed.
    private mutating func close() {
        guard structure.isOpen || structure.isInString, let elementEnd else { return }
        mends.append(Mend(offset: text.count, reason: "the list is never closed; its whole elements are read"))
        bytes.removeSubrange(elementEnd...)
        bytes.append(UInt8(ascii: "]"))
    }
}
