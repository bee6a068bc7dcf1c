import CreditEngine

extension App {
    /// Draws what is to be seen now; the frame has the terminal's size.
    public func render() -> Frame {
        var canvas = Canvas(size: size, isAscii: configuration.isAscii)
        if size.isTiny {
            canvas.own("ascribe needs 40×10; this is \(size.columns)×\(size.rows)", column: 0, row: 0)
            return canvas.frame
        }
        switch overlays.last {
        case .help: help.draw(on: &canvas, size: size, app: self, place: placeUnderHelp)
        case .log: log.draw(on: &canvas, size: size)
        case .line: line?.draw(on: &canvas, size: size)
        case .jobs: jobsScreen.draw(on: &canvas, size: size, jobs, at: seconds)
        case .approvals: approvals.draw(on: &canvas, size: size, reviews)
        case .diff: diff?.draw(on: &canvas, size: size)
        case nil:
            drawBase(on: &canvas)
            menu?.draw(on: &canvas, size: size)
        }
        if isConfirming { confirmation?.draw(on: &canvas, size: size) }
        if let input, input.purpose == .command {
            CommandPalette(typed: input.text.trimmed).draw(on: &canvas, size: size, choice: input.choice)
        }
        drawStatus(on: &canvas)
        drawFooter(on: &canvas)
        return canvas.frame
    }

    /// The place that help's commands would run in.
    private var placeUnderHelp: Place {
        var under = self
        under.overlays.removeLast()
        return under.place
    }

