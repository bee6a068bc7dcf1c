package import CreditEngine

/// What is to take the place of one message, and how often that is tried.
package struct SwapOrder: Sendable {
    /// Whose message, and when.
    var cell: Cell
    /// What takes its place.
    var replacement: Replacement
    /// Pairs of replays to draw.
    var pairs: Int
    /// Pairs of the same swap that were drawn before; these ones follow them.
    var after: Int
    /// The first seed of all pairs of the swap.
    var firstSeed: UInt64
    /// Replays under way at once.
    var width: Int
    /// Pairs between two reports of progress.
    var wave: Int

    /// Makes an order.
    package init(
        cell: Cell, replacement: Replacement, pairs: Int, after: Int = 0, firstSeed: UInt64, width: Int,
        wave: Int? = nil
    ) {
        self.cell = cell
        self.replacement = replacement
        self.pairs = pairs
        self.after = after
        self.firstSeed = firstSeed
        self.width = width
        self.wave = max(1, wave ?? width)
    }
}

/// What the pairs of a swap have shown so far.
package struct SwapFindings: Sendable {
    /// Outcomes with the message kept and with it replaced.
    package internal(set) var pairs = PairedOutcomes()
    /// Pairs that are left out, because one side came to no outcome.
    package internal(set) var undefined = 0
    /// Where every replay went.
    package internal(set) var counts: ReplayCounts
    /// Pairs that were drawn.
    package internal(set) var drawn = 0
}

extension TeamRuntime {
    /// Replaces one message of a run and lets the team speak again, in pairs that share their seeds.
    ///
    /// The job is finished unless every replay failed, so that the same swap tries again then. Throws `ReplayError`, and
    /// what ends all replays.
    package func swap(
        _ order: SwapOrder, in trace: Trace, _ permit: Permit, observer: ReplayObserver<SwapFindings> = .init()
    ) async throws -> SwapFindings {
        guard let position = CellOrder(trace).position(of: order.cell) else {
            let agent = trace.agents.indices.contains(order.cell.agent) ? trace.agents[order.cell.agent].name : "?"
            throw ReplayError.noCell(turn: order.cell.turn, agent: agent, in: trace)
        }
        let swap = Swap(at: position, order.replacement)
        let session = try await ReplaySession(
            "swap", trace, self,
            ReplaySession.parts(of: swap, firstSeed: order.firstSeed, pairs: order.after + order.pairs))
        observer.begin(session)
        var ledger = ReplayLedger(
            observer.watching(session.replayer), cells: session.replayer.order.count, width: order.width,
            journal: session.journal)
        var findings = SwapFindings(counts: ledger.counts)
        while findings.drawn < order.pairs {
            await observer.hold()
            try Task.checkCancellation()
            let wave = min(order.wave, order.pairs - findings.drawn)
            let seeds = (0..<wave).map { order.firstSeed &+ UInt64(order.after + findings.drawn + $0) }
            findings.undefined += try await swap.sample(seeds, into: &findings.pairs, &ledger)
            findings.drawn += wave
            findings.counts = ledger.counts
            await observer.progressed(findings)
        }
        if !findings.counts.allFailed { try await session.finish() }
        return findings
    }
}
