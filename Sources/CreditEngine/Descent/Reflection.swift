/// Critiques of each block as they gather, and the candidates that come of them.
struct Reflection: Sendable {
    /// Critiques so far, by block.
    private var critiques: [Block: [Critique]] = [:]
    /// What was asked about already, by block: trace and cell.
    private var asked: [Block: Set<String>] = [:]
    /// How often each text was handed over, by block.
    private var tries: [Block: [String: Int]] = [:]
    /// Texts handed over since the last new critiques, by block.
    private var recent: [Block: Set<String>] = [:]

    /// How often one text may be handed over: the gate drops a good one now and then.
    private static let patience = 2

    /// Candidates for a block, best first: texts that were not handed over since there is something new to go by.
    mutating func candidates(
        for block: Block, from subjects: [CritiqueSubject], _ resources: inout StrategyResources
    ) async throws -> [Candidate] {
        guard let critic = resources.critic else { return [] }
        let new = subjects.filter { asked[block, default: []].insert("\($0.trace.id) \($0.cell)").inserted }
        if !new.isEmpty {
            try await resources.tell(.critique)
            let said = try await resources.critiques(of: new, attempt: UInt64(critiques[block]?.count ?? 0))
            critiques[block, default: []] += said.filter { $0.block == block }
            recent[block] = []
        }
        let worn = tries[block, default: [:]].filter { $0.value >= Self.patience }.keys
        let known = recent[block, default: []].union(worn).union(critic.rejectedTexts[block] ?? [])
        let clusters = CritiqueClusters(critiques[block] ?? [])
        let found = try await critic.reviser.candidates(
            for: block, of: resources.current, from: clusters, known: known, limit: resources.settings.candidates)
        if critic.reviser.model != nil { resources.noteCriticCall() }
        return found.revisions.map { revision in
            Candidate(
                block: block, text: revision.text, reason: revision.reason, critiques: revision.critiques,
                isSimulated: revision.isSimulated)
        }
    }

    /// Takes note that a candidate was handed over.
    mutating func note(_ candidate: Candidate) {
        tries[candidate.block, default: [:]][candidate.text, default: 0] += 1
        recent[candidate.block, default: []].insert(candidate.text)
    }

    /// Forgets everything but what was handed over: the prompts have changed.
    mutating func restart() {
        critiques = [:]
        asked = [:]
        recent = [:]
    }

    /// One of the block's messages in a failed run, drawn; `nil` when it says nothing there.
    static func subject(_ trace: Trace, _ block: Block, _ resources: StrategyResources) -> CritiqueSubject? {
        let own = CellOrder(trace).cells.filter {
            CritiqueSubject.block(speaking: trace.agents[$0.agent].name, in: resources.current) == block
        }
        guard !own.isEmpty else { return nil }
        let drawn = own[resources.random.integer("cell \(block.name) \(trace.id)", in: 0..<own.count)]
        return try? CritiqueSubject(
            trace, cell: drawn, block: block, prompts: resources.current,
            rejections: resources.critic?.rejections[block] ?? [])
    }
}
