import CreditEngine
import Testing

@testable import Inspector

/// Before, keys, after: one row or more for every key.
@Suite struct KeyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var before: String
        var keys: String
        var after: String
        init(_ before: String, _ keys: String, _ after: String) {
            self.before = before
            self.keys = keys
            self.after = after
        }
        var testDescription: String { "\(before) then \(keys)" }
    }

    @Test(arguments: cases) func key(_ row: Case) throws {
        var bench = TestBench()
        try bench.press(row.before)
        _ = bench.takeEffects()
        try bench.press(row.keys)
        let effects = bench.takeEffects().map(Self.name)
        let after = ([Self.state(bench.app)] + effects).joined(separator: " | ")
        #expect(after == row.after)
    }

    @Test func everyKeyHasACase() throws {
        var pressed: Set<Key> = []
        for row in Self.cases { pressed.formUnion(try App.keys(row.before + row.keys)) }
        let all = Set(Screens.commands.all.flatMap(\.name.keys))
        #expect(all.subtracting(pressed).map { $0.label() }.sorted() == [])
    }

    /// In a terminal that is too small to show anything nothing is done but to leave.
    @Test func nothingIsDoneUnseen() throws {
        var bench = TestBench()
        let before = bench.screen
        bench.send(.resize(columns: 20, rows: 6))
        _ = bench.takeEffects()
        try bench.press("j<Enter>s<Enter>V<Enter>:q")
        bench.send(.click(column: 1, row: 3))
        bench.send(.wheel(column: 1, row: 3, steps: 2))
        #expect(bench.takeEffects().isEmpty && bench.screen.contains("Q quits"))
        bench.send(.resize(columns: 80, rows: 24))
        #expect(bench.screen == before)
        bench.send(.resize(columns: 20, rows: 6))
        try bench.press("Q")
        #expect(bench.takeEffects().contains(.quit))
    }

    /// Where the program is, in one line.
    static func state(_ app: App) -> String {
        var words: [String] = []
        switch app.overlays.last {
        case .help: words.append("help \(app.help?.command?.name.name ?? "-")")
        case .log: words.append("log \(app.log?.pane.top ?? 0)")
        case .line: words.append("line \(app.line?.line.line ?? 0)")
        case .approvals:
            guard let approvals = app.approvals else { break }
            words.append("approvals \(approvals.level) \(approvals.selected ?? "-")")
            if let entry = approvals.entry { words.append("at \(entry.pair.problem)") }
            if approvals.byWord { words.append("by word") }
            if approvals.pane.top > 0 { words.append("line \(approvals.pane.top)") }
        case .diff:
            guard let diff = app.diff else { break }
            words.append("diff \(diff.cell.turn):\(diff.cell.agent) \(diff.entry?.match.rawValue ?? "silent")")
            if diff.focus == .text { words.append("text \(diff.side)") }
            if diff.isZoomed { words.append("zoomed") }
            if diff.byWord { words.append("by word") }
            if diff.pane.top > 0 { words.append("line \(diff.pane.top)") }
        case .legend: words.append("legend")
        case .labels: words.append("review queue \(app.screen(LabelsScreen.self)?.task.map { "\($0.number)" } ?? "-")")
        case .jobs: words.append("jobs \(app.jobsScreen?.job(app.jobs)?.title ?? "-")")
        case nil where app.isRunShown:
            guard let run = app.run else { break }
            words.append("\(run.focus) \(run.cell.turn):\(run.cell.agent)" + (run.nth > 0 ? "#\(run.nth)" : ""))
            if run.mode != .joint { words.append(run.mode.rawValue) }
            if run.isTransposed { words.append("transposed") }
            if run.isZoomed { words.append("zoomed") }
            if run.messagePane.top > 0 { words.append("line \(run.messagePane.top)") }
            if run.lowerPane.top > 0 { words.append("reason \(run.lowerPane.top)") }
            if let menu = app.menu { words.append("offers \(menu.selected + 1)/\(menu.offers.count): \(menu.price)") }
        case nil:
            let blamed = app.screen(RunsScreen.self).flatMap { $0.place == .blame ? $0.blameAgent : nil }
            words.append(blamed.map { "blame \($0)" } ?? "runs \(app.runs.position(app.catalogue))")
        }
        if app.isConfirming, let asked = app.confirmation {
            words.append("asks \(asked.title.map(\.text).joined()): \(asked.price)")
        }
        if !app.runs.marked.isEmpty { words.append("marked \(app.runs.marked.sorted())") }
        if let input = app.input { words.append("typing '\(input.text)'") }
        if let notice = app.notice { words.append("says \(notice.text)") }
        return words.joined(separator: " ")
    }

    static func name(_ effect: Effect) -> String {
        switch effect {
        case .snapshot(let text):
            "snapshot of \(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1) rows"
        case .open(let run, let generation): "open \(run) \(generation)"
        case .showLine(let line): "showLine \(line.line)"
        case .startReview(let order):
            switch order.task {
            case .critique(let cell, let credit, let source):
                "critique \(cell.turn):\(cell.agent) told \(credit ?? -1) \(source?.rawValue ?? "-")"
            case .propose(let block, let critiques): "propose \(block.name) from \(critiques.count)"
            case .validate(let id, let block): "validate \(id) \(block.name)"
            }
        case .decide(let decision):
            switch decision.verdict {
            case .approve(let hash, let validation):
                "approve \(decision.proposal) \(hash.prefix(6)) \(validation) because '\(decision.reason)'"
            case .reject: "reject \(decision.proposal) because '\(decision.reason)'"
            case .undo: "undo \(decision.proposal)"
            }
        case .label(let action, let choice): "label \(action)\(choice.isSecond ? " second" : "")"
        case .keepNote(let note, _): "note \(note.ordinal) '\(note.text)'"
        case .export(let plan): "export \(plan.team) to \(plan.folder)"
        case .startJob(let order):
            switch order.task {
            case .swap(let cell, let choice, let pairs, let after):
                if case .known(let replacement) = choice {
                    "swap \(cell.turn):\(cell.agent) \(replacement) \(pairs) after \(after)"
                } else {
                    "swap \(cell.turn):\(cell.agent) \(choice) \(pairs) after \(after)"
                }
            case .measure(let budget): "measure \(budget)"
            }
        default: "\(effect)"
        }
    }

    static let cases: [Case] = [
        Case("", "j", "runs 1"),
        Case("jj", "k", "runs 1"),
        Case("", "<Down>", "runs 1"),
        Case("jj", "<Up>", "runs 1"),
        Case("", "<Up>", "runs 0"),
        Case("", "G", "runs 6"),
        Case("", "<End>", "runs 6"),
        Case("G", "g", "runs 0"),
        Case("G", "<Home>", "runs 0"),
        Case("", "<PgDn>", "runs 6"),
        Case("G", "<PgUp>", "runs 0"),
        Case("", "<C-f>", "runs 6"),
        Case("G", "<C-b>", "runs 0"),
        Case("", "3j", "runs 3"),
        Case("3", "<Esc>", "runs 0"),
        Case("", "10j", "runs 6"),
        Case("jj", "2k", "runs 0"),
        Case("", "3<Space>", "runs 3 marked [0, 1, 2]"),
        Case("", "2}", "runs 2"),
        Case("", "o", "runs 0 typing 'sort '"),
        Case(
            "", "ocost<Enter>",
            "runs 2 says sorted by cost, largest first; O turns it round | keep(key: \"sort\", value: \"cost\")"),
        Case(
            "ocost<Enter>", "O",
            "runs 2 says sorted by cost, smallest first; O turns it round | keep(key: \"sort\", value: \"cost reversed\")"
        ),
        Case("", ">run<Enter>", "runs 0 says columns: run+ | keep(key: \"columns\", value: \"run+\")"),
        Case("", "<lt>score<Enter>", "runs 0 says columns: score- | keep(key: \"columns\", value: \"score-\")"),
        Case("ocost<Enter>", "}", "runs 3"),
        Case("", "O", "runs 0 says the list is as the files are; o sorts it"),
        Case("", "'", "runs 0 typing 'run '"),
        Case("", "'511<Enter>", "grid 7:1 | open 1 1"),
        Case("", "'run-0005<Enter>", "grid 7:1 | open 1 1"),
        Case("", "'run<Enter>", "runs 0 says 'run' may be several runs; ↓ chooses one"),
        Case("", "'nobody<Enter>", "runs 0 says there is no run 'nobody'"),
        Case("", ":pal civ<Enter>", "runs 0 says there is no command 'pal civ'; ? lists them"),
        Case("", ":palette civ<Enter>", "runs 0 says palette: cividis | keep(key: \"palette\", value: \"cividis\")"),
        Case("", ":find p-19<Enter>", ##"runs 0 | find(["p-19"])"##),
        Case("", ":metric k<Tab>", "runs 0 typing 'metric kl'"),
        Case("<Enter>", "|coo<Enter>", "grid 7:4"),
        Case("", "<Tab>", "blame 0"),
        Case("<Tab>", "j", "blame 1"),
        Case("<Tab>", "<Tab>", "runs 0"),
        Case("<Tab>j", "<Esc>", "runs 0"),
        Case(
            "<Tab>", "<Enter>",
            "runs 0 says the failed runs that blame planner most; Esc shows all again"),
        Case(
            "<Enter>s<Enter><Esc><Esc>J", "<Enter>", "grid 7:1 says Esc goes back to the jobs screen | open 0 2"),
        Case("<Enter>s<Enter>gJ", "<Enter>", "grid 7:1"),
        Case("<Enter>C<Enter>P<Enter><Esc><Esc>J", "<Enter>", "approvals item 3fa2b1c9d0e4 | loadQueue"),
        Case("", "<C-d>", "runs 4"),
        Case("G", "<C-u>", "runs 2"),
        Case("", "<Enter>", "grid 7:1 | open 0 1"),
        Case("G", "<Enter>", "line 88021 | showLine 88021"),
        Case("", "<Esc>", "runs 0 says this is the top; Q quits"),
        Case("", "q", "runs 0 | quit"),
        Case("", "Q", "runs 0 | quit"),
        Case("", "n", #"runs 0 says nothing is searched; / with text~"words" searches all runs"#),
        Case(
            "", "/text~modulo<Enter>",
            ##"runs 0 | find(["m"]) | find(["mo"]) | find(["mod"]) | find(["modu"]) | find(["modul"]) | find(["modulo"])"##
        ),
        Case("/text~modulo<Enter>", "/<Esc>", "runs 0"),
        Case("/p-42<Enter>", "/<C-u><Esc>", ##"runs 0 | find([]) | find(["p-42"])"##),
        Case("/p-42<Enter>/<C-u><Enter>", "/<Up>", ##"runs 0 typing 'p-42' | find(["p-42"])"##),
        Case(
            "/p-42<Enter>/<C-u>p-07<Enter>", "/<Up><Up><Down>",
            ##"runs 0 typing 'p-07' | find(["p-42"]) | find(["p-07"])"##),
        Case("", "/sta<Tab>", "runs 0 typing 'status:' says status:fail  how the run ended: fail, ok or unknown"),
        Case("", "/status:o<Tab>", "runs 0 typing 'status:ok'"),
        Case("", "/agent:<Tab>", "runs 0 typing 'agent:' says planner  researcher"),
        Case("", "/hot", "runs 0 typing 'hot' says hot>.3  also score, turns, cost; > < >= <= ="),
        Case("/text~modulo<Enter>", "n", "runs 1"),
        Case("/text~modulo<Enter>n", "n", "runs 1 says no other run after this one has a hit"),
        Case("/text~modulo<Enter>n", "N", "runs 0"),
        Case("/text~modulo<Enter>", "/<C-u><Enter>", ##"runs 0 | find([])"##),
        Case("", "/status:ok<Enter>", "runs 0"),
        Case("", "/status:ok<Esc>", "runs 0"),
        Case("", "}", "runs 1"),
        Case("}}", "}", "runs 5"),
        Case("}}}", "}", "runs 5 says there is no failed run after this one"),
        Case("}}", "{", "runs 1"),
        Case("", "{", "runs 0 says there is no failed run before this one"),
        Case("", "<Space>", "runs 1 marked [0]"),
        Case("<Space>k", "<Space>", "runs 1"),
        Case("<Space><Space>", "yy", #"runs 2 marked [0, 1] | copy("run-000417\nrun-000511")"#),
        Case("", "yy", #"runs 0 | copy("run-000417")"#), Case("", "y<Esc>", "runs 0"),
        Case("", "yjj<Enter>", #"runs 0 | copy("ascribe score traces/runs.jsonl --trace run-000417")"#),
        Case("", "yG<Enter>", #"runs 0 | copy("traces/runs.jsonl:run-000417")"#),
        Case("", "'traces/runs.jsonl:run-000511:3<Enter>", "grid 1:4 | open 1 1"),
        Case("", "'run-000511:999<Enter>", "grid 7:1 says the run has no message 999 | open 1 1"),
        Case(
            "", "d", "runs 0 says no run is marked: Space marks one, then d compares it with the selected one"),
        Case("<Space>", "d", "diff 1:0 same marked [0] | compare(left: 0, right: 1, generation: 1)"),
        Case("<Space>d", "<Esc>", "runs 1 marked [0]"),
        Case("G", "y", "runs 6 says there is no run to copy; e shows a bad line"),
        Case("G", "e", "line 88021 | showLine 88021"),
        Case("", "e", "runs 0 says e shows a bad line, and this row is a run; Enter opens it"),
        Case("", "S", "runs 0 | snapshot of 24 rows"),
        Case("", "R", "runs 0 | reload"),
        Case("", "F", "runs 0 says following growing files; F stops | follow(true)"),
        Case("F", "F", "runs 0 says no longer following growing files | follow(false)"),
        Case("", "p", "runs 0 says palette: cividis | keep(key: \"palette\", value: \"cividis\")"),
        Case("", "Z", "runs 0 says theme: dark | keep(key: \"theme\", value: \"dark\")"),
        Case("", ":theme li<Enter>", "runs 0 says theme: light | keep(key: \"theme\", value: \"light\")"),
        Case("pp", "p", "runs 0 says palette: viridis | keep(key: \"palette\", value: \"viridis\")"),
        Case("", "M", "runs 0 says the mouse is left to the terminal; M uses it here | mouse(false)"),
        Case("", "<C-l>", "runs 0 | redraw"),
        Case("", "<C-z>", "runs 0 | suspend"),
        Case("", "L", "log 0"),
        Case("L", "q", "runs 0"),
        Case("", "?", "help open"),
        Case("?jj", "k", "help up"),
        Case("?G", "<Esc>", "runs 0"),
        Case(
            "?/palette<Enter>", "<Enter>", "runs 0 says palette: cividis | keep(key: \"palette\", value: \"cividis\")"),
        Case("", ":palette<Enter>", "runs 0 says palette: cividis | keep(key: \"palette\", value: \"cividis\")"),
        Case("", ":5<Enter>", "runs 4"),
        Case("", ":99<Enter>", "runs 6 says the list has 7 rows"),
        Case("", ":" + String(repeating: "9", count: 40) + "<Enter>", "runs 6 says the list has 7 rows"),
        Case("J", ":5<Enter>", "jobs - says a number goes to a turn or to a row of the list; there are none here"),
        Case("", ":rel<Tab><Enter>", "runs 0 | reload"),
        Case("", ":nonsense<Enter>", "runs 0 says there is no command 'nonsense'; ? lists them"),
        Case("", ":quit<Enter>", "runs 0 | quit"),
        Case("", ":zoom<Enter>", "runs 0 says zoom works in the grid, not here"),
        Case("", ":<Down><Down><Up><Enter>", "grid 7:1 | open 0 1"),
        Case("", "s", "runs 0 says s works in the grid, not here; ? lists the keys"),
        Case("", "C", "runs 0 says C works in the grid, not here; ? lists the keys"),
        Case("", "A", "approvals list - | loadQueue"),
        Case("", "Y", "review queue - | label take"),
        Case("Y", ">", "review queue - says there is no run to label here"),
        Case("A", "<Esc>", "runs 0"),
        Case("A", "a", "approvals list - says there is no proposal"),
        Case("A", "r", "approvals list - says there is no proposal"),
        Case("A", "e", "approvals list - says there is no proposal"),
        Case("A", "g", "approvals list - says there is no proposal"),
        Case("A", "u", "approvals list - says there is no proposal"),
        Case("A", "w", "approvals list - says there is no proposal"),
        Case("", "E", "runs 0 says nothing is approved yet: A shows what waits"),
        Case("<Enter>", "8", "critique 7:1"),
        Case("<Enter>8", "h", "curve 7:1"),
        Case("<Enter>8", "l", "task 7:1"),
        Case("<Enter>9", "l", "times 7:1"),
        Case("<Enter>W", "l", "evidence 7:1"),
        Case("<Enter>", "9", "task 7:1"),
        Case("<Enter>", "i", "role 7:1"),
        Case("<Enter>", "H", "legend"),
        Case("<Enter>H", "<Esc>", "grid 7:1"),
        Case("<Enter>", "P", "grid 7:1 says no critique of this cell yet: press C"),
        Case("<Enter>", "v", "grid 7:1 says no critique of this cell yet: press C"),
        Case("<Enter>g", "C", "grid 1:1 says nobody speaks in this cell"),
        Case(
            "<Enter>", "C", "grid 7:1 asks critique 7 researcher: 1 call of big-c, about 483 tokens, $0.02, about 4 s"),
        Case("<Enter>C", "<Esc>", "grid 7:1 says nothing was done"),
        Case(
            "<Enter>C", "<Enter>",
            "grid 7:1 says critique 7/researcher: quotes found 1 of 2; P proposes a revision | critique 7:1 told 0.62 estimated"
        ),
        Case("<Enter>C<Enter>", "v", "grid 7:1 says no proposal yet: press P"),
        Case(
            "<Enter>C<Enter>", "P",
            "grid 7:1 asks revise role/researcher: from 1 critique, no model call; the proposal joins the queue and waits for you"
        ),
        Case(
            "<Enter>C<Enter>P", "<Enter>",
            "approvals item 3fa2b1c9d0e4 says revise role/researcher: 3fa2b1c9d0e4 in the queue; v validates it, A shows it | propose role/researcher from 1 | loadQueue | loadQueue"
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>", "P",
            "grid 7:1 says proposed as 3fa2b1c9d0e4 already: v validates it, A shows it"
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>", "v",
            "grid 7:1 asks validate role/researcher 3fa2b1c9d0e4: up to 130 pairs, so 260 runs, 12,480 calls of small-a, $24.96, about 3:28:00"
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v", "<Enter>",
            "grid 7:1 says validate role/researcher 3fa2b1c9d0e4: passed the gate; A shows it | validate 3fa2b1c9d0e4 role/researcher | loadQueue"
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>", "v",
            "grid 7:1 says it has passed the gate; A shows it, and a person decides"),
        Case("<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>", "A", "approvals item 3fa2b1c9d0e4 | loadQueue"),
        Case("<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>A", "g", "approvals problems 3fa2b1c9d0e4 at p-112"),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>Ag", "<Enter>",
            #"grid 7:1 says this run was spoken under the proposed text; Esc goes back to the approvals | openRollout(proposal: "3fa2b1c9d0e4", problem: "p-112", replay: 100012)"#
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>A", "<PgDn><PgDn>ano harm<Enter>",
            "approvals item 3fa2b1c9d0e4 line 3 says researcher v7 → v8 is approved; E exports, u takes it back | approve 3fa2b1c9d0e4 75eb8e validation of 3fa2b1c9d0e4, 60 pairs because 'no harm'"
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>A", "rno<Enter>",
            "approvals item 3fa2b1c9d0e4 says researcher v7 → v8 is rejected; the next critique of it is told why | reject 3fa2b1c9d0e4 because 'no'"
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>Arno<Enter>", "u<Enter>",
            "approvals item 3fa2b1c9d0e4 says the decision about researcher v7 → v8 is taken back; C-r decides it again | undo 3fa2b1c9d0e4"
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>Arno<Enter>u<Enter>", "<C-r><Enter>",
            "approvals item 3fa2b1c9d0e4 says researcher v7 → v8 is rejected; the next critique of it is told why | reject 3fa2b1c9d0e4 because 'no'"
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>A", "<C-r>",
            "approvals item 3fa2b1c9d0e4 says nothing was taken back here; a approves, r rejects"),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>A<PgDn><PgDn>ano harm<Enter>", "E<Enter><Enter>",
            #"approvals item 3fa2b1c9d0e4 line 3 says 3 files written to prompts | planExport(team: "five", folder: "prompts") | export five to prompts"#
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>A<PgDn><PgDn>ano harm<Enter>", "=",
            "approvals item 3fa2b1c9d0e4 line 3 says ascribe review approve 3fa2b1c9d0e4 --hash 75eb8ee2565f2aebae5bd33707d0acf8d9d3aed1899c5aa274efa3910c2b9266 --reason 'no harm'"
        ),
        Case(
            "<Enter>C<Enter>P<Enter><Esc><Esc>v<Enter>A", "e<Enter>",
            #"approvals item 3fa2b1c9d0e4 | edit("You are the researcher. Collect the facts needed for the current step.\nBefore you pass a result on, re-compute it with the python tool and state the check. If the check fails, say so and do not pass it on.\nKeep answers under 120 words.", Inspector.EditSubject.proposal("3fa2b1c9d0e4")) | revise(proposal: "3fa2b1c9d0e4", text: "The value is 2.")"#
        ),
        Case("", "t", "runs 0 says t works in the grid, not here; ? lists the keys"),
        Case("", "<F1>", "runs 0 says F1 is not a key here; ? lists the keys"),
        Case("<Enter>", "h", "grid 7:0"),
        Case("<Enter>", "<Left>", "grid 7:0"),
        Case("<Enter>", "l", "grid 7:2"),
        Case("<Enter>", "<Right>", "grid 7:2"),
        Case("<Enter>", "j", "grid 8:1"),
        Case("<Enter>", "k", "grid 6:1"),
        Case("<Enter>", "g", "grid 1:1"),
        Case("<Enter>", "G", "grid 12:1"),
        Case("<Enter>", "0", "grid 7:0"),
        Case("<Enter>", "$", "grid 7:4"),
        Case("<Enter>", "<PgUp>", "grid 1:1"),
        Case("<Enter>g", "<C-d>", "grid 5:1"),
        Case("<Enter>", "n", "grid 8:4 says hot cell 2 of 41, hottest first"),
        Case("<Enter>n", "n", "grid 3:0 says hot cell 3 of 41, hottest first"),
        Case("<Enter>", "N", "grid 6:3 says hot cell 41 of 41, hottest first"),
        Case("<Enter>", "]", "grid 8:1"),
        Case("<Enter>G", "]", "grid 12:1 says this is the last turn"),
        Case("<Enter>", "[", "grid 6:1"),
        Case("<Enter>", ".", "grid 7:1#1"),
        Case("<Enter>.", ",", "grid 7:1"),
        Case("<Enter>", "}", "grid 7:1 | open 1 2"),
        Case("<Enter>}", "{", "grid 7:1 | open 0 3"),
        Case("<Enter>", "c", "grid 7:1 temporal says credit: temporal, estimated: no model was called"),
        Case("<Enter>cc", "c", "grid 7:1 says credit: joint, estimated: no model was called"),
        Case(
            "<Enter>", "bagent:critic<Enter>",
            "grid 7:1 says breakpoint: agent:critic · 10 of 49 messages · B goes to the next"),
        Case("<Enter>bagent:critic<Enter>", "B", "grid 7:3 says stop 6 of 10"),
        Case("<Enter>bagent:critic<Enter>", "b<C-u><Enter>", "grid 7:1 says no breakpoint any more"),
        Case("<Enter>", "B", "grid 7:1 says no breakpoint is set; b sets one, as in agent:critic"),
        Case(
            "<Enter>", "mwhy?<Enter>",
            "grid 7:1 says the note is kept; m changes it, an empty line clears it | note 25 'why?'"),
        Case("<Enter>mwhy?<Enter>", "m<C-u><Enter>", "grid 7:1 says the note is removed | note 25 ''"),
        Case("<Enter>", "m<Enter>", "grid 7:1 says no note was written"),
        Case("<Enter>g", "m", "grid 1:1 says nobody speaks in this cell"),
        Case("<Enter>", "t", "grid 7:1 transposed"),
        Case("<Enter>t", "j", "grid 7:2 transposed"),
        Case("<Enter>t", "G", "grid 7:4 transposed"),
        Case("<Enter>", "z", "text 7:1 zoomed"),
        Case("<Enter>z", "z", "grid 7:1"),
        Case("<Enter>z", "<Esc>", "grid 7:1"),
        Case("<Enter>", "<Tab>", "text 7:1"),
        Case("<Enter><Tab>", "<Tab>", "evidence 7:1"),
        Case("<Enter><Tab><Tab>", "<Tab>", "grid 7:1"),
        Case("<Enter>", "<S-Tab>", "evidence 7:1"),
        Case("<Enter>2", "1", "grid 7:1"),
        Case("<Enter>", "2", "text 7:1"),
        Case("<Enter>", "3", "saw 7:1"),
        Case("<Enter>", "4", "tools 7:1"),
        Case("<Enter>", "5", "json 7:1"),
        Case("<Enter>", "6", "evidence 7:1"),
        Case("<Enter>", "<Enter>", "text 7:1"),
        Case("<Enter>2", "l", "saw 7:1"),
        Case("<Enter>2", "h", "role 7:1"),
        Case("<Enter>5", "<PgDn>", "json 7:1 line 9"),
        Case("<Enter>5", "G", "json 7:1 line 30"),
        Case("<Enter>6", "j", "evidence 7:1 reason 1"),
        Case("<Enter>", "f", "grid 3:1 says what shows in turn 7 was introduced here"),
        Case("<Enter>f", "f", "grid 7:1 says what was introduced in turn 3 shows here; f goes back towards it"),
        Case(
            "<Enter>", "T",
            "grid 7:1 says temporal by article: \(TemporalMetric.article.caveat) | use(CreditEngine.TemporalMetric.article) | open 0 2"
        ),
        Case(
            "", "T",
            "runs 0 says temporal by article: \(TemporalMetric.article.caveat) | use(CreditEngine.TemporalMetric.article)"
        ),
        Case("<Enter>6", "<Enter>", "text 7:1"),
        Case("<Enter>g", "f", "grid 1:1 says no path leads back from this cell"),
        Case(
            "<Enter>", "yy",
            #"grid 7:1 | copy("The total for step three is 17 modulo 5, so the value is 3, passed on to the coordinator.")"#
        ),
        Case("<Enter>g", "y", "grid 1:1 says nobody speaks in this cell"),
        Case("<Enter>", "<Esc>", "runs 0"),
        Case("<Enter>", "W", "times 7:1"),
        Case("<Enter>2", "<Esc>", "grid 7:1"),
        Case("<Enter>2", "q", "grid 7:1"),
        Case("<Enter>", "q", "runs 0"),
        Case("<Enter>", "/error<Enter>", #"grid 7:3 says hit 6 of 10 | find(["error"])"#),
        Case("<Enter>", "yG<Enter>", #"grid 7:1 | copy("run-000417")"#),
        Case("<Enter>", "yjjjj<Enter>", #"grid 7:1 | copy("traces/runs.jsonl:run-000417:25")"#),
        Case(
            "<Enter>", "yjj<Enter>",
            #"grid 7:1 | copy("run-000417 turn 7 researcher: estimated .62; says 17 modulo 5 is 3, and python said 2; progress goes back by .2")"#
        ),
        Case("<Enter>", "yjjj<Enter>", #"grid 7:1 | copy("ascribe score traces/runs.jsonl --trace run-000417")"#),
        Case("<Enter>/error<Enter>", "n", "grid 9:3 says hit 7 of 10"),
        Case("<Enter>/error<Enter>", "N", "grid 6:3 says hit 5 of 10"),
        Case("<Enter>/error<Enter>", "/<C-u><Enter>", #"grid 7:3 | find([])"#),
        Case("<Enter>", "/nowhere<Enter>", #"grid 7:1 says no message of this run has “nowhere” | find(["nowhere"])"#),
        Case(
            "<Enter>", "<Space>",
            "grid 7:1 says Space works in the runs list and the jobs screen, not here; ? lists the keys"),
        Case("<Enter>g", "s", "grid 1:1 says nobody speaks in this cell"),
        Case("<Enter>s", "<Esc>", "grid 7:1 says nothing was replayed"),
        Case("<Enter>s", "q", "grid 7:1 says nothing was replayed"),
        Case(
            "<Enter>s", "<Enter>",
            "grid 7:1 says swap 7/researcher resample: done, $0, simulated; = shows the command line | "
                + "swap 7:1 resample 20 after 0"),
        Case(
            "<Enter>s", "+j",
            "grid 7:1 offers 2/4: 80 replays, 1,760 calls, $0 simulated, under 1 s · ±.20 takes about 47 pairs"),
        Case(
            "<Enter>sj", "k",
            "grid 7:1 offers 1/4: 40 replays, 900 calls, $0 simulated, under 1 s · ±.20 takes about 47 pairs"),
        Case(
            "<Enter>s<Enter>", "s",
            "grid 7:1 offers 1/4: 40 replays, 900 calls, $0 simulated, under 1 s · ±.20 takes about 31 pairs"),
        Case("<Enter>", "+", "grid 7:1 says this cell was not swapped yet; s swaps it"),
        Case(
            "<Enter>s<Enter>", "+",
            "grid 7:1 offers 1/1: 40 replays, 900 calls, $0 simulated, under 1 s · ±.20 takes about 31 pairs"),
        Case(
            "<Enter>s<Enter>", "+<Enter>",
            "grid 7:1 says swap 7/researcher resample: done, $0, simulated; = shows the command line | "
                + "swap 7:1 resample 20 after 20"),
        Case(
            "<Enter>s<Enter>", "sj<Enter>",
            "grid 7:1 says swap 7/researcher no-op: done, $0, simulated; = shows the command line | "
                + "swap 7:1 noOp 20 after 0"),
        Case(
            "<Enter>", "=",
            "grid 7:1 says nothing was done here yet; s swaps a message, V measures the run, C criticises"),
        Case(
            "<Enter>s<Enter>", "=",
            "grid 7:1 says ascribe swap traces/runs.jsonl --trace run-000417 --turn 7 --agent researcher "
                + "--with resample --samples 20"),
        Case(
            "<Enter>", "V",
            "grid 7:1 offers 1/1: up to 60 replays, 2,880 calls, $0 simulated, under 1 s · "
                + "a verdict takes up to 20 fresh pairs of them"),
        Case(
            "<Enter>V", "<Enter>",
            "grid 7:1 says measure: done, $0, simulated; = shows the command line | measure 60"),
        Case(
            "<Enter>", ":measure<Enter>+<Enter>",
            "grid 7:1 says measure: done, $0, simulated; = shows the command line | measure 80"),
        Case("<Enter>V<Enter>", "n", "grid 3:1 says measured cell, 2 of 2, worst first"),
        Case("<Enter>V<Enter>n", "n", "grid 8:4 says estimated cell, 1 of 39, hottest first"),
        Case("<Enter>V<Enter>", "N", "grid 6:3 says estimated cell, 39 of 39, hottest first"),
        Case(
            "<Enter>V<Enter>", "=",
            "grid 7:1 says ascribe measure traces/runs.jsonl --trace run-000417 --budget 60"),
        Case("<Enter>", "x", "grid 7:1 says no job is running"),
        Case("<Enter>", "7", "curve 7:1"),
        Case("<Enter>7", "h", "evidence 7:1"),
        Case("<Enter>6", "l", "curve 7:1"),
        Case("<Enter>7", "<Esc>", "grid 7:1"),
        Case("<Enter>71", "<S-Tab>", "curve 7:1"),
        Case("", "J", "jobs -"),
        Case("J", "<Esc>", "runs 0"),
        Case("J", "x", "jobs - says no job is running"),
        Case("<Enter>V<Enter>s<Enter>", "J", "jobs swap 7/researcher resample"),
        Case("<Enter>V<Enter>s<Enter>J", "k", "jobs measure"),
        Case("<Enter>V<Enter>s<Enter>J", "x", "jobs swap 7/researcher resample says this job has ended"),
        Case("<Enter>V<Enter>s<Enter>J", "<Space>", "jobs swap 7/researcher resample says this job has ended"),
        Case(
            "<Enter>V<Enter>s<Enter>Jk", "=",
            "jobs measure says ascribe measure traces/runs.jsonl --trace run-000417 --budget 60"),
        Case(
            "<Enter>", "e",
            "grid 7:1 offers 1/1: 40 replays, 880 calls, $0 simulated, under 1 s · ±.20 takes about 47 pairs | "
                + #"edit("The total for step three is 17 modulo 5, so the value is 3, passed on to the coordinator.\n\n"#
                + #"The value is 3.", Inspector.EditSubject.message(CreditEngine.Cell(turn: 7, agent: 1), "#
                + #"run: "run-000417"))"#),
        Case(
            "<Enter>e", "<Enter>",
            "grid 7:1 says swap 7/researcher text: done, $0, simulated; = shows the command line | "
                + #"keepWords("The value is 2.", path: "words-83057be84784.txt") | swap 7:1 text("The value is 2.") 20 after 0"#
        ),
        Case(
            "<Enter>", "s",
            "grid 7:1 offers 1/4: 40 replays, 900 calls, $0 simulated, under 1 s · ±.20 takes about 47 pairs"),
        Case("<Enter>", ":4<Enter>", "grid 4:1"),
        Case("<Enter>", ":99<Enter>", "grid 12:1 says this run has 12 turns"),
        Case(
            "<Enter>/modulo<Enter>", "<Esc>", "grid 7:1 says no longer searching; n goes to the next hot cell"),
        Case("<Enter>/modulo<Enter><Esc>", "<Esc>", "runs 0"),
        Case("<Enter>?", "Q", "help open | quit"),
        Case("Ge", "y", #"line 88021 | copy("{\"type\":\"message\" \"trace\":\"run-1\"}")"#),
        Case("Ge", "<Esc>", "runs 6"),
    ]
}
