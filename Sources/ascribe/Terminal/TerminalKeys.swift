import CNcurses
import Inspector

/// Turns what curses reads into the program's events.
///
/// Pasted text is safe: it arrives only where text is typed, and as printable characters only. Line ends and tabs become
/// spaces and other controls vanish, so that a paste can fill a prompt but never run a command.
struct TerminalKeys {
    private var isPasting = false
    private var isPasteWanted = false
    private var pastedBlank = false

    /// The events of one input; empty for what means nothing to the program.
    ///
    /// `isTyping` tells whether a prompt is open.
    mutating func events(for input: ascribe_input, isTyping: Bool) -> [Event] {
        switch input.kind {
        case ASCRIBE_PASTE:
            let begins = input.code != 0 && !isPasting
            isPasting = input.code != 0
            pastedBlank = false
            guard begins else { return [] }
            isPasteWanted = isTyping
            return isTyping ? [] : [.noticed(Notice(.info, "Pasted text goes into prompts only: / or : opens one."))]
        case ASCRIBE_CHARACTER:
            return (isPasting ? pasted(input.code) : Self.key(character: input.code)).map { [.key($0)] } ?? []
        case ASCRIBE_KEY where !isPasting:
            return Self.key(named: ascribe_key(UInt32(input.code))).map { [.key($0)] } ?? []
        case ASCRIBE_FUNCTION where !isPasting:
            return [.key(.function(Int(input.code)))]
        case ASCRIBE_CLICK:
            return [.click(column: Int(input.column), row: Int(input.row))]
        case ASCRIBE_WHEEL:
            return [.wheel(column: Int(input.column), row: Int(input.row), steps: Int(input.code))]
        default:
            return []
        }
    }

    private mutating func pasted(_ code: Int32) -> Key? {
        guard isPasteWanted else { return nil }
        let blank = code == 0x09 || code == 0x0A || code == 0x0D
        defer { pastedBlank = blank }
        // CR LF is one line end.
        if blank { return pastedBlank ? nil : .character(" ") }
        guard case .character(let character)? = Self.key(character: code) else { return nil }
        return .character(character)
    }

    /// The key of a character or control character.
    static func key(character code: Int32) -> Key? {
        switch code {
        case 0x08, 0x7F: return .backspace
        case 0x09: return .tab
        case 0x0A, 0x0D: return .enter
        case 0x1B: return .escape
        case 0x01...0x1A:
            return Unicode.Scalar(UInt32(code) + 0x60).map { .control(Character($0)) }
        case ..<0x20, 0x80..<0xA0: return nil
        default: return Unicode.Scalar(UInt32(code)).map { .character(Character($0)) }
        }
    }

    private static func key(named key: ascribe_key) -> Key? {
        switch key {
        case ASCRIBE_KEY_UP: .up
        case ASCRIBE_KEY_DOWN: .down
        case ASCRIBE_KEY_LEFT: .left
        case ASCRIBE_KEY_RIGHT: .right
        case ASCRIBE_KEY_HOME: .home
        case ASCRIBE_KEY_END: .end
        case ASCRIBE_KEY_PAGE_UP: .pageUp
        case ASCRIBE_KEY_PAGE_DOWN: .pageDown
        case ASCRIBE_KEY_DELETE: .delete
        case ASCRIBE_KEY_BACKSPACE: .backspace
        case ASCRIBE_KEY_BACKTAB: .backTab
        case ASCRIBE_KEY_ENTER: .enter
        default: nil
        }
    }
}
