/// The method `adaptive` of `Measure`.
struct AdaptiveSearch: Sendable {
    let trace: Trace
    var state: MeasureState
    let observer: Measure.Observer
    private var named: [Int] = []
    private var relation: MeasureReport.Relation?
    private var ranking: [(position: Int, score: Double)] = []
    private var range: TurnRange?
    private var searchCost = 0
    private var partnersSearched = false
    /// What replays show where seeds do not fix what is said.
    private var informed: PosteriorSearch?
    /// Seeds that had no part in naming the first message.
    private var fresh: [UInt64] = []

    /// Seeds without any success after which a search from the start gives up.
    private static let starts = 20

    init(trace: Trace, state: MeasureState, observer: @escaping Measure.Observer) {
        self.trace = trace
        self.state = state
        self.observer = observer
    }

    mutating func run() async throws -> MeasureReport {
        do {
            let seeds = (0..<ReplayCheck.size).map { _ in state.freshSeed() }
            let results = try await start(seeds)
            if state.check?.couples == true {
                try await bisect(seeds, results)
            } else {
                try await search(seeds, results)
            }
        } catch is MeasureState.BudgetSpent {
            searchCost = searchCost == 0 ? state.ledger.counts.made : searchCost
        }
        do {
            try await verdicts()
        } catch is MeasureState.BudgetSpent {}
        if let informed {
            take(informed)
            range = named.isEmpty ? informed.range(state.order) : nil
            state.pairs = state.pairs.filter { named.contains($0.key) }
            if named.count < 2 { state.joint = nil }
            partnersSearched = informed.isCertain
        }
        return report()
    }

    private func tell(_ phase: MeasureProgress.Phase) async throws {
        try Task.checkCancellation()
        await observer(
            MeasureProgress(
                phase: phase, counts: state.ledger.counts, leading: named.isEmpty ? ranking.map(\.position) : named,
                pairs: state.pairs, joint: state.joint, curve: state.curve))
    }

    /// Runs again from the start, each seed twice.
    private mutating func start(_ seeds: [UInt64]) async throws -> [(first: ReplayResult, second: ReplayResult)] {
        let requests = [0, 1].flatMap { repetition in
            seeds.map { ReplayRequest(prefix: 0, seed: $0, repetition: repetition) }
        }
        let results = try await state.replay(requests)
        let (first, second) = (results.prefix(seeds.count), results.suffix(seeds.count))
        state.check = ReplayCheck(Array(first), Array(second))
        for (seed, result) in zip(seeds, first) {
            state.sample(result, prefix: 0, seed: seed)
            state.start(result)
        }
        try await tell(.start)
        return Array(zip(first, second)).map { (first: $0, second: $1) }
    }

    // MARK: Seeds that couple

    private mutating func bisect(_ seeds: [UInt64], _ results: [(first: ReplayResult, second: ReplayResult)])
        async throws
    {
        var bisection = SeedBisection()
        for (seed, result) in zip(seeds, results) where result.first.succeeds == true && bisection.named == nil {
            _ = try await bisection.follow(seed, startsWell: true, &state)
            ranking = bisection.ranking
            try await tell(.search)
        }
        var tried = seeds.count
        while bisection.named == nil {
            if bisection.switches.isEmpty, tried >= Self.starts { break }
            let seed = state.freshSeed()
            tried += 1
            if bisection.switches.isEmpty {
                let results = try await state.replay([ReplayRequest(prefix: 0, seed: seed)])
                for result in results { state.start(result) }
                guard results.first?.succeeds == true else { continue }
                _ = try await bisection.follow(seed, startsWell: true, &state)
            } else {
                _ = try await bisection.follow(seed, startsWell: nil, &state)
            }
            ranking = bisection.ranking
            named = bisection.named.map { [$0] } ?? []
            try await tell(.search)
        }
        searchCost = state.ledger.counts.made
        guard let first = bisection.named else { return }
        named = [first]
        relation = .single
        let own = bisection.switches[first] ?? []
        for (position, seeds) in bisection.switches.sorted(by: { $0.key < $1.key }) where position != first {
            guard let seed = seeds.first else { continue }
            if try await PartnerProbes.isRepair(at: position, by: seed, own, &state) { add(position, .every) }
        }
        try await tell(.partners)
        if named.count == 1 { try await partners(of: first, own) }
        partnersSearched = true
    }

