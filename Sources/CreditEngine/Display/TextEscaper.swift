/// One pass over UTF-8 that writes out what must not reach a terminal; see `VisibleText` for the rules.
///
/// Nothing is copied before the first byte that has to change.
struct TextEscaper {
    /// What the next scalar may attach to.
    private enum Before {
        /// Nothing: the start of the text or of a line, or something that was written out.
        case nothing
        /// A base.
        case base
        /// An emoji, with or without its selector or skin tone.
        case emoji
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let table: UnsafeBufferPointer<UInt8>
    private let layout: VisibleText.Layout
    private var output: [UInt8] = []
    /// The bytes before this one are in `output`.
    private var copied = 0
    private var at = 0
    private var before = Before.nothing
    /// The scalar right before this one, and its kind.
    private var last: UInt32 = 0, lastKind = ScalarKind.plain
    /// Marks on the base so far.
    private var marks = 0
    /// A place in the output in the current line, and its column.
    private var known = (index: 0, column: 0)

    /// The visible form, or `nil` when the bytes can stay as they are.
    static func escape(_ bytes: UnsafeBufferPointer<UInt8>, layout: VisibleText.Layout) -> String? {
        ScalarKind.table.withUnsafeBufferPointer { table in
            var escaper = TextEscaper(bytes: bytes, table: table, layout: layout)
            escaper.run()
            guard escaper.copied > 0 else { return nil }
            escaper.flush()
            return String(decoding: escaper.output, as: UTF8.self)
        }
    }

    private init(
        bytes: UnsafeBufferPointer<UInt8>, table: UnsafeBufferPointer<UInt8>, layout: VisibleText.Layout
    ) {
        self.bytes = bytes
        self.table = table
        self.layout = layout
    }

    private mutating func run() {
        while at < bytes.count {
            if bytes[at] < 0x80 {
                ascii()
                continue
            }
            let (scalar, length) = UTF8Step.decode(bytes, at: at)
            guard length > 0 else {
                write("<" + Self.hex(UInt32(bytes[at]), digits: 2) + ">", insteadOf: 1)
                continue
            }
            let kind = ScalarKind.of(scalar, in: table)
            if kind <= ScalarKind.widePictograph {
                keep(scalar, kind, length, as: kind <= ScalarKind.wide ? .base : .emoji)
                if scalar == 0x1F3F4 { passFlagTags() }
            } else {
                attach(scalar, kind, length)
            }
        }
    }

    /// Passes over printable ASCII eight bytes at a time, and handles one control character.
    private mutating func ascii() {
        let start = at
        let base = UnsafeRawBufferPointer(bytes)
        let low: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        while at + 8 <= bytes.count {
            let word = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let deleted = word ^ (low &* 0x7F)
            let found = word | (word &- low &* 0x20) | (deleted &- low)
            guard found & high == 0 else { break }
            at += 8
        }
        while at < bytes.count, bytes[at] >= 0x20, bytes[at] < 0x7F { at += 1 }
        if at > start {
            (before, last, lastKind, marks) = (.base, UInt32(bytes[at - 1]), ScalarKind.plain, 0)
        }
        guard at < bytes.count, bytes[at] < 0x80 else { return }
        let control = bytes[at]
        if layout == .block, control == 0x0A {
            at += 1
            known = (output.count + at - copied, 0)
            before = .nothing
        } else if layout == .block, control == 0x09 {
            flush()
            let column = known.column + Glyph.columns(ofVisible: output, from: known.index)
            write(String(repeating: " ", count: 4 - column % 4), insteadOf: 1)
            known = (output.count, column + 4 - column % 4)
            (before, last, lastKind, marks) = (.base, 0x20, ScalarKind.plain, 0)
        } else {
            write("^" + String(Unicode.Scalar(control ^ 0x40)), insteadOf: 1)
        }
    }

    /// A scalar that is only drawn in company.
    private mutating func attach(_ scalar: UInt32, _ kind: UInt8, _ length: Int) {
        switch kind {
        case ScalarKind.mark where before != .nothing:
            guard marks == 4 else { return keepMark(scalar, kind, length) }
            let (count, run) = marksAhead()
            write("<+\(count)>", insteadOf: run)
        case ScalarKind.selector where before != .nothing && marks == 0:
            guard ScalarKind.selects(scalar, after: last, kind: lastKind) else { return writeOut(scalar, length) }
            let emoji = before == .emoji
            keepMark(scalar, kind, length)
            if emoji { before = .emoji }
        case ScalarKind.modifier:
            keep(scalar, kind, length, as: before == .emoji ? .emoji : .base)
        case ScalarKind.joiner where before == .emoji:
            let next = kindAhead(at + length).kind
            guard next == ScalarKind.pictograph || next == ScalarKind.widePictograph else {
                return writeOut(scalar, length)
            }
            keep(scalar, kind, length, as: .nothing)
        case ScalarKind.regional:
            let next = kindAhead(at + length)
            guard next.kind == ScalarKind.regional else { return writeOut(scalar, length) }
            keep(scalar, kind, length + next.length, as: .base)
        default: writeOut(scalar, length)
        }
    }

    private mutating func keep(_ scalar: UInt32, _ kind: UInt8, _ length: Int, as now: Before) {
        (before, last, lastKind, marks) = (now, scalar, kind, 0)
        at += length
    }

    private mutating func keepMark(_ scalar: UInt32, _ kind: UInt8, _ length: Int) {
        (before, last, lastKind) = (.base, scalar, kind)
        marks += 1
        at += length
    }

    private mutating func writeOut(_ scalar: UInt32, _ length: Int) {
        write("<U+" + Self.hex(scalar, digits: 4) + ">", insteadOf: length)
    }

    private mutating func write(_ text: String, insteadOf length: Int) {
        flush()
        output.append(contentsOf: text.utf8)
        at += length
        copied = at
        before = .nothing
    }

    private mutating func flush() {
        output.append(contentsOf: bytes[copied..<at])
        copied = at
    }

    private func kindAhead(_ index: Int) -> (kind: UInt8, length: Int) {
        guard index < bytes.count else { return (ScalarKind.hidden, 0) }
        let (scalar, length) = UTF8Step.decode(bytes, at: index)
        return length == 0 ? (ScalarKind.hidden, 0) : (ScalarKind.of(scalar, in: table), length)
    }

    private func marksAhead() -> (count: Int, bytes: Int) {
        var found = (count: 0, bytes: 0)
        while true {
            let next = kindAhead(at + found.bytes)
            guard next.kind == ScalarKind.mark else { return found }
            found = (found.count + 1, found.bytes + next.length)
        }
    }

    /// Passes over the tags that make the flag right before them one of the three in use.
    private mutating func passFlagTags() {
        for tags in Self.flags where bytes.count - at >= tags.count && bytes[at..<at + tags.count].elementsEqual(tags) {
            keep(0xE007F, ScalarKind.hidden, tags.count, as: .emoji)
            return
        }
    }

    private static let flags = ["gbeng", "gbsct", "gbwls"].map { name in
        Array(
            String(
                String.UnicodeScalarView(
                    (name.unicodeScalars.map(\.value) + [0x7F]).compactMap {
                        Unicode.Scalar(0xE0000 + $0)
                    })
            ).utf8)
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
