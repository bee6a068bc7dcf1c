import CreditEngine

/// One line being typed: a filter, a search, a command.
struct LineInput: Sendable, Equatable {
    /// What it is for.
    enum Purpose: Sendable, Equatable {
        case filter, find, help, command, breakpoint
        /// What the person notes beside a message of a run.
        case note(RunKey, Int)
        /// Why a proposal is approved: the hash is that of the diff on the screen.
        case approve(String, hash: String, validation: String)
        /// Why a proposal is rejected.
        case reject(String)
        /// The folder that a team's approved prompts go to.
        case export(team: String)

        /// What stands before the line.
        var prompt: String {
            switch self {
            case .command: " : "
            case .filter, .find, .help: " / "
            case .breakpoint: " break at "
            case .note: " note: "
            case .approve(_, let hash, _): " approve \(hash.prefix(12)), reason: "
            case .reject: " reject, reason: "
            case .export: " export to folder: "
            }
        }

        /// The keys that end the line, for the footer.
        var keys: [(Key, String)] {
            let goOn: String
            switch self {
            case .command: return [(.enter, "run"), (.tab, "complete"), (.down, "choose"), (.escape, "back")]
            case .filter: goOn = "filter"
            case .find, .help: goOn = "find"
            case .breakpoint: goOn = "set; nothing takes it away"
            case .note: goOn = "keep; nothing removes it"
            case .approve: goOn = "approve"
            case .reject: goOn = "reject"
            case .export: goOn = "what would be written"
            }
            return [(.enter, goOn), (.escape, "back")]
        }
    }

    let purpose: Purpose
    private(set) var characters: [Character]
    private(set) var cursor: Int
    /// The candidate chosen with the arrows, for commands.
    var choice: Int?

    init(_ purpose: Purpose, text: String = "") {
        self.purpose = purpose
        characters = Array(text)
        cursor = characters.count
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
        let start = canvas.own(purpose.prompt, column: 0, row: row, style: Style(.title, bold: true))
        var from = 0
        while from < cursor, Glyph.columns(of: String(characters[from..<cursor])) > max(1, columns - start - 2) {
            from += 1
        }
        canvas.put(.foreign(String(characters[from...])), column: start, row: row, width: max(0, columns - start))
        canvas.setCursor(column: start + Glyph.columns(of: String(characters[from..<cursor])), row: row)
    }
}
