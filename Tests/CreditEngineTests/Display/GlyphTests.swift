import CreditEngine
import Testing

@Suite("Glyphs: text as terminal columns")
struct GlyphTests {
    @Test(
        "Text falls into glyphs with widths",
        arguments: [
            ("ab", ["a1", "b1"]), ("漢字", ["漢2", "字2"]), ("ｱＡ", ["ｱ1", "Ａ2"]), ("한", ["한2"]),
            ("\u{1112}\u{1161}\u{11AB}", ["\u{1112}\u{1161}\u{11AB}2"]), ("→±°Ω", ["→1", "±1", "°1", "Ω1"]),
            ("e\u{301}x", ["e\u{301}1", "x1"]), ("😀⌚❤", ["😀2", "⌚2", "❤1"]), ("❤\u{FE0F}", ["❤1"]),
            ("⌚\u{FE0E}", ["⌚2"]), ("1\u{FE0F}\u{20E3}", ["1\u{20E3}1"]), ("漢\u{E0100}", ["漢\u{E0100}2"]),
            ("\u{1F1E9}\u{1F1EA}", ["\u{1F1E9}\u{1F1EA}2"]), ("👩\u{200D}💻", ["👩2", "+1", "💻2"]),
            (VisibleTextTests.scotland, ["\u{1F3F4}2", "g1", "b1", "s1", "c1", "t1"]),
            ("\u{1B}", ["^1", "[1"]), ("█▏·░▒▓", ["█1", "▏1", "·1", "░1", "▒1", "▓1"]), ("\u{A0}", ["\u{A0}1"]),
            ("\u{20000}", ["\u{20000}2"]), ("䷀", ["䷀2"]), ("\u{1FAE8}", ["\u{1FAE8}2"]), ("", []),
        ] as [(String, [String])])
    func segments(text: String, expected: [String]) {
        #expect(Glyph.glyphs(of: text).map { $0.text + String($0.width) } == expected)
    }

    @Test("A skin tone is written out, so that no terminal can join it to its neighbour")
    func skinTone() {
        #expect(Glyph.glyphs(of: "👍🏽").map(\.text).joined() == "👍<U+1F3FD>")
        #expect(Glyph.columns(of: "👍🏽") == 11)
    }

    @Test("A fifth mark is counted in its own glyphs")
    func marks() {
        let glyphs = Glyph.glyphs(of: "e" + String(repeating: "\u{301}", count: 12))
        #expect(glyphs.map(\.text) == ["e\u{301}\u{301}\u{301}\u{301}", "<", "+", "8", ">"])
    }

    @Test("A newline of a block is a glyph without columns")
    func newline() {
        #expect(Glyph.glyphs(of: "a\nb", layout: .block).map(\.width) == [1, 0, 1])
        #expect(Glyph.glyphs(of: "a\nb").map(\.text) == ["a", "^", "J", "b"])
    }

    @Test("No text of a glyph could be joined with its neighbours by a terminal")
    func nothingJoins() {
        let text = "👩🏽\u{200D}💻❤\u{FE0F}\u{200D}🔥" + VisibleTextTests.scotland
        let scalars = Glyph.glyphs(of: text).flatMap { $0.text.unicodeScalars }
        #expect(!scalars.contains { $0.properties.isDefaultIgnorableCodePoint || $0.properties.isEmojiModifier })
    }
}
