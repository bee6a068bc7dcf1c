import ArgumentParser
import CreditEngine
import CreditStore
import UseCases

/// `ascribe review`: the queue of proposals, and a person's decisions.
struct Review: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at proposed prompts and decide.",
        discussion: """
            Example: ascribe review show 3f2a91c04d7e
            Only a person approves, on the diff that was shown, by its hash; what is approved goes into the next export.
            """,
        subcommands: [ListProposals.self, ShowProposal.self, Approve.self, Reject.self, Undo.self],
        defaultSubcommand: ListProposals.self)
}

/// What every decision says about itself.
struct DecisionArguments: ParsableArguments {
    @Option(help: "Who decides (default: your login name).")
    var who: String?

    @Flag(help: "One JSON object instead of a sentence.")
    var json = false

    @OptionGroup var place: StoreArguments

    /// Decides and says what was written; a refusal is one sentence and status 1.
    func decide(
        _ decision: Decision, on id: String?, reason: String = "", _ purpose: String, _ access: AccessArguments
    ) async throws {
        let session = StoreSession(folder: place.store, purpose: purpose, access: access.access)
        defer { try? session.opened().close() }
        let entry = try await session.decide(
            decision, on: id, who: who ?? Person.login(), reason: reason, for: purpose, access.permit)
        let line = "\(entry.proposal) · \(entry.block) · \(entry.action.rawValue) by \(entry.who) at \(entry.at)"
        let item = json ? try await session.opened().reviewItem(entry.proposal) : nil
        try Console.say([line], or: item.map(ReviewRecord.line))
        if !json, entry.action == .approved { Console.complain(NextStep.export(options: place.given), .info) }
    }
}

/// `ascribe review list`.
struct ListProposals: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the proposals, one a line.", discussion: "Example: ascribe review list")

    @Option(help: "Only those of one team: its name, or a team file or folder.", completion: Completions.teams)
    var team: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    @OptionGroup var place: StoreArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() async throws {
        let all = try await Store.existing(in: place.store)?.reviewItems() ?? []
        let items = try ReviewLines.items(all, of: team)
        if json {
            for item in items { try Console.write(ReviewRecord.line(item)) }
        } else {
            for line in ReviewLines.list(items) { try Console.say(line) }
        }
        Console.complain(ReviewLines.tally(items, of: all))
    }
}

/// `ascribe review show`.
struct ShowProposal: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a proposal's diff, reasons and held-out figures, and the hash to approve by.",
        discussion: "Example: ascribe review show 3f2a91c04d7e")

    @Argument(
        help: "The proposal; the first four or more characters of its name do.", completion: Completions.proposals)
    var id: String

    @Flag(help: "One JSON object.")
    var json = false

    @OptionGroup var place: StoreArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() async throws {
        guard let store = try Store.existing(in: place.store) else { throw StoreError.noSuchProposal(id) }
        let item = try await store.reviewItem(store.proposalID(id))
        try Console.say(ReviewLines.all(item), or: json ? ReviewRecord.line(item) : nil)
    }
}

/// `ascribe review approve`.
struct Approve: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Approve exactly the diff that 'show' printed, by its hash.",
        discussion: "Example: ascribe review approve 3f2a91c04d7e --hash 9b1d…")

    @Argument(help: "The proposal.", completion: Completions.proposals)
    var id: String

    @Option(help: "The hash that 'show' printed, or its first twelve digits.")
    var hash: String?

    @Option(help: "Why; needed when the gate warns.")
    var reason = ""

    @OptionGroup var decision: DecisionArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        try await decision.decide(
            .approve(hash: hash), on: id, reason: reason, "review approve \(id)", access)
    }
}

/// `ascribe review reject`.
struct Reject: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Reject a proposal; the next critique of the block is told why.",
        discussion: "Example: ascribe review reject 3f2a91c04d7e --reason 'too long for this role'")

    @Argument(help: "The proposal.", completion: Completions.proposals)
    var id: String

    @Option(help: "Why, in words.")
    var reason: String

    @OptionGroup var decision: DecisionArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        try await decision.decide(.reject, on: id, reason: reason, "review reject \(id)", access)
    }
}

/// `ascribe review undo`.
struct Undo: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Take back the decision about a proposal, or the last one; the proposal waits again.",
        discussion: "Example: ascribe review undo 3f2a91c04d7e")

    @Argument(
        help: "The proposal; without one, the last that was decided.", completion: Completions.proposals)
    var id: String?

    @OptionGroup var decision: DecisionArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        try await decision.decide(.undo, on: id, "review undo", access)
    }
}
