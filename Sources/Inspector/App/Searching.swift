import CreditEngine

extension App {
    /// Opens the line for what / means here: a filter, a search, a search in help.
    mutating func startTyping() {
        switch place {
        case .runs: input = LineInput(.filter, text: runs.rows.filter?.source ?? "")
        case .help: input = LineInput(.help, text: help.query)
        default: input = LineInput(.find, text: run?.query ?? "")
        }
    }

    /// Filters the runs; an empty text shows all again.
    mutating func filter(_ text: String) -> [Effect] {
        let before = runs.rows.filter?.text
        do {
            let filter = text.trimmed.isEmpty ? nil : try Filter.parse(text.trimmed)
            runs.setFilter(filter)
            guard let wanted = filter?.text else {
                if before != nil { catalogue.startFind("") }
                return before == nil ? [] : [.find("")]
            }
            catalogue.startFind(wanted)
            return [.find(wanted)]
        } catch {
            hint("filter: " + error.sentence)
            input = LineInput(.filter, text: text)
            return []
        }
    }

    /// Searches message text, in the opened run at once and in all runs by an effect.
    mutating func find(_ text: String) -> [Effect] {
        run?.search(text)
        if !text.isEmpty { jump(1, from: true) }
        if let filtered = runs.rows.filter?.text, filtered != text { return [] }
        guard catalogue.find?.query ?? "" != text else { return [] }
        catalogue.startFind(text)
        return [.find(text)]
    }

    /// Goes to the next (1) or previous (−1) hit; from the message here on when a search begins.
    mutating func jump(_ step: Int, from isStart: Bool = false) {
        if place == .runs || place == .list, !isStart {
            let next = runs.run(from: runs.selectedRun, step: step, catalogue) { catalogue.hits[$0] != nil }
            if let next {
                runs.select(run: next)
            } else {
                hint("no other run \(step > 0 ? "after" : "before") this one has a hit")
            }
            return
        }
        if isStart, let run, let message = run.message, run.hits.firstPlace(atOrAfter: message) < run.hits.count,
            run.hits[run.hits.firstPlace(atOrAfter: message)] == message
        {
            hint("hit \(run.hits.firstPlace(atOrAfter: message) + 1) of \(Figure.count(run.hits.count)); n goes on")
            return
        }
        if let words = run?.jump(step) { hint(words) }
    }
}
