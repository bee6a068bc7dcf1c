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

    /// Decides under the lease and says what was written; a refusal is one sentence and status 1.
    func decide(_ purpose: String, _ body: (Store, Lease, _ who: String) async throws -> AuditEntry) async throws {
        do {
            let store = try Store(folder: place.store ?? Store.defaultFolder())
            let entry: AuditEntry
            do {
                let lease = try await store.lease(for: purpose)
                entry = try await body(store, lease, who ?? Person.login())
                try await lease.release()
            } catch {
                try? store.close()
                throw error
            }
            if json {
                try Console.write(ReviewRecord.line(await store.reviewItem(entry.proposal)))
            } else {
                try Console.say(
                    "\(entry.proposal) · \(entry.block) · \(entry.action.rawValue) by \(entry.who) at \(entry.at)")
                if entry.action == .approved { Console.complain("next: ascribe export FOLDER", .info) }
            }
            try store.close()
        } catch let error as StoreError where error.isRefusal {
            Console.complain("ascribe: \(error)", .error)
            throw ExitCode.doneWithFindings
        } catch let error as ReviewError {
            Console.complain("ascribe: \(error)", .error)
            throw ExitCode.doneWithFindings
        }
    }
}

/// `ascribe review list`.
struct ListProposals: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the proposals, one a line.", discussion: "Example: ascribe review list")

    @Option(help: "Only those of one team, by its name.")
    var team: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    @OptionGroup var place: StoreArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() async throws {
        let items = try await ReviewDesk.reading(place.store)?.reviewItems(of: team) ?? []
        if json {
            for item in items { try Console.write(ReviewRecord.line(item)) }
        } else {
            for line in ReviewLines.list(items) { try Console.say(line) }
        }
        let refused = items.count(where: \.isRefusedByGate)
        let waiting = items.count { $0.status == .waiting } - refused
        let stale = items.count { $0.status == .stale }
        Console.complain(
            items.isEmpty
                ? "no proposals; 'ascribe revise' and 'ascribe optimize' make them"
                : "\(waiting) waiting · " + (refused > 0 ? "\(refused) refused by the gate · " : "")
                    + "\(stale) stale · \(items.count - waiting - refused - stale) decided"
                    + (waiting > 0 ? "; 'ascribe review show ID' shows one" : ""))
    }
}

/// `ascribe review show`.
struct ShowProposal: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a proposal's diff, reasons and held-out figures, and the hash to approve by.",
        discussion: "Example: ascribe review show 3f2a91c04d7e")

    @Argument(help: "The proposal; the first four or more characters of its name do.")
    var id: String

    @Flag(help: "One JSON object.")
    var json = false

    @OptionGroup var place: StoreArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() async throws {
        do {
            guard let store = try ReviewDesk.reading(place.store) else { throw StoreError.noSuchProposal(id) }
            let item = try await store.reviewItem(store.proposalID(id))
            if json { return try Console.write(ReviewRecord.line(item)) }
            for line in ReviewLines.all(item) { try Console.say(line) }
        } catch let error as StoreError where error.isRefusal {
            Console.complain("ascribe: \(error)", .error)
            throw ExitCode.doneWithFindings
        }
    }
}

/// `ascribe review approve`.
struct Approve: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Approve exactly the diff that 'show' printed, by its hash.",
        discussion: "Example: ascribe review approve 3f2a91c04d7e --hash 9b1d…")

    @Argument(help: "The proposal.")
    var id: String

    @Option(help: "The hash that 'show' printed, or its first twelve digits.")
    var hash: String?

    @Option(help: "Why; needed when the gate warns.")
    var reason = ""

    @OptionGroup var decision: DecisionArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        try await decision.decide("review approve \(id)") { store, lease, who in
            let id = try await store.proposalID(id)
            guard let hash else { throw ReviewError.noHash(id) }
            return try await ReviewDesk.approve(id, hash: hash, who: who, reason: reason, in: store, under: lease)
        }
    }
}

/// `ascribe review reject`.
struct Reject: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Reject a proposal; the next critique of the block is told why.",
        discussion: "Example: ascribe review reject 3f2a91c04d7e --reason 'too long for this role'")

    @Argument(help: "The proposal.")
    var id: String

    @Option(help: "Why, in words.")
    var reason: String

    @OptionGroup var decision: DecisionArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        try await decision.decide("review reject \(id)") { store, lease, who in
            guard !reason.allSatisfy(\.isWhitespace) else { throw ReviewError.noReason }
            let id = try await store.proposalID(id)
            let shown = try await store.reviewItem(id).validation?.id
            return try await store.reject(id, validation: shown, who: who, reason: reason, under: lease)
        }
    }
}

/// `ascribe review undo`.
struct Undo: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Take back the decision about a proposal, or the last one; the proposal waits again.",
        discussion: "Example: ascribe review undo 3f2a91c04d7e")

    @Argument(help: "The proposal; without one, the last that was decided.")
    var id: String?

    @OptionGroup var decision: DecisionArguments

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        try await decision.decide("review undo") { store, lease, who in
            var meant: String?
            if let id { meant = try await store.proposalID(id) }
            return try await ReviewDesk.undo(meant, who: who, in: store, under: lease)
        }
    }
}
