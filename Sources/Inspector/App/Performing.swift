import CreditEngine

extension App {
    /// Does what a command stands for.
    mutating func perform(_ action: Action) -> [Effect] {
        if move(action) { return [] }
        if let effects = performInDiff(action) { return effects }
        switch action {
        case .open: return open()
        case .swap: openSwapMenu()
        case .measure: openMeasureMenu()
        case .edit: return edit()
        case .more: addSamples()
        case .stopJob: return stopJob()
        case .pauseJob: return pauseJob()
        case .equivalent: sayEquivalent()
        case .critique: confirmCritique()
        case .propose: confirmProposal()
        case .validate: confirmValidation()
        case .approvals: return openApprovals()
        case .approve: typeApproval()
        case .reject: input = approvals.item.map { LineInput(.reject($0.id)) }
        case .undo: confirmUndo()
        case .redo: typeRedo()
        case .brokenProblems: approvals.showProblems()
        case .words: approvals.toggleWords()
        case .editProposal: return editProposal()
        case .export: typeExport()
        case .jobs:
            if overlays.last != .jobs { overlays.append(.jobs) }
            jobsScreen.open()
        case .back:
            if endSearch() { break }
            if place == .runs, pending == nil, runs.rows.filter != nil {
                hint("all runs again; / filters")
                let before = notice
                let effects = filter("")
                notice = before
                return effects
            }
            if !back() { hint("this is the top; Q quits") }
        case .quitLevel: return back() ? [] : quit(byQuitKey: false)
        case .quit: return quit(byQuitKey: true)
        case .find: startTyping()
        case .next: jump(1)
        case .previous: jump(-1)
        case .nextTurn: stepOrSay(run?.step(turns: 1), "this is the last turn")
        case .previousTurn: stepOrSay(run?.step(turns: -1), "this is the first turn")
        case .nextMessage: stepOrSay(run?.step(messages: 1), "this is the last message")
        case .previousMessage: stepOrSay(run?.step(messages: -1), "this is the first message")
        case .nextFailed: return stepFailed(1)
        case .previousFailed: return stepFailed(-1)
        case .diff: return compare()
        case .note: typeNote()
        case .breakpoint: typeBreakpoint()
        case .nextStop: goToStop()
        case .mark: runs.toggleMark(catalogue)
        case .showLine: return open()
        case .credit:
            run?.cycleMode()
            let source = run?.measurement?.effects.isEmpty ?? true || run?.mode != .joint
            hint(
                "credit: \(run?.mode.rawValue ?? ""), "
                    + (source ? "estimated: no model was called" : "~ estimated, without ~ measured by replays"))
        case .transpose: run?.toggleTransposed()
        case .zoom: run?.toggleZoom()
        case .palette: cyclePalette()
        case .metric: return cycleMetric()
        case .nextPane: run?.cycle(1)
        case .previousPane: run?.cycle(-1)
        case .pane(let pane): run?.show(pane)
        case .follow: followPath()
        case .copy: return copy()
        case .snapshot: return [.snapshot(render().text)]
        case .reload: return [.reload]
        case .followFiles:
            isFollowing.toggle()
            hint(isFollowing ? "following growing files; F stops" : "no longer following growing files")
            return [.follow(isFollowing)]
        case .mouse:
            isMouseOn.toggle()
            hint(
                isMouseOn
                    ? "the mouse is used here; M leaves it to the terminal"
                    : "the mouse is left to the terminal; M uses it here")
            return [.mouse(isMouseOn)]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .help:
            if overlays.last != .help { overlays.append(.help) }
        case .log:
            if overlays.last != .log { overlays.append(.log) }
            log.open()
        case .commandLine: input = LineInput(.command)
        default: break
        }
        return []
    }

    /// Moves whatever has the keyboard.
    private mutating func move(_ action: Action) -> Bool {
        switch place {
        case .help: help.move(action)
        case .log: log.move(action)
        case .line: line?.move(action) ?? false
        case .jobs: jobsScreen.move(action)
        case .approvals: approvals.move(action)
        case .diff: diff?.move(action) ?? false
        case .menu: menu?.move(action) ?? false
        case .runs, .list: runs.move(action, page: max(1, listHeight - 1), catalogue)
        default: run?.move(action) ?? false
        }
    }

