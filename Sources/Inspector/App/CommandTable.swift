extension Command {
    /// All commands, in the order in which help lists them and the footer offers them.
    static let table: [Command] = [
        Command(
            .open, "open", [.enter], [.runs, .list, .grid, .evidence, .help, .menu, .approvals, .diff, .jobs],
            "open; read the message; go to the words", footer: "open",
            in: [.runs, .list, .grid, .menu, .approvals, .diff, .jobs]),
        Command(.up, "up", [.up, .character("k")], .everywhere, "up"),
        Command(.down, "down", [.down, .character("j")], .everywhere, "down"),
        Command(
            .left, "left", [.left, .character("h")], [.grid, .message, .evidence, .approvals, .diff],
            "left; the tab or proposal before"),
        Command(
            .right, "right", [.right, .character("l")], [.grid, .message, .evidence, .approvals, .diff],
            "right; the tab or proposal after",
            footer: "tab", in: [.message, .diff]),
        Command(.first, "first", [.character("g"), .home], .lists, "first row"),
        Command(.first, "top", [.home], .approvals, "first row"),
        Command(.last, "last", [.character("G"), .end], .everywhere, "last row"),
        Command(.leftmost, "leftmost", [.character("0")], [.grid, .diff], "first column"),
        Command(.rightmost, "rightmost", [.character("$")], [.grid, .diff], "last column"),
        Command(.pageUp, "page-up", [.pageUp], .everywhere, "a screen up"),
        Command(.pageDown, "page-down", [.pageDown], .everywhere, "a screen down"),
        Command(.halfUp, "half-up", [.control("u")], .everywhere, "half a screen up"),
        Command(.halfDown, "half-down", [.control("d")], .everywhere, "half a screen down"),
        Command(
            .next, "next", [.character("n")], [.runs, .run, .diff], "next hit, or hot cell, or difference",
            footer: "hot", in: [.grid, .evidence, .diff], refusal: { $0.whyNoNext }),
        Command(
            .previous, "previous", [.character("N")], [.runs, .run, .diff], "previous hit, hot cell, or difference",
            refusal: { $0.whyNoNext }),
        Command(
            .swap, "swap", [.character("s")], [.grid, .message, .evidence],
            "replace the message, let the team speak again", footer: "swap", in: [.grid, .evidence],
            refusal: { $0.whyNoSwap }),
        Command(
            .credit, "credit", [.character("c")], .run, "temporal, structural or joint credit", footer: "credit",
            in: .run),
        Command(
            .critique, "critique", [.character("C")], [.grid, .message, .evidence],
            "let a critic say what is wrong with the message", footer: "critique", in: [.grid, .evidence],
            refusal: { $0.whyNoCritique }),
        Command(
            .propose, "propose", [.character("P")], [.grid, .message, .evidence],
            "revise the prompt as the critiques suggest", footer: "propose", in: [.grid, .evidence],
            refusal: { $0.whyNoProposal }),
        Command(
            .validate, "validate", [.character("v")], [.grid, .message, .evidence, .approvals],
            "hold the proposal against held-out problems", footer: "validate", in: [.evidence, .approvals],
            refusal: { $0.whyNoValidation }),
        Command(
            .approvals, "approvals", [.character("A")], .everywhere, "proposals that wait for you", footer: "approve",
            in: [.grid]),
        Command(
            .nextFailed, "next-failed", [.character("}")], [.runs, .run], "next failed run", footer: "next failed",
            in: .runs),
        Command(.previousFailed, "previous-failed", [.character("{")], [.runs, .run], "previous failed run"),
        Command(
            .find, "find", [.character("/")], [.runs, .run, .help],
            "filter runs; find in message text; search help", footer: "find", in: [.runs, .run, .help]),
        Command(
            .mark, "mark", [.character(" ")], [.runs, .list], "mark the run; d compares, y copies them",
            footer: "mark"),
        Command(
            .diff, "diff", [.character("d")], [.runs, .run], "two marked runs, or this and another, compared",
            footer: "diff", in: [.runs, .list], refusal: { $0.whyNoDiff }),
        Command(
            .showLine, "show-line", [.character("e")], [.runs, .list], "show a bad line",
            refusal: {
                $0.isOnBadLine ? nil : "e shows a bad line, and this row is a run; Enter opens it"
            }),
        Command(
            .follow, "follow", [.character("f")], .run, "walk a delayed error to its origin", footer: "follow",
            in: [.grid, .evidence],
            refusal: { $0.whyNoFollow }),
        Command(
            .breakpoint, "breakpoint", [.character("b")], [.runs, .run],
            "stop at messages: agent:critic text~\"x\" hot>.3"),
        Command(
            .nextStop, "next-stop", [.character("B")], [.grid, .message, .evidence],
            "next message at which the breakpoint holds", refusal: { $0.whyNoStop }),
        Command(
            .note, "note", [.character("m")], [.grid, .message], "write a note beside the message",
            footer: "note", in: .message, refusal: { $0.whyNoNote }),
        Command(
            .measure, "measure", [.character("V")], [.grid, .message, .evidence],
            "find by replays which message cost the outcome", footer: "measure", in: [.grid, .evidence],
            refusal: { $0.whyNoMeasure }),
        Command(
            .edit, "edit", [.character("e")], [.grid, .message], "edit the message in $EDITOR and replay it",
            footer: "edit", in: .message, refusal: { $0.whyNoSwap }),
        Command(
            .more, "more", [.character("+")], [.grid, .message, .evidence, .menu], "more samples of the cell's swap",
            footer: "more", in: [.evidence, .menu], refusal: { $0.whyNoMore }),
        Command(
            .approve, "approve", [.character("a")], .approvals, "approve the shown diff, by its hash",
            footer: "approve", refusal: { $0.whyNoApproval }),
        Command(
            .reject, "reject", [.character("r")], .approvals, "reject, with a reason for the next critique",
            footer: "reject", refusal: { $0.whyNoRejection }),
        Command(
            .editProposal, "edit-proposal", [.character("e")], .approvals, "edit the proposed text in $EDITOR",
            footer: "edit", refusal: { $0.whyNoEditing }),
        Command(
            .brokenProblems, "broken", [.character("g")], .approvals, "the problems that it broke and fixed",
            footer: "broken", refusal: { $0.whyNoProblems }),
        Command(
            .words, "words", [.character("w")], [.approvals, .diff], "the diff by words, or by lines", footer: "words",
            refusal: { $0.whyNoWords }),
        Command(
            .undo, "undo", [.character("u")], .approvals, "take the decision back", footer: "undo",
            refusal: { $0.whyNoUndo }),
        Command(
            .redo, "redo", [.control("r")], .approvals, "decide again what was taken back",
            footer: "redo", refusal: { $0.whyNoRedo }),
        Command(
            .export, "export", [.character("E")], [.runs, .run, .approvals], "write the approved prompts to a folder",
            footer: "export", in: [.approvals], refusal: { $0.whyNoExport }),
        Command(
            .stopJob, "stop", [.character("x")], [.runs, .run, .jobs, .approvals], "stop a job; its samples are kept",
            footer: "stop", in: .jobs, refusal: { $0.whyNoJob }),
        Command(
            .pauseJob, "pause", [.character(" ")], .jobs, "pause the job, or let it go on", footer: "pause",
            refusal: { $0.whyNoJob }),
        Command(
            .equivalent, "equivalent", [.character("=")], [.grid, .message, .evidence, .jobs, .approvals],
            "the command line that does the same", footer: "command line", in: .jobs,
            refusal: { $0.whyNoEquivalent }),
        Command(.nextTurn, "next-turn", [.character("]")], [.run, .approvals, .diff], "next turn, or proposal"),
        Command(
            .previousTurn, "previous-turn", [.character("[")], [.run, .approvals, .diff], "previous turn, or proposal"),
        Command(
            .nextMessage, "next-message", [.character(".")], .run, "next message in time order", footer: "next message",
            in: .message),
        Command(.previousMessage, "previous-message", [.character(",")], .run, "previous message in time order"),
        Command(
            .transpose, "transpose", [.character("t")], .run, "turns as columns, or as rows", footer: "transpose",
            in: .grid),
        Command(
            .zoom, "zoom", [.character("z")], [.run, .diff], "message or evidence on the whole screen", footer: "zoom",
            in: [.message, .evidence, .diff]),
        Command(.nextPane, "next-pane", [.tab], [.run, .diff], "next pane", footer: "pane", in: [.run, .diff]),
        Command(.previousPane, "previous-pane", [.backTab], [.run, .diff], "previous pane"),
        Command(.pane(.grid), "grid", [.character("1")], .run, "the grid"),
        Command(.pane(.text), "text", [.character("2")], .run, "the message's text"),
        Command(.pane(.saw), "saw", [.character("3")], .run, "what the agent saw"),
        Command(.pane(.tools), "tools", [.character("4")], .run, "the tools it called"),
        Command(.pane(.json), "json", [.character("5")], .run, "the message as JSON"),
        Command(.pane(.evidence), "evidence", [.character("6")], .run, "why the cell is hot"),
        Command(.pane(.curve), "curve", [.character("7")], .run, "the expected outcome over the turns"),
        Command(.pane(.critique), "critique-pane", [.character("8")], .run, "what a critic says of the cell"),
        Command(
            .copy, "copy", [.character("y")], [.runs, .run, .line, .diff], "copy the message, or the run's id",
            refusal: { $0.whyNoCopy }),
        Command(
            .snapshot, "snapshot", [.character("S")], .everywhere, "write this screen to a file",
            refusal: {
                $0.configuration.isReadOnly ? "nothing is written: the program was started with --readonly" : nil
            }),
        Command(.reload, "reload", [.character("R")], [.runs, .run, .line], "read the files again"),
        Command(.followFiles, "follow-files", [.character("F")], [.runs, .run], "follow growing files, or stop"),
        Command(.metric, "metric", [.character("T")], [.runs, .run], "temporal by stall, article, kl or js"),
        Command(.palette, "palette", [.character("p")], .everywhere, "viridis, cividis or mono"),
        Command(.mouse, "mouse", [.character("M")], .everywhere, "use the mouse, or leave it alone"),
        Command(.redraw, "redraw", [.control("l")], .everywhere, "draw the screen anew"),
        Command(.suspend, "suspend", [.control("z")], .everywhere, "back to the shell until fg"),
        Command(.jobs, "jobs", [.character("J")], .everywhere, "jobs: how far, what cost, stop, pause"),
        Command(.log, "log", [.character("L")], .everywhere, "what happened"),
        Command(
            .back, "back", [.escape], .everywhere, "back; never quits", footer: "back",
            in: [.run, .help, .log, .line, .jobs, .menu, .approvals, .diff]),
        Command(.quitLevel, "close", [.character("q")], .everywhere, "back one level; from the runs list, quit"),
        Command(.quit, "quit", [.character("Q")], .everywhere, "quit; asks when jobs run"),
        Command(
            .commandLine, "command", [.character(":")], .everywhere, "run a command by name; a number goes there",
            footer: "command"),
        Command(.help, "help", [.character("?")], .everywhere, "this list", footer: ""),
    ]

    /// The key table as text, for `ascribe help keys` and the README.
    static func listing() -> String {
        let rows = table.map { ($0.keys.map { $0.label(isAscii: true) }.joined(separator: " "), $0.name, $0.help) }
        let keys = rows.map(\.0.count).max() ?? 0
        let names = rows.map(\.1.count).max() ?? 0
        return rows.map { row in
            row.0 + String(repeating: " ", count: keys - row.0.count + 2) + row.1
                + String(repeating: " ", count: names - row.1.count + 2) + row.2
        }.joined(separator: "\n") + "\n"
    }
}
