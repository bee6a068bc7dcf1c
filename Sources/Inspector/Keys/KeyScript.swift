/// Reads keys from text such as `jj<Enter>s<lt><C-d>`, as `--keys` gives them.
enum KeyScript {
    /// What is wrong with a script.
    struct Mistake: Error, Equatable, CustomStringConvertible {
        /// The character within the script, from 1.
        var position: Int
        /// What stands there.
        var found: String

        var description: String {
            "keys, character \(position): \(found) is not a key; write <Enter>, <Esc>, <Tab>, <Space>, <Up>, <PgDn>, <C-d>, <F1>, or <lt> for <"
        }
    }

    private static let names: [String: Key] = [
        "enter": .enter, "cr": .enter, "return": .enter, "esc": .escape, "escape": .escape, "tab": .tab,
        "s-tab": .backTab,
        "backtab": .backTab, "space": .character(" "), "bs": .backspace, "backspace": .backspace, "del": .delete,
        "delete": .delete, "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end,
        "pgup": .pageUp, "pageup": .pageUp, "pgdn": .pageDown, "pagedown": .pageDown, "lt": .character("<"),
        "gt": .character(">"),
    ]

    static func keys(_ script: String) throws(Mistake) -> [Key] {
        var keys: [Key] = []
        var rest = Substring(script)
        while let character = rest.first {
            let position = script.count - rest.count + 1
            guard character == "<" else {
                keys.append(character == "\n" ? .enter : character == "\t" ? .tab : .character(character))
                rest = rest.dropFirst()
                continue
            }
            guard let end = rest.firstIndex(of: ">") else {
                throw Mistake(position: position, found: "'\(rest.prefix(12))'")
            }
            let name = rest[rest.index(after: rest.startIndex)..<end]
            guard let key = named(name.lowercased(), name) else {
                throw Mistake(position: position, found: "<\(name)>")
            }
            keys.append(key)
            rest = rest[rest.index(after: end)...]
        }
        return keys
    }

    private static func named(_ name: String, _ original: Substring) -> Key? {
        if let key = names[name] { return key }
        if name.hasPrefix("c-"), name.count == 3, let letter = name.last, letter.isASCII, letter.isLetter {
            return .control(letter)
        }
        if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...24).contains(number) {
            return .function(number)
        }
        return nil
    }
}
