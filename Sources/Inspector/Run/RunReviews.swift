import CreditEngine

/// Critiques and proposals from an opened run: what can be asked for, and why not.
extension RunScreen {
    func whyNoCritique(_ session: Session) -> String? {
        if let why = session.whyReadOnly { return why }
        if case .impossible(let why) = reviewability { return why }
        guard message != nil else { return "nobody speaks in this cell" }
        return review?.reading.contains(cell) == true ? "the critic is reading this cell; x stops it" : nil
    }

    func whyNoProposal(_ session: Session) -> String? {
        if let why = session.whyReadOnly { return why }
        if case .impossible(let why) = reviewability { return why }
        guard let critique = session.cellCritique else { return "no critique of this cell yet: press C" }
        let block = VisibleText.escape(critique.block.name)
        if session.isReviewing({ if case .propose(let other, _) = $0 { other == critique.block } else { false } }) {
            return "\(block) is being revised"
        }
        guard critique.isGrounded else {
            return "none of the critique's quotes is in the trace, so nothing can be proposed from it; C asks again"
        }
        guard let item = review?.item(answering: critique), item.decision == nil, item.staleBlock == nil else {
            return nil
        }
        guard let ending = item.validation?.report.ending else {
            return "proposed as \(VisibleText.escape(item.id)) already: v validates it, A shows it"
        }
        return [.accepted, .stopped].contains(ending)
            ? "proposed as \(VisibleText.escape(item.id)) already: A shows it" : nil
    }

    /// Offers to let the critic read the cell.
    func askForCritique(_ context: inout Context) {
        guard let terms = subject?.reviewTerms else { return }
        let session = context.session
        let (credit, source) = knownCredit
        let critic = VisibleText.escape(terms.critic.model)
        var words: [[Span]] = []
        if let credit, let source { words.append([.own("told beforehand: \(source.words(credit))")]) }
        // The store gives the critic the reasons of the standing rejections of the block, the earliest first.
        for item in session.reviews.rejections(of: criticisedBlock, in: terms.team) {
            words.append([
                .own("told beforehand: rejected "), .foreign(VisibleText.escape(item.id)), .own(" because "),
                .foreign(VisibleText.escape(item.decision?.reason ?? "")),
            ])
        }
        if terms.critic.model == terms.agents.model {
            words.append([
                .own("⚠ ", Style(.problem)), .foreign(critic), .own(" is the model that the agents speak with"),
            ])
        }
        let title = Style(.title)
        context.show(
            Confirmation(
                title: [.own("critique \(cell.turn) ", title), .foreign(tables.agent(cell), title)], words: words,
                price: "1 call of \(critic), about \(Numeral.count(tokens, "token")), "
                    + terms.critic.measured(session.latencies).cost(calls: 1),
                starting: .critique(cell, credit: credit, source: source)))
    }

    /// Offers to revise the block that the cell's critique is about.
    func askForProposal(_ context: inout Context) {
        guard let critique = context.session.cellCritique else { return }
        let team = tables.trace.team?.name ?? ""
        let all = context.session.reviews.critiques(of: critique.block, in: team).map(\.critique)
        let grounded = all.filter(\.isGrounded)
        let left = all.count - grounded.count
        let title = Style(.title)
        let words =
            (grounded.count == 1 ? "the rule that it suggests" : "the rule that most of them suggest")
            + " goes into the prompt; nothing else changes"
            + (left > 0 ? "; \(left) without any quote from a trace are left out" : "")
        context.show(
            Confirmation(
                title: [.own("revise ", title), .foreign(VisibleText.escape(critique.block.name), title)],
                words: [[.own(words)]],
                price: "from \(Numeral.count(grounded.count, "critique")), no model call; the proposal joins the queue "
                    + "and waits for you", starting: .propose(critique.block, grounded)))
    }

    /// The block that a critique of the cell is about.
    private var criticisedBlock: Block {
        let name = tables.agent(cell)
        return tables.trace.team.map { CritiqueSubject.block(speaking: name, in: PromptSet($0)) } ?? .role(name)
    }

    /// What is known of the cell's credit: measured before estimated, and never one for the other.
    private var knownCredit: (Double?, CreditSource?) {
        if let effect = measurement?.effects[cell] { return (effect.value, .measured) }
        guard let heat = tables.slot(cell)?.heat.value else { return (nil, nil) }
        return (heat, .estimated)
    }

    /// About how many tokens the critic reads: a quarter of the characters, and its instructions.
    private var tokens: Int {
        let messages = tables.messages(cell).map { tables.trace.messages[$0] }
        let name = tables.agent(cell)
        let prompt = tables.trace.team?.members.first { $0.name == name }?.prompt ?? ""
        let before = tables.trace.messages.filter { $0.turn <= cell.turn }
        let saw = messages.first?.input?.map(\.content) ?? before.map(\.output)
        let bytes = (messages.map(\.output) + saw + [prompt]).reduce(0) { $0 + $1.utf8.count }
        return 400 + bytes / 4
    }
}
