/// One command: everything that keys, help, footer and palette need to know of it.
struct Command: Sendable {
    let action: Action
    /// The name in the palette.
    let name: String
    /// The keys that run it.
    let keys: [Key]
    /// One line of help.
    let help: String
    /// Where it works.
    let places: Place
    /// Its word in the footer, where it is shown there.
    let footer: String?
    /// The places whose footer shows it.
    let footerPlaces: Place
    /// Why it does nothing just now; `nil` when it does something.
    let refusal: @Sendable (App) -> String?

    init(
        _ action: Action, _ name: String, _ keys: [Key], _ places: Place, _ help: String, footer: String? = nil,
        in footerPlaces: Place? = nil, refusal: @escaping @Sendable (App) -> String? = { _ in nil }
    ) {
        self.action = action
        self.name = name
        self.keys = keys
        self.help = help
        self.places = places
        self.footer = footer
        self.footerPlaces = footerPlaces ?? places
        self.refusal = refusal
    }

    /// Its keys as people read them.
    func keyNames(isAscii: Bool = false) -> String {
        keys.map { $0.label(isAscii: isAscii) }.joined(separator: " ")
    }

    /// The command that a key runs at a place.
    static func forKey(_ key: Key, at place: Place) -> Command? {
        byKey[key]?.first { $0.places.contains(place) }
    }

    /// The places where a key does something.
    static func places(of key: Key) -> Place {
        byKey[key, default: []].reduce(into: []) { $0.formUnion($1.places) }
    }

    /// The command that does something, by what it does.
    static func forAction(_ action: Action) -> Command? { table.first { $0.action == action } }

    private static let byKey: [Key: [Command]] = {
        var map: [Key: [Command]] = [:]
        for command in table { for key in command.keys { map[key, default: []].append(command) } }
        return map
    }()
}

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
