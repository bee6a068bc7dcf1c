import CreditEngine
import Testing

@testable import Inspector

@Suite struct TextWrapperTests {
    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]), ("one two three", 8, ["one two ", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a\n\nb\n", 5, ["a", "", "b"]), ("", 5, [""]), ("研究员说三", 4, ["研究", "员说", "三"]), ("研究员", 3, ["研", "究", "员"]),
        ("a\tb", 8, ["a   b"]),
        ("a\u{1B}[2Jb", 4, ["a^[[", "2Jb"]), ("a\r\nb", 9, ["a^M", "b"]), ("x", 0, ["x"]),
    ])
    func wraps(_ text: String, _ width: Int, _ lines: [String]) {
        var wrapper = TextWrapper(width: width)
        wrapper.add(text)
        #expect(wrapper.lines.map { $0.spans.map(\.text).joined() } == lines)
    }

    @Test func marksWordsByTheirBytes() {
        var wrapper = TextWrapper(width: 9)
        let text = "研究 has 17 here"
        wrapper.add(text, marked: [.init(range: 11..<13, mark: .hit), .init(range: 0..<3, mark: .evidence)])
        #expect(wrapper.lines.map(\.mark) == [.evidence, .hit])
        #expect(wrapper.lines.flatMap(\.spans).filter { $0.style.role == .hit }.map(\.text) == ["17"])
        #expect(wrapper.lines.flatMap(\.spans).filter { $0.style.role == .problem }.map(\.text) == ["研"])
    }

    @Test func indentsWhatGoesOn() {
        var wrapper = TextWrapper(width: 8)
        wrapper.add([.own("» "), .foreign("one two three")], indent: 2)
        #expect(wrapper.lines.map { $0.spans.map(\.text).joined() } == ["» one ", "  two ", "  three"])
    }

    /// No line is wider than asked for, and no visible character is lost.
    @Test(arguments: 0..<20 as Range<UInt64>) func keepsEverything(_ seed: UInt64) {
        var dice = RandomSessionTests.Dice(state: seed)
        let alphabet = Array("abc de研究é 🙂\n\u{1B}\u{202E}")
        let text = String((0..<200).map { _ in alphabet.randomElement(using: &dice) ?? "a" })
        let width = Int.random(in: 2...20, using: &dice)
        var wrapper = TextWrapper(width: width)
        wrapper.add(text)
        #expect(wrapper.lines.allSatisfy { Glyph.columns(of: $0.spans.map(\.text).joined()) <= width })
        let shown = wrapper.lines.flatMap(\.spans).map(\.text).joined().filter { $0 != " " }
        let wanted = text.split(separator: "\n").map { VisibleText.escape(String($0)) }.joined().filter { $0 != " " }
        #expect(shown == wanted)
    }
}
