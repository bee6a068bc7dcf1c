package import CreditEngine
package import CreditStore

/// One message that a critic is asked about.
package struct CritiqueOrder: Sendable {
    /// What the critic is told of the message's credit.
    package enum Credit: Sendable {
        /// What is known already; `nil` says nothing.
        case known(CritiqueSubject.Credit?)
        /// What earlier swaps and measurements of the store show, else the estimate of the run's text.
        case kept
        /// What so many pairs of replays show, drawn first.
        case measured(pairs: Int, firstSeed: UInt64, width: Int)
    }

    /// Whose message, and when.
    var cell: Cell
    /// What the critic is told of its credit.
    var credit: Credit
    /// Tells opinions of the same critic on the same message apart.
    var attempt: UInt64
    /// The team file's model that criticises, unless it is the usual one.
    var critic: String?
    /// How often the simulated critic is wrong, in [0,1].
    var wrong: Double
    /// The critic's temperature; `nil` is the model's own setting.
    var temperature: Double?

    /// Makes an order.
    package init(
        cell: Cell, credit: Credit, attempt: UInt64, critic: String? = nil, wrong: Double = 0,
        temperature: Double? = nil
    ) {
        self.cell = cell
        self.credit = credit
        self.attempt = attempt
        self.critic = critic
        self.wrong = wrong
        self.temperature = temperature
    }
}

/// What a critic said of a message.
package struct CritiqueFindings: Sendable {
    /// The critique as it is kept for the reviser; `nil` when the critic finds no weakness.
    package let record: CritiqueRecord?
    /// A sentence on a run that was made with another text than the current one; `nil` when it was not.
    package let note: String?
}

extension TeamRuntime {
    /// Asks a critic what is wrong with one message, tells it why people rejected earlier revisions, and keeps the answer.
    ///
    /// Throws `CritiqueError`, `TeamError.noModel` and `StoreError`.
    /// - Parameter begin: is told of the replays that measure the credit, before they are made.
    package func critique(
        _ order: CritiqueOrder, of trace: Trace, _ permit: Permit,
        begin: @escaping @Sendable (ReplaySession) -> Void = { _ in }
    ) async throws -> CritiqueFindings {
        let agent = trace.agents[order.cell.agent].name
        let job = try JobName.of(
            "critique", self, trace: trace,
            [
                "turn": .integer(order.cell.turn), "agent": .string(agent), "attempt": .string(String(order.attempt)),
            ])
        try await limit(to: job)
        let store = try store
        let base = try await RevisionBase(team, owner: owner, in: store)
        let block = CritiqueSubject.block(speaking: agent, in: base.current)
        let note = base.note(on: block, [(trace.id, team)])
        var subject = try CritiqueSubject(
            trace, cell: order.cell, prompts: base.current,
            credit: await credit(order, in: trace, permit, begin: begin))
        subject.rejections = try await store.rejectionReasons(team: team.name ?? "", block: block)
        let critic = try critic(named: order.critic, wrong: order.wrong, temperature: order.temperature)
        do {
            let critique = try await critic.critique(subject, attempt: order.attempt)
            try await finish(job: job)
            return CritiqueFindings(record: try await store.keep(critique, of: base.current.team), note: note)
        } catch CritiqueError.noWeakness {
            try await finish(job: job)
            return CritiqueFindings(record: nil, note: note)
        }
    }

    /// How many critiques of a message the store keeps.
    package func critiqueCount(of cell: Cell, in trace: Trace) async throws -> Int {
        let agent = trace.agents[cell.agent].name
        let current = try await RevisionBase(team, owner: owner, in: store).current
        return try await store.critiques(of: CritiqueSubject.block(speaking: agent, in: current)).count { record in
            let other = record.critique
            return record.team.name ?? "" == team.name ?? "" && other.trace == trace.id && other.turn == cell.turn
                && other.agent == agent
        }
    }

    private func credit(
        _ order: CritiqueOrder, in trace: Trace, _ permit: Permit, begin: @escaping @Sendable (ReplaySession) -> Void
    ) async throws -> CritiqueSubject.Credit? {
        switch order.credit {
        case .known(let credit): return credit
        case .measured(let pairs, let firstSeed, let width) where CellOrder(trace).position(of: order.cell) != nil:
            let swap = SwapOrder(
                cell: order.cell, replacement: .resample, pairs: pairs, firstSeed: firstSeed, width: width, wave: pairs)
            let findings = try await self.swap(swap, in: trace, permit, observer: ReplayObserver(begin: begin))
            return findings.pairs.effect.map { CritiqueSubject.Credit($0, .measured) }
        case .kept, .measured:
            if let effect = try await KeptReplays(trace, by: self, in: store).effect(of: order.cell) {
                return CritiqueSubject.Credit(effect, .measured)
            }
            let heat = estimateCredit(of: trace).cells.first { $0.cell == order.cell }?.score.value
            return heat.map { CritiqueSubject.Credit($0, .estimated) }
        }
    }
}
