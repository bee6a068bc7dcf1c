import CreditEngine

extension Session {
    /// Takes in what happened, before any screen does; returns what is to be done outside.
    mutating func receive(_ event: Event) -> [Effect] {
        switch event {
        case .resize(let columns, let rows):
            configuration.columns = max(1, columns)
            configuration.rows = max(1, rows)
        case .indexed(let progress): return receive(progress)
        case .restarted(let reason): return restart(reason).map { [$0] } ?? []
        case .scored(let scores): list.rows.recheck(catalogue.apply(scores), catalogue)
        case .found(let progress): list.rows.recheck(catalogue.apply(progress), catalogue)
        case .noticed(let notice): say(notice)
        case .blamed(let table): catalogue.apply(table)
        case .marked(let marked): catalogue.apply(marked)
        case .measured(let run, let cell): catalogue.apply(cell, of: run)
        case .notes(let key, .read(let notes)): catalogue.note(key, !notes.isEmpty)
        case .job(let id, let report): receive(report, of: id)
        case .metered(let id, let meter): receive(meter, of: id)
        case .remembered(let work, let file, let id): remember(work, of: RunKey(file: file, id: id))
        case .edited(let text, let subject): receive(text, subject)
        case .review(let id, let report): return receive(report, of: id)
        case .queue(let answer):
            reviews.receive(answer)
            for critique in reviews.items.flatMap(\.proposal.critiques) { catalogue.mark(critique.trace, .proposed) }
            if case .failed(let why) = answer { say(Notice(.warning, why)) }
        case .decided(let decision, let failure): receive(decision, failure: failure)
        case .drafted(let team): return receive(team)
        case .step:
            isStepAsked = false
            list.rows.sort(catalogue)
        case .clock(let seconds): self.seconds = seconds
        case .key, .keyAhead, .click, .wheel, .opened, .compared, .notes, .lineShown, .rollout, .exportPlanned,
            .labelled:
            break
        }
        return []
    }

    private mutating func receive(_ progress: IndexProgress) -> [Effect] {
        let changed = catalogue.apply(progress)
        list.forget(changed)
        list.rows.recheck(changed, catalogue)
        // An opened run that has grown is read again; the person stays where they are.
        guard isSubjectShown, pending == nil, let shown = subject?.run, changed.contains(shown) else { return [] }
        return [reopen(shown)]
    }

    /// The drafted team speaks from now on; the opened run is read again with it.
    private mutating func receive(_ team: DraftedTeam) -> [Effect] {
        switch team {
        case .failed(let why):
            say(Notice(.error, "no team was drafted: \(why)"))
            return []
        case .written(let folder, let agents, let missing, let lacksPrompts):
            for sentence in missing { log.add(Notice(.warning, "to do in \(folder): \(sentence)"), at: seconds) }
            let names = VisibleText.escape(agents.joined(separator: ", "))
            let toDo =
                lacksPrompts
                ? "write the prompts that L lists into \(folder)/prompts, then s again" : "L lists what to check"
            say(Notice(lacksPrompts ? .warning : .info, "\(folder)/team.yaml drafted with \(names); \(toDo)"))
            configuration.modelOptions.append("--team=" + folder)
            isSwapMeant = !lacksPrompts
            return subject?.run.map { [reopen($0)] } ?? []
        }
    }

    private mutating func receive(_ edited: EditedText, _ subject: EditSubject) {
        switch (edited, subject) {
        case (.failed(let why), _): say(Notice(.warning, why))
        case (.unchanged, .message): hint("nothing was changed, so nothing is replayed")
        case (.unchanged, .proposal): hint("nothing was changed, so nothing is proposed")
        case (.changed, _): break
        }
    }

    /// Looks at the next portion of runs for the filter; asks to go on when there are more, or some to be sorted in.
    mutating func filterOn() -> Effect? {
        let isUnfinished = list.rows.scan(catalogue) || list.rows.isUnsorted(catalogue)
        guard isUnfinished, !isStepAsked else { return nil }
        isStepAsked = true
        return .step
    }

    /// Filters the runs; an empty text shows all again.
    ///
    /// An effect searches message text where the filter needs that.
    mutating func filter(_ text: String) throws(Filter.Mistake) -> [Effect] {
        let before = list.rows.filter?.words ?? []
        let filter = text.trimmed.isEmpty ? nil : try Filter.parse(text.trimmed)
        let wanted = filter?.words ?? []
        // What is searched already stays found; a search of an opened run is ended by a filter's own only.
        guard wanted != catalogue.find?.words ?? [], !wanted.isEmpty || !before.isEmpty else {
            list.setFilter(filter)
            return []
        }
        catalogue.startFind(wanted)
        list.setFilter(filter)
        return [.find(wanted)]
    }

    /// Searches message text in all runs, unless the filter does so for another text.
    mutating func find(_ text: String) -> [Effect] {
        let words = text.isEmpty ? [] : [text]
        if let filter = list.rows.filter, !filter.words.isEmpty, filter.words != words { return [] }
        guard catalogue.find?.words ?? [] != words else { return [] }
        catalogue.startFind(words)
        return [.find(words)]
    }

    /// How far the search in all runs is, in words; `nil` when nothing is searched.
    var findWords: String? {
        catalogue.find.map { find in
            let runs =
                "\(Numeral.count(catalogue.hits.count, "run")) \(catalogue.hits.count == 1 ? "has" : "have") it in a message"
            return find.finished
                ? runs : "\(runs), \(Numeral.count(find.searched)) of \(Numeral.count(find.total)) searched"
        }
    }
}
