import CreditEngine

extension LabelsScreen {
    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        canvas.own(" review queue", column: 0, row: 0, style: Style(.title, bold: true))
        canvas.right(.own(progress(session.seconds), Style(.quiet)), end: size.columns - 1, row: 0)
        guard let task else {
            let words: Span =
                if let failure {
                    .foreign(" " + failure, Style(.problem))
                } else {
                    .own(waiting == nil ? " reading the queue…" : nothingLeft, Style(.quiet))
                }
            canvas.put(words, column: 0, row: 2, width: size.columns)
            return
        }
        canvas.put(
            [.foreign(" " + reason(task)), .own(" · item \(task.number) · ", Style(.quiet)), .foreign(task.trace.id)],
            column: 0, row: 1, width: size.columns)
        canvas.put(.foreign(" " + ending(task.trace)), column: 0, row: 2, width: size.columns)
        for (line, answer) in task.answers.prefix(Self.shownAnswers).enumerated() {
            canvas.put(.foreign(" " + answer), column: 0, row: 3 + line, width: size.columns)
        }
        let head = head
        canvas.own(String(repeating: "─", count: size.columns), column: 0, row: head - 1, style: Style(.quiet))
        pane.draw(
            on: &canvas, in: Rect(column: 0, row: head, columns: size.columns, rows: max(0, size.rows - head - 3)))
        canvas.put(said, column: 0, row: size.rows - 3, width: size.columns)
    }

    func status(_ session: Session) -> String { agreement.first ?? "" }

    private var nothingLeft: String {
        choice.isSecond
            ? " no run that another person labelled is left for you; 2 goes back"
            : " nothing is left to label; 2 shows runs that another person has labelled"
    }

    private func reason(_ task: LabelTask) -> String {
        task.reasons.isEmpty ? "drawn by chance" : task.reasons.joined(separator: "; ")
    }

    /// How the run ended, and what was wanted.
    private func ending(_ trace: Trace) -> String {
        let words = trace.outcome.map { $0.success ? "it succeeded" : "it failed" } ?? "nobody says how it ended"
        return
            ([words] + (trace.finalAnswer.map { ["answer \($0)"] } ?? [])
            + (trace.problem?.reference.map { ["reference \($0)"] } ?? [])).joined(separator: " · ")
    }

    /// What Enter would say.
    private var said: [Span] {
        let quiet = Style(.quiet)
        let who = culprit.map { "\($0.agent) in turn \($0.turn)" } ?? "no model's message"
        let outcome = label.success.map { $0 ? "success" : "failure" } ?? "as recorded"
        var spans: [Span] = [.own(" ⏎ ", quiet), .foreign(who, Style(.plain, bold: true))]
        spans += [.own(" · outcome ", quiet), .own(outcome)]
        for (name, words) in [("kind", label.mode), ("note", label.note)] {
            guard let words else { continue }
            spans += [.own(" · \(name) ", quiet), .foreign(words)]
        }
        return spans
    }

    /// How many labels were given here, how fast, and how many items wait.
    private func progress(_ seconds: Double) -> String {
        let wait = waiting.map { "\(Numeral.count($0)) wait" }
        var parts = [choice.isSecond ? "second labels" : nil, wait].compactMap { $0 }
        if given > 0 { parts.insert("\(Numeral.count(given)) labelled", at: 0) }
        if given > 1, let since, seconds > since {
            parts.insert("\(Numeral.count(Int(Double(given) * 3_600 / (seconds - since))))/hour", at: 1)
        }
        return parts.joined(separator: ", ")
    }

    /// The question and all messages, the selected one marked.
    static func lines(_ task: LabelTask, selected: Int, width: Int) -> [TextLine] {
        var wrapper = TextWrapper(width: width)
        let trace = task.trace
        // Whole, since the head shows the beginnings.
        for answer in task.answers { wrapper.add([.foreign(answer)], indent: 2) }
        if !task.answers.isEmpty { wrapper.addBlank() }
        if let input = trace.problem?.input {
            wrapper.add([.own("asked  ", Style(.quiet)), .foreign(input)], indent: 2)
            wrapper.addBlank()
        }
        for (index, message) in trace.messages.enumerated() {
            let isHere = index == selected
            let name = trace.agents[safe: message.agent]?.name ?? "?"
            let head = "turn \(message.turn) \(name)"
            let style = Style(isHere ? .title : .quiet, bold: isHere, selected: isHere)
            var spans: [Span] = [.foreign(head, style)]
            if message.cell == task.suspect { spans.append(.own("  estimated first suspect", Style(.problem))) }
            let marked =
                isHere ? [TextWrapper.Marked(range: 0..<head.utf8.count, mark: .evidence)] : []
            wrapper.add(spans, marked: marked)
            wrapper.add(message.output, indent: 2)
        }
        return wrapper.lines
    }
}
