import CreditEngine

/// One line being typed for the screen on top: a filter, a search, a note, a reason, a command.
struct LineInput: Sendable {
    /// What happens to the typed text.
    typealias Use = @Sendable (inout any Screen, String, inout Context) -> Void

    /// What stands before the line.
    let prompt: String
    /// What Enter does, for the footer.
    let enter: String
    /// Whether it is the name of a command, with candidates to choose from.
    let isCommand: Bool
    /// Whether a notice stays in sight above the line, as one on a mistake in it does.
    let keepsNotice: Bool
    /// Done on every change, and at the end.
    let changed: Use?
    let submit: Use

    private(set) var characters: [Character]
    private(set) var cursor: Int
    /// The candidate chosen with the arrows, for commands.
    var choice: Int?

    /// A line for a screen.
    init<S: Screen>(
        _ prompt: String, enter: String, text: String = "", keepsNotice: Bool = false, for type: S.Type = S.self,
        changed: (@Sendable (inout S, String, inout Context) -> Void)? = nil,
        submit: @escaping @Sendable (inout S, String, inout Context) -> Void
    ) {
        self.prompt = prompt
        self.enter = enter
        self.keepsNotice = keepsNotice
        isCommand = false
        self.changed = changed.map { Self.erased($0) }
        self.submit = Self.erased(submit)
        characters = Array(text)
        cursor = characters.count
    }

    /// A line for the name of a command, or for a number.
    static let command = LineInput()

    private init() {
        (prompt, enter, isCommand, keepsNotice) = (" : ", "run", true, false)
        (changed, submit) = (nil, { _, _, _ in })
        (characters, cursor) = ([], 0)
    }

    private static func erased<S: Screen>(
        _ use: @escaping @Sendable (inout S, String, inout Context) -> Void
    ) -> Use {
        { screen, text, context in
            guard var typed = screen as? S else { return }
            use(&typed, text, &context)
            screen = typed
        }
    }

    /// The keys that end the line, for the footer.
    var keys: [(Key, String)] {
        isCommand
            ? [(.enter, enter), (.tab, "complete"), (.down, "choose"), (.escape, "back")]
            : [(.enter, enter), (.escape, "back")]
    }

    var text: String { String(characters) }

    /// Replaces everything typed.
    mutating func set(_ text: String) {
        characters = Array(text)
        cursor = characters.count
    }

    /// Takes a key that edits the line; returns whether it was one.
    mutating func edit(_ key: Key) -> Bool {
        switch key {
        case .character(let c):
            characters.insert(c, at: cursor)
            cursor += 1
        case .backspace where cursor > 0:
            cursor -= 1
            characters.remove(at: cursor)
        case .delete where cursor < characters.count: characters.remove(at: cursor)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .control("u"):
            characters.removeFirst(cursor)
            cursor = 0
        case .control("w"):
            let kept =
                characters[..<cursor].lastIndex { $0 != " " }.flatMap { characters[..<$0].lastIndex(of: " ") }.map {
                    $0 + 1
                } ?? 0
            characters.removeSubrange(kept..<cursor)
            cursor = kept
        case .backspace, .delete: break
        default: return false
        }
        if case .character = key { choice = nil }
        return true
    }

    /// Draws the line after its prompt, scrolled so that the cursor is seen.
    func draw(on canvas: inout Canvas, row: Int, columns: Int) {
        let start = canvas.own(prompt, column: 0, row: row, style: Style(.title, bold: true))
        var from = 0
        while from < cursor, Glyph.columns(of: String(characters[from..<cursor])) > max(1, columns - start - 2) {
            from += 1
        }
        canvas.put(.foreign(String(characters[from...])), column: start, row: row, width: max(0, columns - start))
        canvas.setCursor(column: start + Glyph.columns(of: String(characters[from..<cursor])), row: row)
    }
}
