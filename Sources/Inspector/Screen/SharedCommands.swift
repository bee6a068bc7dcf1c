extension Movement {
    /// The command that moves so.
    var command: CommandName {
        switch self {
        case .up: CommandName("up", [.up, .character("k")], "up")
        case .down: CommandName("down", [.down, .character("j")], "down")
        case .left: CommandName("left", [.left, .character("h")], "left; the tab or proposal before")
        case .right: CommandName("right", [.right, .character("l")], "right; the tab or proposal after")
        case .first: CommandName("first", [.character("g"), .home], "first row")
        case .last: CommandName("last", [.character("G"), .end], "last row")
        case .leftmost: CommandName("leftmost", [.character("0")], "first column")
        case .rightmost: CommandName("rightmost", [.character("$")], "last column")
        case .pageUp: CommandName("page-up", [.pageUp, .control("b")], "a screen up")
        case .pageDown: CommandName("page-down", [.pageDown, .control("f")], "a screen down")
        case .halfUp: CommandName("half-up", [.control("u")], "half a screen up")
        case .halfDown: CommandName("half-down", [.control("d")], "half a screen down")
        }
    }
}

/// The commands that several screens have, or that have a place in a screen's order: named once, here.
extension CommandName {
    static let open = CommandName("open", [.enter], "open; read the message; go to the words")
    static let next = CommandName("next", [.character("n")], "next hit, or hot cell, or difference")
    static let previous = CommandName("previous", [.character("N")], "previous hit, hot cell, or difference")
    static let validate = CommandName("validate", [.character("v")], "hold the proposal against held-out problems")
    static let approvals = CommandName("approvals", [.character("A")], "proposals that wait for you")
    static let nextFailed = CommandName("next-failed", [.character("}")], "next failed run")
    static let previousFailed = CommandName("previous-failed", [.character("{")], "previous failed run")
    static let find = CommandName("find", [.character("/")], "filter runs; find in message text; search help")
    static let sort = CommandName("sort", [.character("o")], "sort the runs by a column: sort COLUMN")
    static let reverse = CommandName("reverse", [.character("O")], "the order of the runs the other way round")
    static let widen = CommandName("widen", [.character(">")], "widen a column, or not again: widen COLUMN")
    static let hide = CommandName("hide", [.character("<")], "hide a column, or not again: hide COLUMN")
    static let mark = CommandName("mark", [.character(" ")], "mark the run; d compares, y copies them")
    static let diff = CommandName("diff", [.character("d")], "two marked runs, or this and another, compared")
    static let showLine = CommandName("show-line", [.character("e")], "show a bad line")
    static let breakpoint = CommandName(
        "breakpoint", [.character("b")], "stop at messages: agent:critic text~\"x\" hot>.3")
    static let more = CommandName("more", [.character("+")], "more samples of the cell's swap")
    static let words = CommandName("words", [.character("w")], "the diff by words, or by lines")
    static let export = CommandName("export", [.character("E")], "write the approved prompts to a folder")
    static let stop = CommandName("stop", [.character("x")], "stop a job; its samples are kept")
    static let equivalent = CommandName("equivalent", [.character("=")], "the command line that does the same")
    static let nextTurn = CommandName("next-turn", [.character("]")], "next turn, or proposal")
    static let previousTurn = CommandName("previous-turn", [.character("[")], "previous turn, or proposal")
    static let zoom = CommandName("zoom", [.character("z")], "message or evidence on the whole screen")
    static let nextPane = CommandName("next-pane", [.tab], "next pane")
    static let previousPane = CommandName("previous-pane", [.backTab], "previous pane")
    static let copy = CommandName("copy", [.character("y")], "copy text, JSON, cell, command line, link, id")
    static let snapshot = CommandName("snapshot", [.character("S")], "write this screen to a file")
    static let reload = CommandName("reload", [.character("R")], "read the files again")
    static let followFiles = CommandName("follow-files", [.character("F")], "follow growing files, or stop")
    static let metric = CommandName("metric", [.character("T")], "temporal by stall, article, kl or js")
}

extension Command {
    /// Says the command line that does what was done last here, and puts it into the log.
    static func equivalent(
        at places: [Place] = [], footer: String? = nil, line: @escaping @Sendable (S, Session) -> String?
    ) -> Command {
        Command(
            .equivalent, at: places, footer: footer,
            refusal: { screen, session in
                line(screen, session) == nil
                    ? "nothing was done here yet; s swaps a message, V measures the run, C criticises" : nil
            },
            perform: { screen, context in
                guard let words = line(screen, context.session) else { return }
                let files = context.session.jobs.all.compactMap { [session = context.session] in
                    $0.replays.flatMap(session.writtenWords(of:))
                }
                context.carryOut(files.filter { words.contains($0.path) }.map { .keepWords($0.words, path: $0.path) })
                context.say(.info, words)
            })
    }
}
