import Inspector
import Testing

@testable import ascribe

@Suite("Frame changes: only what differs is drawn")
struct FrameChangesTests {
    static func frame(_ lines: [String], columns: Int = 8, style: Style = .plain) -> Frame {
        var frame = Frame(columns: columns, rows: lines.count)
        for (row, line) in lines.enumerated() { frame.put(line, column: 0, row: row, style: style) }
        return frame
    }

    static func changes(_ old: Frame?, _ new: Frame) -> [String] {
        FrameChanges(from: old, to: new).changes.map { "\($0.column),\($0.row) \($0.text) \($0.width)" }
    }

    @Test(
        "Changed glyphs and no others",
        arguments: [
            (["abc"], ["abc"], []), (["abc"], ["aXc"], ["1,0 X 1"]), (["abc"], ["ab"], ["2,0   1"]),
            (["漢b"], ["漢c"], ["2,0 c 1"]), (["漢"], ["ab"], ["0,0 a 1", "1,0 b 1"]), (["ab"], ["漢"], ["0,0 漢 2"]),
            (["a漢"], ["漢x"], ["0,0 漢 2", "2,0 x 1"]), (["漢字"], ["a漢b"], ["0,0 a 1", "1,0 漢 2", "3,0 b 1"]),
            (["a", "b"], ["a", "c"], ["0,1 c 1"]), (["e"], ["e\u{301}"], ["0,0 e\u{301} 1"]),
            (["x"], ["🇩🇪"], ["0,0 🇩🇪 2"]),
        ] as [([String], [String], [String])])
    func differences(old: [String], new: [String], expected: [String]) {
        #expect(Self.changes(Self.frame(old), Self.frame(new)) == expected)
    }

    @Test("A style alone is a change")
    func style() {
        let old = Self.frame(["ab"])
        var new = old
        new.put("b", column: 1, row: 0, style: Style(.hit))
        #expect(Self.changes(old, new) == ["1,0 b 1"])
    }

    @Test("Everything is drawn when nothing is known, or the size is another")
    func everything() {
        let new = Self.frame(["漢"], columns: 3)
        #expect(Self.changes(nil, new) == ["0,0 漢 2", "2,0   1"])
        #expect(Self.changes(Self.frame(["漢"], columns: 4), new) == ["0,0 漢 2", "2,0   1"])
    }

    @Test("Half a wide glyph is a blank, never a column too many")
    func halves() {
        var frame = Self.frame(["漢"], columns: 3)
        frame.put("x", column: 0, row: 0)
        #expect(Self.changes(nil, frame) == ["0,0 x 1", "1,0   1", "2,0   1"])
    }

    @Test("Drawing the changes turns the old screen into the new one", arguments: 1...30 as ClosedRange<UInt64>)
    func complete(seed: UInt64) {
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        func line() -> String { (0..<random(9)).map { _ in ["a", "b", " ", "漢", "字", "é"][random(6)] }.joined() }
        for _ in 0..<50 {
            let old = Self.frame([line(), line()])
            let new = Self.frame([line(), line()])
            var screen = old
            for change in FrameChanges(from: old, to: new).changes {
                screen.put(change.text, column: change.column, row: change.row, style: change.style)
            }
            #expect(screen == new)
        }
    }
}