    /// The part of the screen that holds the runs list, heads included.
    var runsRect: Rect {
        let blame = BlamePane.height(catalogue.blame, screenRows: size.rows)
        return Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 4 - blame - waitingRows))
    }

    /// How many rows of the runs list are in sight; 0 when it is not on the screen.
    var listHeight: Int {
        if size.isTiny { return 0 }
        if isRunShown, let run { return run.layout.runs.map { RunsScreen.list(in: $0).rows } ?? 0 }
        return RunsScreen.list(in: runsRect).rows
    }

    private func drawBase(on canvas: inout Canvas) {
        if isRunShown, let run {
            run.draw(on: &canvas)
            if let rect = run.layout.runs { runs.draw(on: &canvas, in: rect, catalogue, isFocused: run.focus == .runs) }
            return
        }
        drawRunsTitle(on: &canvas)
        runs.draw(on: &canvas, in: runsRect, catalogue)
        if let blame = catalogue.blame {
            let height = BlamePane.height(blame, screenRows: size.rows)
            if height > 0 {
                BlamePane(table: blame, failures: catalogue.failed.count).draw(
                    on: &canvas,
                    in: Rect(column: 0, row: size.rows - 3 - height - waitingRows, columns: size.columns, rows: height))
            }
        }
        if waitingRows > 0 { drawWaiting(on: &canvas, row: size.rows - 4) }
        canvas.own(
            ColumnNames.clipped(countsLine, size.columns - 2), column: 1, row: size.rows - 3)
    }

    /// How many rows say that proposals wait.
    private var waitingRows: Int { reviews.waiting.isEmpty || size.rows < 15 ? 0 : 1 }

    private func drawWaiting(on canvas: inout Canvas, row: Int) {
        guard let item = QueueList.ordered(reviews.waiting).first else { return }
        var words = QueueList.name(item)
        if let report = item.validation?.report, let mean = report.difference {
            let interval = report.outcomes.interval()
            words += ", held-out \(Figure.signed(mean))"
            words += interval.map { " [\(Figure.signed(-$0.high)), \(Figure.signed(-$0.low))]" } ?? ""
        }
        let more = reviews.waiting.count - 1
        if more > 0 { words += " and \(more) more" }
        let end = canvas.own(" waiting for you: ", column: 0, row: row, style: Style(.title))
        canvas.own(ColumnNames.clipped(words, max(0, size.columns - end - 4)), column: end, row: row)
        let key = Command.forAction(.approvals)?.keyNames(isAscii: canvas.isAscii) ?? ""
        canvas.right(.own(key, Style(.title, bold: true)), end: size.columns - 1, row: row)
    }

    private func drawRunsTitle(on canvas: inout Canvas) {
        let isShort = size.columns < 64
        let right = isShort && catalogue.indexing.finished ? "100 %" : Self.indexLine(catalogue)
        let room = size.columns - Glyph.columns(of: right) - 4
        let counts =
            "  \(Figure.count(catalogue.entries.count, "run"))  \(Figure.count(catalogue.failed.count)) failed"
            + (runs.rows.filter == nil ? "" : "  \(Figure.count(runs.rows.runCount(catalogue))) shown")
        let title = ColumnNames.clipped(catalogue.title, room - Glyph.columns(of: counts) - 1)
        let end = canvas.put(
            .foreign(" " + title, Style(.title, bold: true)), column: 0, row: 0,
            width: max(0, room - Glyph.columns(of: counts)))
        canvas.own(counts, column: end, row: 0, width: max(0, room - end))
        canvas.right(.own(right), end: size.columns - 1, row: 0)
    }

    /// How far indexing is.
    static func indexLine(_ catalogue: Catalogue) -> String {
        let indexing = catalogue.indexing
        if indexing.finished { return "indexed 100 % in \(Figure.seconds(indexing.seconds))" }
        guard let total = indexing.total, total > 0 else {
            return "reading, \(Figure.count(catalogue.counts.read, "line"))"
        }
        return "indexing \(min(99, Int(Double(indexing.bytes) / Double(total) * 100))) %"
    }

    /// Where every line went, in words, and what is missing.
    private var countsLine: String {
        let counts = catalogue.counts
        var parts = ["\(Figure.count(counts.messages, "message")) read", Figure.count(counts.bad, "bad line")]
        if catalogue.unreadable > 0 { parts.append("\(Figure.count(catalogue.unreadable, "file")) not read: L") }
        if counts.unknown > 0 { parts.append("\(Figure.count(counts.unknown)) of unknown type") }
        if counts.incomplete > 0 { parts.append("\(Figure.count(counts.incomplete)) incomplete") }
        if counts.duplicateKeys > 0 { parts.append("\(Figure.count(counts.duplicateKeys)) with duplicate keys") }
        let lost = counts.read - counts.kept - counts.unknown - counts.bad - counts.blank - counts.incomplete
        if lost != 0 { parts.append("\(Figure.count(lost)) lines unaccounted for") }
        var words = parts.joined(separator: " · ")
        let claim = " · nothing dropped"
        if lost == 0, catalogue.unreadable == 0, counts.messages > 0, words.count + claim.count <= size.columns - 2 {
            words += claim
        }
        if catalogue.withoutOutcome == 0 { return words }
        let missing = " · \(Figure.count(catalogue.withoutOutcome)) without outcome"
        let whole = [words + missing + ": --outcomes FILE", words + missing].first { $0.count <= size.columns - 2 }
        return whole ?? words
    }

    private func drawStatus(on canvas: inout Canvas) {
        let row = size.rows - 2
        if let input {
            // A mistake stays in sight while it is being corrected.
            if let notice, [.filter, .breakpoint].contains(input.purpose) {
                drawNotice(notice, on: &canvas, row: row - 1)
            }
            return input.draw(on: &canvas, row: row, columns: size.columns)
        }
        if let notice { return drawNotice(notice, on: &canvas, row: row) }
        let open = jobs.open
        if !open.isEmpty, overlays.last != .jobs {
            return JobBar.draw(open, at: seconds, on: &canvas, row: row, columns: size.columns)
        }
        let words = statusWords
        if !words.isEmpty { canvas.put(.own(" " + words, Style(.quiet)), column: 0, row: row, width: size.columns) }
    }

    private func drawNotice(_ notice: Notice, on canvas: inout Canvas, row: Int) {
        canvas.fill(row: row, column: 0, columns: size.columns, style: .plain)
        let mark = notice.weight == .info ? " " : notice.weight == .warning ? " ! " : " ✗ "
        let style = Style(notice.weight == .info ? .plain : .problem)
        let end = canvas.own(mark, column: 0, row: row, style: style)
        let room = size.columns - end - 1
        if Glyph.columns(of: notice.text) <= room {
            canvas.put(words(of: notice.text, style), column: end, row: row)
            return
        }
        // The way out stands at the end of a sentence: it gets a second line rather than being cut.
        let isLogged = log.entries.last?.notice == notice
        var wrapper = TextWrapper(width: room)
        wrapper.add(words(of: notice.text, style))
        let lines = wrapper.lines.map { $0.spans.map(\.text).joined() }
        canvas.fill(row: row - 1, column: 0, columns: size.columns, style: .plain)
        canvas.own(mark, column: 0, row: row - 1, style: style)
        canvas.put(words(of: lines[0], style), column: end, row: row - 1)
        canvas.own(String(repeating: " ", count: end), column: 0, row: row)
        let rest = lines.dropFirst().joined(separator: " ")
        let isWhole = lines.count <= 2
        let more = isLogged && !isWhole
        canvas.put(
            words(of: ColumnNames.clipped(rest, room - (more ? 8 : 0)), style), column: end, row: row)
        if more { canvas.right(.own("L: all", Style(.quiet)), end: size.columns - 1, row: row) }
    }

    /// A sentence of the program, whatever names stand in it.
    private func words(of text: String, _ style: Style) -> [Span] { [.own(text, style)] }

    /// What the status line says when there is no news.
    private var statusWords: String {
        let found = catalogue.find.map { find in
            let runs = "\(Figure.count(catalogue.hits.count, "run")) \(catalogue.hits.count == 1 ? "has" : "have") it"
            return find.finished
                ? runs : "\(runs), \(Figure.count(find.searched)) of \(Figure.count(find.total)) searched"
        }
        if isRunShown, overlays.isEmpty, let run {
            guard !run.query.isEmpty else { return "" }
            let here = "\(Figure.count(run.hits.count, "message")) here"
            let all = catalogue.find?.query == run.query ? found.map { "; " + $0 } ?? "" : ""
            return "/ \(run.query)   \(here)\(all)"
        }
        guard place == .runs else { return "" }
        let filter = runs.rows.filter.map { "/ " + $0.source } ?? ""
        let scanning =
            runs.rows.filter != nil && runs.rows.scanned < catalogue.entries.count
            ? "   looked at \(Figure.count(runs.rows.scanned)) of \(Figure.count(catalogue.entries.count, "run"))" : ""
        return filter + scanning
            + (found.map { (filter.isEmpty ? "find “\(catalogue.find?.query ?? "")”: " : "   ") + $0 } ?? "")
    }

    /// Draws the keys that matter here, as many as fit; the help key always.
    private func drawFooter(on canvas: inout Canvas) {
        let row = size.rows - 1
        if let input {
            var at = 1
            for (key, word) in input.purpose.keys {
                guard at + Glyph.columns(of: key.label(isAscii: canvas.isAscii)) + word.count + 2 < size.columns else {
                    break
                }
                at = canvas.own(
                    key.label(isAscii: canvas.isAscii), column: at, row: row, style: Style(.title, bold: true))
                at = canvas.own(" " + word, column: at, row: row) + 2
            }
            return
        }
        let help = Command.forAction(.help)?.keyNames(isAscii: canvas.isAscii) ?? ""
        canvas.right(.own(help, Style(.title, bold: true)), end: size.columns - 1, row: row)
        var at = 1
        for command in Command.table where !command.footerPlaces.isDisjoint(with: place) {
            guard let word = footerWord(command), !word.isEmpty else { continue }
            let key = command.keys.first?.label(isAscii: canvas.isAscii) ?? ""
            guard at + Glyph.columns(of: key) + 1 + word.count + 3 < size.columns - 1 else { continue }
            at = canvas.own(key, column: at, row: row, style: Style(.title, bold: true))
            at = canvas.own(" " + word, column: at, row: row) + 2
        }
    }

    /// What n goes to: the next hot cell, the next hit, or nothing where a search has found none.
    private static func next(_ run: RunScreen, _ command: Command) -> String? {
        run.query.isEmpty ? command.footer : run.hits.isEmpty ? nil : "next hit"
    }

    /// A command's word in the footer, where it depends on what is shown.
    private func footerWord(_ command: Command) -> String? {
        switch (command.action, place) {
        case (.open, .grid): "read"
        case (.open, .jobs): jobsScreen.job(jobs)?.state == .cutOff ? "go on" : nil
        case (.open, .diff): diff?.sideToOpen == .right ? "open right" : "open left"
        case (.next, .diff): "next"
        case (.right, .diff): diff?.focus == .text && diff?.side == .left ? "right run" : nil
        case (.open, .menu): isConfirming ? "go on" : "start"
        case (.more, .menu) where isConfirming: nil
        case (.open, .approvals): approvals.level == .item ? nil : "open"
        case (_, .approvals) where command.refusal(self) != nil: nil
        case (.approvals, .approvals): nil
        case (.find, .runs): "filter"
        case (.next, .grid), (.next, .evidence): run.flatMap { Self.next($0, command) }
        default: command.footer
        }
    }
}
