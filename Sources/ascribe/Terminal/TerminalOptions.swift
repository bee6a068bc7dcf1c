import CreditEngine
import Inspector

/// How the terminal is used.
struct TerminalOptions: Sendable {
    /// What `--color` says.
    var color: ColorChoice = .auto
    /// The colours of heat at the start.
    var heat: TerminalPalette.Heat = .viridis
    /// What the colours are made for at the start.
    var theme: Theme = .auto
    /// Whether clicks and the wheel are reported at the start.
    var mouse = true
    /// The environment (`NO_COLOR`, `TERM`).
    var environment: [String: String] = [:]
}

/// Why the inspector cannot open on this terminal.
enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// There is no terminal.
    case none
    /// `TERM` is not set or names a terminal that nobody knows.
    case unknown(String?)
    /// The terminal cannot place its cursor.
    case dumb(String?)

    var description: String {
        let instead = "use 'ascribe view --headless --size 100x30 --dump -', or a command such as 'ascribe score'"
        switch self {
        case .none: return "no terminal to draw on; \(instead)"
        case .unknown(nil): return "TERM is not set; set it (to xterm-256color, say), or \(instead)"
        case .unknown(let name?):
            return
                "the terminal type TERM=\(VisibleText.escape(name)) is not known here; set one that is (TERM=xterm-256color), or \(instead)"
        case .dumb(let name):
            return
                "a terminal of type TERM=\(VisibleText.escape(name ?? "unknown")) cannot place its cursor; where this one can, set its type (TERM=xterm-256color), or \(instead)"
        }
    }
}
