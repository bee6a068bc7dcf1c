import CreditEngine
import Testing

@Suite("Visible text: what must never reach a terminal is written out")
struct VisibleTextTests {
    @Test(
        "Each class of scalar has its visible form",
        arguments: [
            ("", ""), ("plain ASCII, éàü → 漢字 한국어", "plain ASCII, éàü → 漢字 한국어"),
            ("\u{1B}[31m", "^[[31m"), ("\u{0}\u{7}\u{8}\u{1F}", "^@^G^H^_"), ("a\u{7F}b", "a^?b"),
            ("a\nb\tc\rd", "a^Jb^Ic^Md"), ("\r\n", "^M^J"),
            ("\u{80}\u{9B}2J\u{9F}", "<U+0080><U+009B>2J<U+009F>"),
            (
                "\u{202A}\u{202E}\u{2066}\u{2069}\u{200E}\u{200F}\u{61C}",
                "<U+202A><U+202E><U+2066><U+2069><U+200E><U+200F><U+061C>"
            ),
            ("a\u{200B}b\u{FEFF}c\u{AD}d\u{2060}e\u{200C}f", "a<U+200B>b<U+FEFF>c<U+00AD>d<U+2060>e<U+200C>f"),
            ("\u{180E}\u{34F}\u{115F}\u{3164}\u{FFA0}", "<U+180E><U+034F><U+115F><U+3164><U+FFA0>"),
            ("\u{2028}\u{2029}\u{85}", "<U+2028><U+2029><U+0085>"),
            ("\u{FFF9}\u{1D173}\u{13430}", "<U+FFF9><U+1D173><U+13430>"),
            ("\u{378}\u{1FAE8}\u{2FFFD}\u{40000}", "<U+0378>\u{1FAE8}<U+2FFFD><U+40000>"),
            ("\u{FFFD} stays", "\u{FFFD} stays"), ("\u{E000}\u{F8FF}", "\u{E000}\u{F8FF}"),
        ] as [(String, String)])
    func classes(text: String, visible: String) {
        #expect(VisibleText.escape(text) == visible)
    }

