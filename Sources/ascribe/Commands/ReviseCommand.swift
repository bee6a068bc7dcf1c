import ArgumentParser
import CreditEngine
import CreditStore
import UseCases

/// `ascribe revise`: proposals for one block from critiques that were kept.
struct ReviseCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "revise",
        abstract: "Propose minimal revisions of one prompt from critiques of it.",
        discussion: """
            Example: ascribe revise role/researcher --from 3f9c2a71be04
            Critiques of many runs vote. A proposal waits in the queue for validation and for a person.
            """)

    @Argument(help: "The block: role/AGENT or aggregation.")
    var block: String

    @Option(
        parsing: .upToNextOption,
        help: "Critiques by their names, as 'ascribe critique' prints them, or by the beginnings of these.")
    var from: [String]

    @Option(help: "The most proposals to make.")
    var candidates = 1

    @Option(help: "The most that a text may grow: a factor, or 400 characters if that is more.")
    var maxGrowth = LengthBudget().factor

    @Option(
        help: "Also let a model of the team file (see --team) write the whole prompt anew, as a last candidate.")
    var reviser: String?

    @Flag(help: "Take critiques none of whose quotes was found in the trace.")
    var ungrounded = false

    @OptionGroup var models: ModelArguments

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if candidates < 1 { throw ValidationError("--candidates \(candidates): at least one.") }
        if from.isEmpty { throw ValidationError("--from needs the name of a critique.") }
        if !(maxGrowth >= 1 && maxGrowth.isFinite) { throw ValidationError("--max-growth \(maxGrowth): 1 or more.") }
        if Block(name: block) == nil { throw ValidationError("\(block): write role/AGENT or aggregation.") }
    }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.revise() }
    }

    private func revise() async throws {
        guard let block = Block(name: block) else { throw ProposalError.noBlock(block) }
        let runtime = models.team == nil ? nil : try await models.runtime(purpose: "revise \(block.name)")
        let store = try runtime?.store ?? models.openStore()
        if let runtime, reviser != nil {
            try await runtime.limit(to: JobName.of("revise", runtime, ["block": .string(block.name), "from": asked]))
        }
        var records: [CritiqueRecord] = []
        for id in from { records.append(try await store.critique(store.critiqueID(id))) }
        let base = try await base(of: records, block: block, runtime: runtime, in: store)
        let readers = records.map { (name: "critique \($0.id)", team: $0.team) }
        if let note = base.note(on: block, readers) { Console.complain(note) }
        let prompts = base.current
        let tried = try await store.proposals(of: base.team.name ?? "").filter { $0.content.block == block }
        let clusters = CritiqueClusters(records.map(\.critique), includesUngrounded: ungrounded)
        let reviser = Reviser(
            budget: LengthBudget(factor: maxGrowth), model: try self.reviser.flatMap { try runtime?.model(named: $0) })
        let made = try await reviser.candidates(
            for: block, of: prompts, from: clusters, known: Set(tried.map(\.content.newText)), limit: candidates)
        let lineage = try Proposal.lineage(of: block, from: base.team)
        var proposals: [ProposalRecord] = []
        for revision in made.revisions {
            let proposal = try revision.proposal(for: block, of: prompts, lineage: lineage)
            proposals.append(try await store.propose(proposal, of: base.team))
        }
        let record = RevisionRecord(block: block, clusters: clusters, proposals: proposals, refused: made.refused)
        if json {
            try Console.write(record.json)
        } else {
            for line in record.lines { try Console.say(line) }
        }
        if proposals.isEmpty { throw ExitCode.doneWithFindings }
    }

    /// The critiques as they were named, for the name of the job.
    private var asked: CanonicalJSON { .array(from.sorted().map { .string($0) }) }

    /// The team of `--team`, else the one that the critiques are about; until the store knows it, they must have read
    /// the same texts.
    private func base(of records: [CritiqueRecord], block: Block, runtime: TeamRuntime?, in store: Store) async throws
        -> RevisionBase
    {
        if let other = records.first(where: { $0.critique.block != block }) {
            throw RevisionInputError.otherBlock(other.id, other.critique.block.name)
        }
        guard let first = records.first else { throw ProposalError.noBlock(block.name) }
        let team = runtime?.team ?? first.team
        if let other = records.first(where: { $0.team.name != team.name }) {
            throw RevisionInputError.otherTeam(other.id, other.team.name ?? "", team.name ?? "")
        }
        if runtime == nil, try await store.team(team.name ?? "") == nil {
            let texts = try PromptSet(team).hashes()
            if let other = try records.first(where: { try PromptSet($0.team).hashes() != texts }) {
                throw RevisionInputError.otherTexts(first.id, other.id)
            }
        }
        return try await RevisionBase(team, owner: runtime?.owner, in: store)
    }
}
