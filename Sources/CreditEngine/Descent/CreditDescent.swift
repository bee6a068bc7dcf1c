/// Verbalized block coordinate descent: what revising a block promises says where to look, critiques of its messages say how.
///
/// Replays that narrow down where failed runs were lost tell who brought the error in and who could have caught it; where no
/// failed run comes out differently when the team speaks again, estimated credit takes their place, labelled. A block's
/// candidates are tried by prompt swaps on failed runs before the gate sees them, and the block that promises most comes
/// next, halved each time that nothing came of it; a block that was not tried yet keeps its expected promise. It begins with a
/// few failed runs and takes up more before the gate sees an edit whose swaps mended none. It ends only when every block
/// within reach has an edit that passed or the critic has nothing new on any of them. No random choice: the same settings and
/// results give the same candidates. Source: the article's phases 1 to 3; Method §6.
struct CreditDescent: Strategy {
    private var failures = FailureSample()
    private var lost: [LostRun] = []
    private var hopeless: [Trace] = []
    private(set) var shares: BlockShares?
    private var prospects: BlockProspects?
    private var couples: Bool?
    private var reflection = Reflection()
    /// Tried candidates of each block, best first.
    private var ready: [Block: [(candidate: Candidate, mended: Double, shows: Bool)]] = [:]
    /// Whether more failed runs were looked at because swaps of the block that promises most mended none.
    private var hasDoubted = false
    private var finished: Set<Block> = []
    private var barren: Set<Block> = []
    private var drops: [Block: Int] = [:]
    private var fruitless = 0

    /// The least part of the failures that a block has to reach.
    private static let leastReach = 0.1
    /// Batches without a new candidate after which it ends.
    private static let patience = 2

    mutating func propose(_ resources: inout StrategyResources) async throws -> DescentStep {
        while true {
            if shares == nil { try await learnShares(&resources) }
            guard let shares, let prospects, !prospects.all.isEmpty else {
                return .saturated("no failed run says which prompt it hangs on")
            }
            let open = prospects.all.filter {
                $0.value.reach >= Self.leastReach && !finished.contains($0.key) && resources.current[$0.key] != nil
            }
            guard !open.isEmpty else {
                return .saturated("every block that could mend a failure has an edit that passed")
            }
            guard let block = choose(open) else {
                guard fruitless < Self.patience else {
                    return .saturated("the critic suggests nothing new for any block that could mend a failure")
                }
                fruitless += 1
                barren = []
                try await learnShares(&resources)
                continue
            }
            if ready[block]?.first?.shows == false, !hasDoubted {
                // More failed runs cost less than a validation of an edit that mends none.
                hasDoubted = true
                ready[block] = nil
                try await learnShares(&resources)
                continue
            }
            if let next = ready[block]?.first {
                ready[block]?.removeFirst()
                if ready[block]?.isEmpty == true { ready[block] = nil }
                reflection.note(next.candidate)
                await resources.observer(.chose(block, shares))
                return .candidate(next.candidate)
            }
            try await prepare(block, open[block] ?? .init(), &resources)
        }
    }

    /// Asks the critic about a block and tries what it suggests on failed runs.
    private mutating func prepare(
        _ block: Block, _ prospect: BlockProspects.Prospect, _ resources: inout StrategyResources
    )
        async throws
    {
        var found = try await reflection.candidates(for: block, from: subjects(block, resources), &resources)
        guard !found.isEmpty else {
            barren.insert(block)
            return
        }
        fruitless = 0
        for index in found.indices {
            found[index].share = shares?[block]
            found[index].source = shares?.source
        }
        let prior = prospect.prior / prospect.reach
        let scores = try await SwapScreen.scores(found, on: lost, couples: couples == true, &resources)
        ready[block] = zip(found, scores).enumerated().map { place, found in
            (place, found.0, found.1.mended(expecting: prior), found.1.gained > 0)
        }.sorted { ($1.2, $0.0) < ($0.2, $1.0) }.map { (candidate: $0.1, mended: $0.2, shows: $0.3) }
    }

    mutating func takes(_ candidate: Candidate, _ resources: inout StrategyResources) async throws -> Bool {
        try await ReflectiveRule().takes(candidate, &resources)
    }

    mutating func learn(_ candidate: Candidate, wasAccepted: Bool, _ resources: StrategyResources) {
        guard wasAccepted else {
            if ready[candidate.block] == nil { drops[candidate.block, default: 0] += 1 }
            return
        }
        if resources.settings.acceptance == .gate {
            ready[candidate.block] = nil
            finished.insert(candidate.block)
        } else {
            // The prompts have changed, so every block is open again.
            let known = (couples, reflection)
            self = CreditDescent()
            (couples, reflection) = known
            reflection.restart()
        }
    }

    /// The block that promises most; `nil` when all have been tried.
    private func choose(_ open: [Block: BlockProspects.Prospect]) -> Block? {
        open.filter { !barren.contains($0.key) }.map { block, prospect in
            let promise = ready[block]?.first.map { prospect.reach * $0.mended } ?? prospect.prior
            return (block: block, promise: promise / Double(1 << min(drops[block] ?? 0, 20)))
        }.max { ($0.promise, $1.block) < ($1.promise, $0.block) }?.block
    }

