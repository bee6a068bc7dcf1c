import CreditEngine
import Testing

@Suite("Display boundary: properties over random text")
struct DisplayPropertyTests {
    @Test(
        "Nothing invisible is left, judged by the standard library's own Unicode data",
        arguments: 1...20 as ClosedRange<UInt64>)
    func nothingInvisible(seed: UInt64) {
        var random = RandomText(seed: seed)
        for _ in 0..<400 {
            let text = random.text()
            for layout in [VisibleText.Layout.line, .block] {
                let scalars = Array(VisibleText.escape(text, layout: layout).unicodeScalars)
                for (at, scalar) in scalars.enumerated() {
                    let before = at > 0 ? scalars[at - 1] : nil
                    let after = at + 1 < scalars.count ? scalars[at + 1] : nil
                    #expect(
                        Self.mayStand(scalar, before: before, after: after, layout: layout),
                        "\(String(scalar.value, radix: 16)) in \(text.unicodeScalars.map { String($0.value, radix: 16) })"
                    )
                }
            }
        }
    }

    @Test("Escaping twice is escaping once", arguments: 1...20 as ClosedRange<UInt64>)
    func idempotent(seed: UInt64) {
        var random = RandomText(seed: seed)
        for _ in 0..<400 {
            let text = random.text()
            for layout in [VisibleText.Layout.line, .block] {
                let once = VisibleText.escape(text, layout: layout)
                #expect(Self.same(VisibleText.escape(once, layout: layout), once))
            }
        }
    }

    @Test(
        "Nothing is dropped: the text can be read back from its visible form", arguments: 1...20 as ClosedRange<UInt64>)
    func reversible(seed: UInt64) {
        var random = RandomText(seed: seed)
        for _ in 0..<400 {
            let text = String(random.text().unicodeScalars.filter { $0 != "<" && $0 != "^" })
            let visible = VisibleText.escape(text)
            guard !visible.contains("<+") else { continue }
            #expect(Self.same(Self.readBack(visible), text))
        }
    }

    @Test("Text ends where text with a base begins", arguments: 1...20 as ClosedRange<UInt64>)
    func concatenation(seed: UInt64) {
        var random = RandomText(seed: seed)
        for _ in 0..<400 {
            let (a, b) = (random.text(), "x" + random.text())
            #expect(Self.same(VisibleText.escape(a + b), VisibleText.escape(a) + VisibleText.escape(b)))
        }
    }

    @Test("Bytes and strings agree; cut text shows its cut bytes", arguments: 1...20 as ClosedRange<UInt64>)
    func bytes(seed: UInt64) {
        var random = RandomText(seed: seed)
        for _ in 0..<400 {
            let text = random.text()
            #expect(Self.same(VisibleText.escape(bytes: text.utf8), VisibleText.escape(text)))
            let cut = Array(text.utf8.prefix(random.next(below: text.utf8.count + 1)))
            let visible = VisibleText.escape(bytes: cut)
            #expect(!visible.unicodeScalars.contains("\u{FFFD}") || text.unicodeScalars.contains("\u{FFFD}"))
        }
    }

    @Test(
        "Columns are the sum of glyph widths, and tabs stop at multiples of 4", arguments: 1...20 as ClosedRange<UInt64>
    )
    func columns(seed: UInt64) {
        var random = RandomText(seed: seed)
        for _ in 0..<400 {
            let text = random.text()
            let glyphs = Glyph.glyphs(of: text)
            #expect(Glyph.columns(of: text) == glyphs.reduce(0) { $0 + $1.width })
            #expect(glyphs.allSatisfy { $0.width == 1 || $0.width == 2 })
            #expect(glyphs.allSatisfy { $0.text.unicodeScalars.count <= 6 })
            let line = random.text().filter { !$0.isNewline }
            let block = VisibleText.escape(line + "\t", layout: .block)
            #expect(Glyph.columns(of: block) % 4 == 0)
        }
    }

    /// Whether a scalar may stand in visible text between its neighbours.
    static func mayStand(
        _ scalar: Unicode.Scalar, before: Unicode.Scalar?, after: Unicode.Scalar?, layout: VisibleText.Layout
    ) -> Bool {
        if scalar == "\n" { return layout == .block }
        let nonCharacter = scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return false
        case _ where nonCharacter: return false
        case .nonspacingMark, .enclosingMark:
            if before == nil || before == "\n" { return false }
        default: break
        }
        guard scalar.properties.isDefaultIgnorableCodePoint else { return true }
        guard let before else { return false }
        switch scalar.value {
        case 0x200D: return before.properties.isVisibleInEmoji && after?.properties.isEmoji == true
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180F: return !before.properties.isDefaultIgnorableCodePoint
        case 0xE0061...0xE007F: return before.value == 0x1F3F4 || (0xE0061...0xE007A).contains(before.value)
        default: return false
        }
    }

    /// Equal scalar by scalar: canonical equivalence is not enough here.
    static func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

    /// The inverse of `escape` for text that has no `<` or `^` of its own.
    static func readBack(_ visible: String) -> String {
        var read = String.UnicodeScalarView()
        var rest = Substring(visible).unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar == "^", let next = rest.popFirst(), let control = Unicode.Scalar(next.value ^ 0x40) {
                read.append(control)
            } else if scalar == "<", let end = rest.firstIndex(of: ">") {
                let digits = String(rest[..<end]).dropFirst(2)
                read.append(UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) ?? "?")
                rest = rest[rest.index(after: end)...]
            } else {
                read.append(scalar)
            }
        }
        return String(read)
    }
}

extension Unicode.Scalar.Properties {
    /// An emoji, or what may follow one inside a sequence.
    fileprivate var isVisibleInEmoji: Bool { isEmoji || isVariationSelector || isDefaultIgnorableCodePoint }
}
