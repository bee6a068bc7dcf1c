/// Where candidates are put down before they are decided about, so that none is tried without being counted.
///
/// α_k of a candidate hangs on how many of its block were ever tried, the abandoned ones included: a search that is broken
/// off must leave behind what it has tried. Source: Method §6.
public protocol CandidateRegister: Sendable {
    /// The lineage that candidates of a block count in.
    func lineage(of block: Block) throws -> String

    /// Puts a candidate down and counts it in its lineage.
    ///
    /// - Parameter place: which candidate of the search it is, from 1: the same one put down again, as after a restart, is
    ///   counted once.
    func enter(_ proposal: Proposal, place: Int) async throws -> EnteredCandidate

    /// Counts the look of a candidate at the held-out problems, before its first pair; a second time it is the same look.
    ///
    /// - Returns: how many candidates have looked at them, this one included.
    func begin(_ validation: Validation, of candidate: EnteredCandidate) async throws -> Int

    /// Keeps what its validation came to.
    func keep(_ report: ValidationReport, of candidate: EnteredCandidate) async throws
}

/// A candidate that has its place in a lineage.
public struct EnteredCandidate: Sendable, Hashable {
    /// Its name.
    public var id: String
    /// Which candidate of its lineage it is, from 1.
    public var ordinal: Int

    /// Makes one.
    public init(id: String, ordinal: Int) {
        self.id = id
        self.ordinal = ordinal
    }
}

/// Lineages that belong to one search alone: for planted teams, whose repairs must not count in each other's.
///
/// As in the store, each block has its own.
public actor OwnLineages: CandidateRegister {
    private nonisolated let name: String
    private var counts: [String: Int] = [:]
    private var entered: [Int: EnteredCandidate] = [:]
    private var looks: [String] = []

    /// Lineages under a name.
    public init(_ name: String = "descent") {
        self.name = name
    }

    /// The search's own lineage of a block.
    public nonisolated func lineage(of block: Block) -> String { "\(name)/\(block.name)" }

    /// Counts a candidate.
    public func enter(_ proposal: Proposal, place: Int) -> EnteredCandidate {
        if let known = entered[place] { return known }
        let ordinal = counts[proposal.lineage, default: 0] + 1
        counts[proposal.lineage] = ordinal
        let candidate = EnteredCandidate(id: "\(proposal.lineage)/\(ordinal)", ordinal: ordinal)
        entered[place] = candidate
        return candidate
    }

    /// Counts a look.
    public func begin(_ validation: Validation, of candidate: EnteredCandidate) -> Int {
        if let known = looks.firstIndex(of: candidate.id) { return known + 1 }
        looks.append(candidate.id)
        return looks.count
    }

    /// Nothing has to be kept: the search's report has it.
    public func keep(_ report: ValidationReport, of candidate: EnteredCandidate) {}
}
