import CNcurses
import Inspector
import Testing

@testable import ascribe

@Suite("Keys: what curses reads becomes events")
struct TerminalKeysTests {
    static func input(_ kind: ascribe_input_kind, _ code: Int32 = 0, column: Int32 = 0, row: Int32 = 0) -> ascribe_input
    {
        ascribe_input(kind: kind, code: code, column: column, row: row)
    }

    static func keys(_ inputs: [ascribe_input], isTyping: Bool = true) -> [Key] {
        var keys = TerminalKeys()
        return inputs.flatMap { keys.events(for: $0, isTyping: isTyping) }.compactMap { event in
            if case .key(let key) = event { key } else { nil }
        }
    }

    static func characters(_ text: String) -> [ascribe_input] {
        text.unicodeScalars.map { input(ASCRIBE_CHARACTER, Int32($0.value)) }
    }

    @Test(
        "Characters and controls",
        arguments: [
            (0x61, .character("a")), (0x6F22, .character("漢")), (0x1F600, .character("😀")), (0x20, .character(" ")),
            (0x0D, .enter), (0x0A, .enter), (0x09, .tab), (0x1B, .escape), (0x7F, .backspace), (0x08, .backspace),
            (0x01, .control("a")), (0x1A, .control("z")), (0x15, .control("u")), (0, nil), (0x1F, nil), (0x9B, nil),
        ] as [(Int32, Key?)])
    func characters(code: Int32, key: Key?) {
        #expect(Self.keys([Self.input(ASCRIBE_CHARACTER, code)]) == (key.map { [$0] } ?? []))
    }

    @Test("Named keys, each its own")
    func named() {
        let all = (ASCRIBE_KEY_UP.rawValue...ASCRIBE_KEY_ENTER.rawValue).map { Self.input(ASCRIBE_KEY, Int32($0)) }
        #expect(
            Self.keys(all) == [
                .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .delete, .backspace, .backTab, .enter,
            ])
        #expect(Self.keys([Self.input(ASCRIBE_FUNCTION, 12)]) == [.function(12)])
        #expect(Self.keys([Self.input(ASCRIBE_KEY, 99), Self.input(ASCRIBE_NOTHING)]).isEmpty)
    }

    @Test("Clicks and the wheel carry their place")
    func mouse() {
        var keys = TerminalKeys()
        guard case .click(3, 7)? = keys.events(for: Self.input(ASCRIBE_CLICK, column: 3, row: 7), isTyping: false).first
        else {
            Issue.record("no click")
            return
        }
        let wheel = keys.events(for: Self.input(ASCRIBE_WHEEL, -1, column: 1, row: 2), isTyping: false).first
        guard case .wheel(1, 2, -1)? = wheel else {
            Issue.record("no wheel")
            return
        }
    }

    @Test("A paste into a prompt is characters only: no Enter, no Escape, no Control")
    func paste() {
        let pasted = Self.characters("a b\r\nq\u{1B}\u{3}\t漢\n\n") + [Self.input(ASCRIBE_KEY, 1)]
        let inputs = [Self.input(ASCRIBE_PASTE, 1)] + pasted + [Self.input(ASCRIBE_PASTE, 0)]
        let expected = "a b q 漢 ".map { Key.character($0) }
        #expect(Self.keys(inputs + Self.characters("\r")) == expected + [.enter])
    }

    @Test("A paste where nothing is typed is refused with a sentence")
    func pasteRefused() {
        let inputs = [Self.input(ASCRIBE_PASTE, 1)] + Self.characters("qQ:\r") + [Self.input(ASCRIBE_PASTE, 0)]
        #expect(Self.keys(inputs + Self.characters("j"), isTyping: false) == [.character("j")])
        var keys = TerminalKeys()
        guard case .noticed? = keys.events(for: Self.input(ASCRIBE_PASTE, 1), isTyping: false).first else {
            Issue.record("no notice")
            return
        }
    }
}
