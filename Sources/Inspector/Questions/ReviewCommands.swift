import CreditEngine

/// The commands about proposals that several screens have.
extension Command {
    /// Holds a proposal against problems that nobody tuned on.
    ///
    /// - Parameters:
    ///   - item: the proposal that is meant.
    ///   - none: why there is none.
    static func validate(
        at places: [Place] = [], footer: String? = nil, in footerPlaces: [Place]? = nil,
        item: @escaping @Sendable (S, Session) -> ReviewItem?, none: @escaping @Sendable (S, Session) -> String
    ) -> Command {
        Command(
            .validate, at: places, footer: footer, in: footerPlaces,
            refusal: { screen, session in
                if let why = session.whyReadOnly { return why }
                return item(screen, session).map { session.whyNoValidation(of: $0) } ?? none(screen, session)
            },
            perform: { screen, context in
                guard let item = item(screen, context.session) else { return }
                context.show(Confirmation(validating: item, context.session))
            })
    }

    /// Writes the approved prompts of a team.
    static func export(
        footer: String? = nil, team: @escaping @Sendable (S, Session) -> String? = { $1.exportTeam }
    ) -> Command {
        Command(
            .export, footer: footer, refusal: { screen, session in session.whyNoExport(of: team(screen, session)) },
            perform: { screen, context in
                guard let team = team(screen, context.session) else { return }
                context.ask(
                    .type(
                        LineInput(
                            " export to folder: ", enter: "what would be written",
                            text: context.session.configuration.exportFolder, for: S.self
                        ) { _, text, context in
                            context.planExport(of: team, to: text.trimmed)
                        }))
            })
    }
}

extension Session {
    /// Why a proposal cannot be validated.
    func whyNoValidation(of item: ReviewItem) -> String? {
        if isReviewing({ if case .validate(item.id, _) = $0 { true } else { false } }) {
            return "it is being validated; x stops that"
        }
        if let decision = item.decision { return "it is \(decision.isApproval ? "approved" : "rejected") already" }
        if let why = item.whyStale { return why }
        switch item.validation?.report.ending {
        case nil, .stopped?: return nil
        case .accepted?: return "it has passed the gate; A shows it, and a person decides"
        case let ending?:
            return "the gate has decided (\(ending.words)); another proposal may do better"
        }
    }

    /// Why nothing of a team can be exported.
    func whyNoExport(of team: String?) -> String? {
        if let why = whyReadOnly { return why }
        guard let team else { return "nothing is approved yet: A shows what waits" }
        return reviews.items.contains { $0.status == .approved && $0.proposal.team == team }
            ? nil : "nothing of \(VisibleText.escape(team)) is approved yet: A shows what waits"
    }
}

extension Context {
    /// Asks what an export would write.
    fileprivate mutating func planExport(of team: String, to folder: String) {
        guard !folder.isEmpty else { return hint("not exported: name a folder") }
        hint("looking at \(VisibleText.escape(folder))…")
        carryOut(.planExport(team: team, folder: folder))
    }
}

extension ReviewItem {
    /// That a block has changed since it was proposed; `nil` when none has.
    var whyStale: String? {
        staleBlock.map { "stale: \(VisibleText.escape($0)) has changed since; propose and validate anew" }
    }
}
