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

    @Test func everyPlaceHasEveryKeyOnce() {
        for kind in Screens.all {
            let table = Screens.commands.byScreen[kind.type] ?? []
            #expect(!table.isEmpty)
            for place in Set(table.flatMap(\.places)) {
                let keys = table.filter { $0.works(at: place) }.flatMap(\.name.keys)
                #expect(Set(keys).count == keys.count, "\(place.name) has a key twice")
            }
        }
    }

    @Test func aCommandIsTheSameWhereverItWorks() {
        let all = Screens.all.flatMap { Screens.commands.byScreen[$0.type] ?? [] }.map(\.name)
        for command in all {
            #expect(all.allSatisfy { $0.name != command.name || $0 == command }, "\(command.name) differs")
            #expect(command.help.count <= 47, "\(command.name)'s help is cut at 80 columns")
            #expect(!command.keys.isEmpty && !command.name.contains(" "))
        }
        let listed = Screens.commands.all.map(\.name)
        #expect(Set(listed) == Set(all) && Set(listed.map(\.name)).count == listed.count)
    }

    @Test func everyCommandOfATableDoesSomething() {
        for kind in Screens.all {
            for command in Screens.commands.byScreen[kind.type] ?? [] {
                #expect(command.perform != nil, "\(command.name.name) stands for no command of the program")
            }
        }
    }
}
