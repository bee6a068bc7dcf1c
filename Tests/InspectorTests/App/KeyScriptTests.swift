import Testing

@testable import Inspector

@Suite struct KeyScriptTests {
    @Test(
        arguments: [
            ("jj<Enter>s<lt>", [.character("j"), .character("j"), .enter, .character("s"), .character("<")]),
            ("<C-d><c-U><Esc><Tab><S-Tab>", [.control("d"), .control("u"), .escape, .tab, .backTab]),
            ("<Space><PgDn><pgup><Home><End>", [.character(" "), .pageDown, .pageUp, .home, .end]),
            ("<BS><Del><Up><Down><Left><Right>", [.backspace, .delete, .up, .down, .left, .right]),
            ("<F1><F12>研>", [.function(1), .function(12), .character("研"), .character(">")]),
            ("a\n", [.character("a"), .enter]), ("", []),
        ] as [(String, [Key])])
    func reads(_ script: String, _ keys: [Key]) throws {
        #expect(try App.keys(script) == keys)
    }

    @Test(arguments: [
        ("ab<Entr>", 3, "<Entr>"), ("<", 1, "'<'"), ("x<C-1>", 2, "<C-1>"), ("<F99>", 1, "<F99>"), ("<>", 1, "<>"),
    ])
    func refuses(_ script: String, _ position: Int, _ found: String) {
        #expect(throws: KeyScript.Mistake(position: position, found: found)) { try App.keys(script) }
    }

    @Test func theTableNamesEveryKeyOnceAPlace() {
        for (i, a) in Command.table.enumerated() {
            for b in Command.table[(i + 1)...] where !a.places.isDisjoint(with: b.places) {
                #expect(Set(a.keys).isDisjoint(with: b.keys), "\(a.name) and \(b.name)")
            }
            #expect(a.help.count <= 47, "\(a.name)'s help is cut at 80 columns")
            #expect(!a.keys.isEmpty && !a.name.contains(" "))
        }
        #expect(Set(Command.table.map(\.name)).count == Command.table.count)
    }
}