    private mutating func open() -> [Effect] {
        switch place {
        case .menu where isConfirming: return confirm()
        case .menu: return startFromMenu()
        case .approvals: return openInApprovals()
        case .jobs:
            guard let job = jobsScreen.job(jobs) else { return [] }
            if job.state == .cutOff {
                goOn(job)
            } else {
                hint("Enter goes on with jobs that were cut off; this one is \(job.state.name)")
            }
            return []
        case .help:
            guard let command = help.command else { return [] }
            overlays.removeLast()
            return run(command)
        case .grid:
            let tab = run?.tab ?? .text
            run?.show(tab)
            return []
        default: break
        }
        if place == .evidence {
            if run?.goToWords() != true { hint("these figures have no words of their own") }
            return []
        }
        switch runs.selected {
        case .run(let index): return ask(for: index)
        case .bad(let place):
            askedLine = catalogue.badLines[safe: place]
            return askedLine.map { [.showLine($0)] } ?? []
        case nil:
            hint("there is no run to open")
            return []
        }
    }

    /// Asks for a run; an earlier request is void.
    mutating func ask(for index: RunIndex) -> [Effect] {
        pending = index
        comparing = nil
        landing = nil
        generation += 1
        hint("opening \(catalogue.entries[safe: index]?.id ?? "the run")…")
        return [.open(run: index, generation: generation)]
    }

    /// Goes back one level; returns whether there was one.
    private mutating func back() -> Bool {
        if pending != nil || comparing != nil {
            pending = nil
            comparing = nil
            landing = nil
            generation += 1
            hint("not opened")
            return true
        }
        if isConfirming {
            confirmation = nil
            hint("nothing was done")
            return true
        }
        if overlays.last == .approvals, approvals.back() { return true }
        if overlays.last == .diff, diff?.back() ?? false { return true }
        if !overlays.isEmpty {
            switch overlays.removeLast() {
            case .help: help.search("")
            // Two runs are let go, unless a run that was opened from them leads back.
            case .diff where visit?.overlay != .diff: diff = nil
            default: break
            }
            return true
        }
        if menu != nil {
            menu = nil
            hint("nothing was replayed")
            return true
        }
        guard isRunShown else { return false }
        if run?.back() ?? false { return true }
        if endVisit() { return true }
        isRunShown = false
        return true
    }

    /// Ends the search in the opened run; returns whether there was one in sight.
    private mutating func endSearch() -> Bool {
        guard pending == nil, overlays.isEmpty, menu == nil, isRunShown, let query = run?.query, !query.isEmpty else {
            return false
        }
        run?.search("")
        hint("no longer searching; n goes to the next hot cell")
        return true
    }

    private mutating func stepOrSay(_ moved: Bool?, _ sentence: String) {
        if moved == false { hint(sentence) }
    }

    private mutating func stepFailed(_ step: Int) -> [Effect] {
        let here = pending ?? (isRunShown ? run?.run : nil) ?? runs.selectedRun
        guard let next = runs.failedRun(from: here, step: step, catalogue) else {
            hint("there is no failed run \(step > 0 ? "after" : "before") this one")
            return []
        }
        runs.select(run: next)
        return isRunShown ? ask(for: next) : []
    }

    private mutating func followPath() {
        guard let cell = run?.cell, let path = run?.suspect?.path, let root = path.last else { return }
        if cell == root {
            run?.go(to: path[0])
            hint("what was introduced in turn \(root.turn) shows here; f goes back towards it")
        } else {
            let next = path.firstIndex(of: cell).map { path[$0 + 1] } ?? root
            run?.go(to: next)
            hint(next == root ? "what shows in turn \(path[0].turn) was introduced here" : "it came through here")
        }
    }

    private func copy() -> [Effect] {
        switch place {
        case .line: return line.map { [.copy($0.text)] } ?? []
        case .runs, .list:
            let ids = runs.marked.sorted().compactMap { catalogue.entries[safe: $0]?.id }
            if !ids.isEmpty { return [.copy(ids.joined(separator: "\n"))] }
            return runs.selectedRun.flatMap { catalogue.entries[safe: $0] }.map { [.copy($0.id)] } ?? []
        case .evidence:
            guard let lines = run?.lowerPane.lines else { return [] }
            return [.copy(lines.map { $0.spans.map(\.text).joined() }.joined(separator: "\n"))]
        default: break
        }
        guard let run, let index = run.message else { return [] }
        let message = run.book.trace.messages[index]
        if run.tab == .json {
            return [.copy(MessageJSON.text(message, agent: run.book.agent(run.cell), trace: run.book.trace.id))]
        }
        return [.copy(message.output)]
    }
}
