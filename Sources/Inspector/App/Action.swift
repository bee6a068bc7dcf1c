/// What a key, a palette entry or a click asks for.
enum Action: Sendable, Hashable {
    case up, down, left, right, first, last, leftmost, rightmost, pageUp, pageDown, halfUp, halfDown
    case open, back, quitLevel, quit
    case find, next, previous
    case nextTurn, previousTurn, nextFailed, previousFailed, nextMessage, previousMessage
    case mark, showLine
    case credit, metric, transpose, palette, zoom, nextPane, previousPane, pane(Pane), follow
    case copy, snapshot, reload, followFiles, mouse, redraw, suspend
    case help, log, commandLine
    case swap, measure, edit, more, stopJob, pauseJob, jobs, equivalent
    case diff, breakpoint, nextStop, note
    case critique, propose, validate, approvals, approve, reject, undo, redo, brokenProblems, words, editProposal,
        export
}

/// A pane of an opened run that can have the keyboard.
enum Pane: Int, Sendable, Hashable, CaseIterable {
    case grid = 1, text, saw, tools, json, evidence, curve, critique, runs

    /// Whether it is one of the message pane's tabs.
    var isMessage: Bool { [.text, .saw, .tools, .json].contains(self) }

    /// Whether it is one of the lower pane's tabs.
    var isLower: Bool { self == .evidence || self == .curve || self == .critique }
}

/// Where the keyboard is.
struct Place: OptionSet, Sendable, Hashable {
    let rawValue: Int

    static let runs = Place(rawValue: 1)
    static let grid = Place(rawValue: 2)
    static let message = Place(rawValue: 4)
    static let evidence = Place(rawValue: 8)
    static let help = Place(rawValue: 16)
    static let log = Place(rawValue: 32)
    static let line = Place(rawValue: 64)
    /// The runs list beside an opened run.
    static let list = Place(rawValue: 128)

    /// The jobs screen.
    static let jobs = Place(rawValue: 256)
    /// What is about to be replayed.
    static let menu = Place(rawValue: 512)
    /// The queue of proposals, and one of them.
    static let approvals = Place(rawValue: 1024)

    /// Two runs side by side.
    static let diff = Place(rawValue: 2048)

    static let run: Place = [.grid, .message, .evidence, .list]
    static let everywhere: Place = [.runs, .run, .help, .log, .line, .jobs, .menu, .approvals, .diff]
    /// Where g is free for the first row.
    static let lists = everywhere.subtracting(.approvals)

    /// The place in words, for a key that works elsewhere.
    var name: String {
        var names: [String] = []
        if contains(.runs) { names.append("the runs list") }
        if contains(.grid) { names.append("the grid") }
        if contains(.message), !contains(.grid) { names.append("the message pane") }
        if contains(.evidence), !contains(.grid) { names.append("the evidence pane") }
        if contains(.jobs), !contains(.grid) { names.append("the jobs screen") }
        if contains(.approvals), !contains(.menu) { names.append("the approvals") }
        if contains(.diff), !contains(.grid) { names.append("the diff") }
        if contains(.line) { names.append("a bad line") }
        if names.isEmpty { names = [contains(.help) ? "help" : "the log"] }
        return names.joined(separator: " and ")
    }
}
