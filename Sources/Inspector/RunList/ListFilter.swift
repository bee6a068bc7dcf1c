import CreditEngine

extension Context {
    /// Opens the line in which the filter of the list is typed; it holds while it is typed.
    mutating func typeFilter<S: Screen>(_ text: String, for type: S.Type) {
        let before = session.list.rows.filter?.source ?? ""
        let selected = session.list.selected
        let line = LineInput(
            " / ", enter: "keep", text: text, keepsNotice: true, history: .filter,
            complete: { FilterLanguage.complete($0, $1.catalogue) }, for: S.self,
            changed: { _, text, context in context.filter(typed: text) },
            left: { _, _, context in
                context.filter(before)
                if let selected { context.session.list.select(selected) }
            },
            submit: { _, text, context in
                if !context.filter(text) { context.typeFilter(text, for: S.self) }
            })
        ask(.type(line))
    }

    /// Filters the list by what is typed so far, without a last word that is only the beginning of a condition.
    ///
    /// A text of more than `longest` bytes is only looked at when it is finished, so that no key waits.
    private mutating func filter(typed text: String) {
        let longest = 200
        guard text.utf8.count <= longest else { return hint("a long filter is looked at when Enter ends it") }
        let (whole, rest) = FilterLanguage.split(text)
        guard !rest.isEmpty else {
            _ = filter(text)
            return
        }
        if filter(whole) { hint(FilterLanguage.hint(for: rest)) }
    }

    /// Filters the list; an empty text shows all runs again, a mistake leaves it as it is.
    ///
    /// Returns whether it was a filter.
    @discardableResult
    mutating func filter(_ text: String) -> Bool {
        do {
            carryOut(try session.filter(text))
            return true
        } catch {
            hint("filter: " + error.sentence)
            return false
        }
    }
}

extension Argument {
    /// A filter of the list.
    static func filter() -> Argument {
        Argument(
            "FILTER", isFree: true,
            choices: { _, session, typed in FilterLanguage.complete(typed, session.catalogue).candidates },
            perform: { _, text, context in context.filter(text) })
    }
}
