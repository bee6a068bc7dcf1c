extension Key {
    /// The key as people read it: `C-d`, `PgUp`, `⏎`.
    func label(isAscii: Bool = false) -> String {
        switch self {
        case .character(" "): "Space"
        case .character(let c): String(c)
        case .control(let c): "C-\(c)"
        case .enter: isAscii ? "Enter" : "⏎"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "S-Tab"
        case .backspace: "BS"
        case .delete: "Del"
        case .up: isAscii ? "Up" : "↑"
        case .down: isAscii ? "Down" : "↓"
        case .left: isAscii ? "Left" : "←"
        case .right: isAscii ? "Right" : "→"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .function(let n): "F\(n)"
        }
    }
}
