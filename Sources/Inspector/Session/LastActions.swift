/// What a person did last where no job tells, as command lines: decisions and exports.
struct LastActions: Sendable {
    /// By proposal.
    private(set) var proposals: [String: String] = [:]
    /// The last one of a team, and how many jobs there were before it.
    private(set) var teams: [String: (line: String, jobs: Int)] = [:]

    /// Notes a decision about a proposal, or an export from its screen.
    mutating func note(_ line: String, proposal: String) { proposals[proposal] = line }

    /// Notes an export of a team.
    mutating func note(_ line: String, team: String, jobs: Int) { teams[team] = (line, jobs) }

    /// A job about a proposal began: what was done before is no longer the last.
    mutating func forget(proposal: String) { proposals[proposal] = nil }
}