    // MARK: Credit

    /// Samples failed runs and finds out where they were lost; adds to what is known of the same prompts.
    private mutating func learnShares(_ resources: inout StrategyResources) async throws {
        let known = failures.complete.count
        try await failures.gather(
            lost.isEmpty ? BlockShares.fewestTraces : resources.settings.batch, &resources)
        var new: [LostRun] = []
        let complete = failures.complete[known...]
        let couples = try await coupling(of: Array(complete.prefix(3)), &resources)
        for slot in complete {
            guard let failed = slot.failed.first, let won = slot.won.first else { continue }
            let trace = try await resources.trace(slot.problem, replay: failed)
            new.append(
                LostRun(
                    trace, own: failed, weight: slot.weight, winning: won, couples: couples,
                    fresh: resources.freshSamples()))
        }
        while true {
            let open = new.indices.filter { new[$0].next != nil }
            if open.isEmpty { break }
            let results = try await resources.replays(open.compactMap { new[$0].next })
            for (index, result) in zip(open, results) { new[index].observe(result.success) }
            try await resources.tell(.credit)
        }
        lost += new
        var measured = BlockShares(source: .measured)
        for run in lost where !run.losses.isEmpty {
            measured.add(blocks(of: run, resources.current), total: run.weight)
        }
        let found = measured.total > 0 ? measured : try await estimate(resources)
        shares = found
        prospects = measured.total > 0 ? BlockProspects(lost, resources.current) : BlockProspects(found)
    }

    /// Whether seeds fix what is said: the last third of successful runs, spoken again with their seeds.
    private mutating func coupling(of slots: [ProblemSlot], _ resources: inout StrategyResources) async throws -> Bool {
        if let couples { return couples }
        var replays: [PrefixReplay] = []
        for slot in slots {
            guard let won = slot.won.first else { continue }
            let trace = try await resources.trace(slot.problem, replay: won)
            let order = CellOrder(trace)
            replays.append(PrefixReplay(trace: trace, order: order, prefix: 2 * order.count / 3, replay: won))
        }
        guard !replays.isEmpty else { return false }
        // A replay without an outcome says nothing about seeds.
        let defined = try await resources.replays(replays).filter { $0.success != nil }
        guard !defined.isEmpty else { return false }
        let same = defined.allSatisfy(\.same)
        couples = same
        return same
    }

    private func blocks(of run: LostRun, _ prompts: PromptSet) -> [Block: Double] {
        run.losses.reduce(into: [:]) { sums, loss in
            sums[run.block(at: loss.key, in: prompts), default: 0] += loss.value
        }
    }

    private static func block(of cell: Cell, _ trace: Trace, _ prompts: PromptSet) -> Block {
        CritiqueSubject.block(speaking: trace.agents[cell.agent].name, in: prompts)
    }

    /// Estimated credit of runs that fail whatever is said again.
    private mutating func estimate(_ resources: StrategyResources) async throws -> BlockShares {
        var shares = BlockShares(source: .estimated)
        hopeless = []
        for slot in failures.hopeless {
            guard let failed = slot.failed.first else { continue }
            let trace = try await resources.trace(slot.problem, replay: failed)
            let heats = estimateCredit(of: trace).cells.compactMap { heat in heat.score.value.map { (heat.cell, $0) } }
            let sum = heats.reduce(0) { $0 + $1.1 }
            guard sum > 0 else { continue }
            hopeless.append(trace)
            let losses = heats.reduce(into: [Block: Double]()) { sums, heat in
                sums[Self.block(of: heat.0, trace, resources.current), default: 0] += heat.1 / sum
            }
            shares.add(losses, total: 1)
        }
        return shares
    }

    /// The messages of a block that failed runs hang on.
    private func subjects(_ block: Block, _ resources: StrategyResources) -> [CritiqueSubject] {
        let rejections = resources.critic?.rejections[block] ?? []
        func subject(_ trace: Trace, _ cell: Cell, _ credit: CritiqueSubject.Credit?) -> CritiqueSubject? {
            try? CritiqueSubject(
                trace, cell: cell, block: block, prompts: resources.current, credit: credit, rejections: rejections)
        }
        if shares?.source == .estimated {
            return hopeless.compactMap { trace in
                let own = estimateCredit(of: trace).cells.compactMap { heat in
                    heat.score.value.map { (cell: heat.cell, heat: $0) }
                }.filter { Self.block(of: $0.cell, trace, resources.current) == block }
                guard let hottest = own.max(by: { ($0.heat, $1.cell) < ($1.heat, $0.cell) }) else { return nil }
                return subject(trace, hottest.cell, .init(hottest.heat, .estimated))
            }
        }
        return lost.compactMap { run in
            // Its weight is no measured δ, and the critic is told none.
            run.chance(of: block, in: resources.current).flatMap { subject(run.trace, run.order.cells[$0], nil) }
        }
    }
}