    private mutating func partners(of first: Int, _ repairing: [UInt64]) async throws {
        let probes = PartnerProbes(position: first)
        if let found = try await probes.independent(repairing, of: trace, &state) {
            add(found, .any)
            return
        }
        fresh = (0..<PartnerProbes.patience).map { _ in state.freshSeed() }
        try await tell(.partners)
        if let found = try await probes.later(fresh, &state) {
            add(found, .every)
            return
        }
        try await tell(.partners)
        if let found = try await probes.earlier(fresh, others: repairing, &state) { add(found, .every) }
    }

    private mutating func add(_ partner: Int, _ how: MeasureReport.Relation) {
        guard !named.contains(partner) else { return }
        named = (named + [partner]).sorted()
        relation = how
    }

    // MARK: Seeds that do not

    private mutating func search(_ seeds: [UInt64], _ results: [(first: ReplayResult, second: ReplayResult)])
        async throws
    {
        var search = PosteriorSearch(count: state.order.count)
        for (seed, result) in zip(seeds, results) {
            search.observe(KeptCells(prefix: 0), result.first, seed: seed)
            search.observe(KeptCells(prefix: 0), result.second, seed: seed)
        }
        informed = search
        while state.left > 0 {
            take(search)
            try await tell(.search)
            if search.isOver(left: state.left, pairs: state.settings.pairs) { break }
            try await search.step(&state)
            informed = search
        }
        searchCost = state.ledger.counts.made
        take(search)
    }

    /// Names what the replays so far show.
    private mutating func take(_ search: PosteriorSearch) {
        ranking = search.ranking
        named = search.named
        relation = named.isEmpty ? nil : named.count > 1 ? .every : .single
        range = nil
    }

    // MARK: Verdicts

    /// Fresh pairs: of several messages together first, then of each; what the budget has left goes to those that are open.
    private mutating func verdicts() async throws {
        var fresh = FreshPairs(named: named, seeds: fresh)
        for position in named { state.pairs[position] = PairedOutcomes() }
        if named.count > 1 { state.joint = PairedOutcomes() }
        for contrast in fresh.contrasts {
            while let wave = fresh.next(contrast, &state) {
                try await sample(contrast, wave, &fresh)
                if fresh.isShown(contrast, state) { break }
            }
        }
        for contrast in fresh.contrasts {
            while let wave = fresh.nextBeyondPlan(contrast, &state) {
                try await sample(contrast, wave, &fresh)
            }
        }
    }

    /// Makes the pairs of some seeds; they count for the search, too.
    private mutating func sample(_ contrast: FreshPairs.Contrast, _ wave: [UInt64], _ fresh: inout FreshPairs)
        async throws
    {
        for (seed, pair) in zip(wave, try await fresh.sample(contrast, wave, &state)) {
            informed?.observe(KeptCells(prefix: contrast.last + 1), pair.kept, seed: seed)
            informed?.observe(KeptCells(prefix: contrast.first), pair.replaced, seed: seed)
        }
        try await tell(.verdicts)
    }

    private func report() -> MeasureReport {
        let rule = VerdictRule(naming: named.count)
        return MeasureReport(
            named: named, relation: named.isEmpty ? nil : relation, ranking: ranking, range: range,
            pairs: state.pairs,
            verdicts: state.pairs.mapValues { rule.verdict(on: $0) }, joint: state.joint,
            jointVerdict: state.joint.map { rule.verdict(on: $0) }, curve: state.curve, check: state.check,
            systematic: SystematicFault(successes: state.starts.outcomes, of: state.starts.count),
            outsideState: state.outsideState(named),
            partnersSearched: partnersSearched,
            counts: state.ledger.counts, searchCost: searchCost, left: state.left)
    }
}
