import CreditEngine

/// The lines of the critique tab: what a critic says of the cell, its evidence, its suggestion, and what came of it.
enum CritiqueText {
    static func lines(_ screen: RunScreen, width: Int) -> [TextLine] {
        var wrapper = TextWrapper(width: width)
        guard let review = screen.review else { return wrapper.lines }
        if let critique = review.critiques[screen.cell] {
            if let item = review.item(answering: critique) { addProposal(item, review, to: &wrapper) }
            if let words = contradiction(screen) {
                wrapper.add([.own("⚠ ", Style(.problem)), .own(words)], indent: 2)
            }
            add(critique, to: &wrapper)
        } else if review.reading.contains(screen.cell) {
            wrapper.add("the critic is reading…", Style(.title), isOwn: true)
        } else if screen.message == nil {
            wrapper.add("nobody speaks in this cell", Style(.quiet), isOwn: true)
        } else {
            addNothing(screen, review, to: &wrapper)
        }
        return wrapper.lines
    }

    /// What replays showed against a critique of the selected message; `nil` where they do not speak against one.
    private static func contradiction(_ screen: RunScreen) -> String? {
        switch screen.measurement?.swapped(screen.cell, .resample)?.verdict {
        case .helps?:
            "replays speak against this: the message is measured to help; a critic's word is no measurement"
        case .noEffectShown?:
            "replays speak against this: no effect of the message is shown; a critic's word is no measurement"
        case .hurts?, .cantTell?, nil: nil
        }
    }

    private static func addNothing(_ screen: RunScreen, _ review: RunReview, to wrapper: inout TextWrapper) {
        if case .impossible(let why) = review.terms {
            wrapper.add("no critique here: " + why, Style(.quiet), indent: 2)
        } else {
            wrapper.add("no critique of this cell yet: press C", Style(.title), isOwn: true)
        }
        if !review.critiques.isEmpty {
            let cells = review.critiques.keys.sorted().map {
                "\($0.turn) \(VisibleText.escape(screen.tables.agent($0)))"
            }
            wrapper.add("criticised here: " + cells.joined(separator: ", "), Style(.quiet), indent: 2)
        }
    }

    /// Adds a critique.
    static func add(_ critique: Critique, to wrapper: inout TextWrapper) {
        let title = Style(.title, bold: true)
        wrapper.add([.own("weakness: ", title), .foreign(VisibleText.escape(critique.weakness))], indent: 2)
        let (found, all) = (critique.foundQuotes, critique.quotes.count)
        wrapper.add(
            [
                .own("quotes found in the trace: \(found) of \(all) ", title),
                .own(
                    found == all && all > 0 ? "✓" : found == 0 ? "✗ this is the critic's word only" : "⚠",
                    Style(found == all && all > 0 ? .success : .problem)),
            ], indent: 2)
        for quote in critique.quotes.prefix(20) { wrapper.add(line(quote), indent: 4) }
        wrapper.add(
            [.own("suggests for ", title), .foreign(VisibleText.escape(critique.block.name), title), .own(":", title)],
            indent: 2)
        if let old = critique.suggestion.old {
            wrapper.add([.own("− ", Style(.hurts)), .foreign(VisibleText.escape(old), Style(.hurts))], indent: 2)
        }
        if let new = critique.suggestion.new {
            wrapper.add([.own("+ ", Style(.helps)), .foreign(VisibleText.escape(new), Style(.helps))], indent: 2)
        }
        if critique.suggestion.old == nil, critique.suggestion.new == nil {
            wrapper.add("no change", Style(.quiet), isOwn: true, indent: 2)
        }
        addSource(critique, to: &wrapper)
    }

    private static func line(_ quote: Critique.Quote) -> [Span] {
        guard let turn = quote.turn else {
            return [
                .own("✗ ", Style(.problem, bold: true)), .own("“"), .foreign(VisibleText.escape(quote.text)),
                .own("” "),
                .own(
                    quote.isTooShort
                        ? "too short to be evidence (\(Critique.Quote.fewest) letters or digits)" : "not in the trace",
                    Style(.problem)),
            ]
        }
        return [
            .own("✓ ", Style(.success, bold: true)), .own("“"), .foreign(VisibleText.escape(quote.text)), .own("” "),
            .foreign("\(turn) \(VisibleText.escape(quote.agent ?? "?"))", Style(.quiet)),
        ]
    }

    /// Who said it, and what speaks for and against believing it.
    private static func addSource(_ critique: Critique, to wrapper: inout TextWrapper) {
        let quiet = Style(.quiet)
        var parts: [[Span]] = [
            [
                .own("critic ", quiet), .foreign(VisibleText.escape(critique.critic), quiet),
                .own(critique.isSimulated ? ", simulated" : "", quiet),
            ]
        ]
        if let temperature = critique.temperature {
            parts.append([.own("temperature \(Numeral.general(temperature))", quiet)])
        }
        if let words = critique.creditWords { parts.append([.own("was told: \(words)", quiet)]) }
        if let confidence = critique.confidence {
            parts.append([.own("is \(Numeral.share(confidence)) sure of itself", quiet)])
        }
        wrapper.add(Array(parts.joined(separator: [.own(" · ", quiet)])), indent: 2)
        switch critique.isAgentsModel {
        case true?:
            wrapper.add(
                "⚠ the critic is the model that the agents speak with: it may share their blind spots",
                Style(.problem), isOwn: true, indent: 2)
        case false?: wrapper.add("the critic is not the agents' model ✓", quiet, isOwn: true)
        case nil: wrapper.add("whether the critic is the agents' model is not recorded", quiet, isOwn: true)
        }
        if critique.redactions > 0 {
            wrapper.add(
                "\(Numeral.count(critique.redactions, "likely secret")) taken out before the text was sent",
                Style(.problem), isOwn: true, indent: 2)
        }
    }

    private static func addProposal(_ item: ReviewItem, _ review: RunReview, to wrapper: inout TextWrapper) {
        let title = Style(.title, bold: true)
        wrapper.add(
            [
                .own("proposal ", title), .foreign(VisibleText.escape(item.id), title), .own(" for ", title),
                .foreign(VisibleText.escape(item.proposal.block.name), title), .own(": ", title),
                .own(words(item, isRunning: review.progress[item.id] != nil)),
            ], indent: 2)
        if let report = review.progress[item.id] {
            ValidationText.add(report, version: item.version, isRunning: true, to: &wrapper)
        } else if let report = item.validation?.report {
            ValidationText.add(report, version: item.version, isRunning: false, to: &wrapper)
        }
    }

    /// What is to be done about a proposal.
    private static func words(_ item: ReviewItem, isRunning: Bool) -> String {
        switch item.status {
        case .approved: "approved; A shows it, E exports"
        case .rejected: "rejected; A shows it"
        case .stale: "stale: a block has changed since; propose and validate anew"
        case .waiting where isRunning: "being validated"
        case .waiting where item.refusal != nil:
            (item.refusal ?? .notShown).words + "; C and P look for another"
        case .waiting where item.validation?.report.ending == .stopped: "its validation was stopped; v goes on with it"
        case .waiting where item.validation == nil: "waits; v validates it, A shows its diff"
        case .waiting: "waits for you; A shows its diff"
        }
    }
}