    @Test(
        "What is only legitimate in company is written out when alone",
        arguments: [
            ("\u{301}a", "<U+0301>a"), ("e\u{301}", "e\u{301}"), (" \u{301}", " \u{301}"),
            ("\u{1B}\u{301}", "^[<U+0301>"), ("\u{20E3}", "<U+20E3>"),
            ("e\u{301}\u{302}\u{303}\u{304}", "e\u{301}\u{302}\u{303}\u{304}"),
            ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}!", "e\u{301}\u{302}\u{303}\u{304}<+2>!"),
            ("\u{FE0F}", "<U+FE0F>"), ("a\u{FE0F}", "a<U+FE0F>"), ("❤\u{FE0F}", "❤\u{FE0F}"),
            ("❤\u{FE0F}\u{FE0F}", "❤\u{FE0F}<U+FE0F>"), ("1\u{FE0F}\u{20E3}", "1\u{FE0F}\u{20E3}"),
            ("漢\u{E0100}", "漢\u{E0100}"), ("a\u{E0100}", "a<U+E0100>"), ("😀\u{E0101}", "😀<U+E0101>"),
            ("\u{2229}\u{FE00}", "\u{2229}\u{FE00}"), ("x\u{FE00}", "x<U+FE00>"), ("a\u{180B}", "a<U+180B>"),
            ("\u{1820}\u{180B}", "\u{1820}\u{180B}"),
            ("a\u{200D}b", "a<U+200D>b"), ("👩\u{200D}💻", "👩\u{200D}💻"), ("👩\u{200D}", "👩<U+200D>"),
            ("👩\u{200D}x", "👩<U+200D>x"), ("👩\u{200D}\u{200D}💻", "👩<U+200D><U+200D>💻"),
            ("❤\u{FE0F}\u{200D}🔥", "❤\u{FE0F}\u{200D}🔥"), ("👩🏽\u{200D}💻", "👩🏽\u{200D}💻"),
            ("\u{1F1E9}\u{1F1EA}", "\u{1F1E9}\u{1F1EA}"), ("\u{1F1E9}!", "<U+1F1E9>!"),
            ("\u{1F1E9}\u{1F1EA}\u{1F1E9}", "\u{1F1E9}\u{1F1EA}<U+1F1E9>"),
            ("\u{E0041}", "<U+E0041>"), ("a\u{E0001}", "a<U+E0001>"), ("😀\u{E0061}", "😀<U+E0061>"),
            (Self.scotland, Self.scotland), ("\u{1F3F4}\u{E0067}", "\u{1F3F4}<U+E0067>"),
        ] as [(String, String)])
    func company(text: String, visible: String) {
        #expect(VisibleText.escape(text) == visible)
    }

    @Test(
        "A block keeps newlines and expands tabs to multiples of 4 columns",
        arguments: [
            ("a\nb", "a\nb"), ("\t|", "    |"), ("abc\t|", "abc |"), ("abcd\t|", "abcd    |"),
            ("漢\t|", "漢  |"), ("e\u{301}\t|", "e\u{301}   |"), ("\u{1}\t|", "^A  |"), ("a\tb\tc", "a   b   c"),
            ("abc\n\t|", "abc\n    |"), ("\u{1}abc\nx\t|", "^Aabc\nx   |"), ("👍🏽\t|", "👍🏽 |"),
            ("\r\n", "^M\n"), ("a\n\u{301}", "a\n<U+0301>"), ("\u{200B}\t|", "<U+200B>    |"),
        ] as [(String, String)])
    func block(text: String, visible: String) {
        #expect(VisibleText.escape(text, layout: .block) == visible)
    }

    @Test(
        "Bytes that are not UTF-8 are shown one by one",
        arguments: [
            ([0x61, 0xFF, 0x62], "a<FF>b"), ([0x9B, 0x32, 0x4A], "<9B>2J"), ([0xC0, 0x80], "<C0><80>"),
            ([0xED, 0xA0, 0x80], "<ED><A0><80>"), ([0xE6, 0xBC], "<E6><BC>"), ([0xE6, 0xBC, 0xA2], "漢"),
            ([0xF4, 0x90, 0x80, 0x80], "<F4><90><80><80>"), ([0xF0, 0x80, 0x80, 0xAF], "<F0><80><80><AF>"),
            ([0xC2, 0x9B], "<U+009B>"), ([0x1B], "^["), ([], ""), ([0x61, 0xC3], "a<C3>"),
            ([0xE0, 0x80, 0x80], "<E0><80><80>"), ([0xFF, 0xCC, 0x81], "<FF><U+0301>"),
        ] as [([UInt8], String)])
    func bytes(bytes: [UInt8], visible: String) {
        #expect(VisibleText.escape(bytes: bytes) == visible)
    }

    @Test("Noncharacters are written out", arguments: [0xFFFE, 0xFDD0, 0xFDEF, 0x1FFFE, 0x8FFFF, 0x10FFFF] as [UInt32])
    func nonCharacters(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(VisibleText.escape("a\(scalar)") == "a<U+\(String(value, radix: 16, uppercase: true))>")
    }

    @Test("A control is found at every place of the eight-byte scan", arguments: 0..<40)
    func places(place: Int) {
        for control: UInt8 in [0, 9, 10, 27, 31, 127] {
            var bytes = [UInt8](repeating: 0x61, count: 40)
            bytes[place] = control
            let visible = "^" + String(Unicode.Scalar(control ^ 0x40))
            let expected = String(repeating: "a", count: place) + visible + String(repeating: "a", count: 39 - place)
            #expect(VisibleText.escape(bytes: bytes) == expected)
        }
    }

    static let scotland = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"
}
