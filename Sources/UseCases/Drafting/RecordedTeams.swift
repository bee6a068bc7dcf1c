package import CreditEngine

/// Recorded runs by the team that made them, as far as they tell it.
///
/// Runs are of one team when they record the same name of it; where one records none, when the agents of one are among those
/// of the other. Agents that only some runs have in common are not enough: many teams have a critic.
package struct RecordedTeams: Sendable {
    /// One team's runs.
    package struct Group: Sendable {
        /// The team's name, where a run records one.
        package fileprivate(set) var name: String?
        /// The agents that models speak for, in order of first appearance in the run with the most of them.
        package fileprivate(set) var agents: [String]
        /// Its runs, in the order that was given.
        package fileprivate(set) var runs: [Trace]

        fileprivate func takes(_ trace: Trace, _ agents: [String]) -> Bool {
            if let name, let other = trace.team?.name { return name == other }
            return Set(agents).isSubset(of: self.agents)
        }
    }

    /// The teams, those with the most runs first; runs in which no model speaks are of none.
    package let groups: [Group]

    /// Sorts runs by team.
    package init(_ runs: [Trace]) {
        let speaking = runs.enumerated().map { ($0.offset, $0.element, Self.agents(of: $0.element)) }
            .filter { !$0.2.isEmpty }
        // Runs with more agents first, so that those with fewer find the team that they are part of.
        var groups: [(group: Group, places: [Int])] = []
        for (place, trace, agents) in speaking.sorted(by: { ($1.2.count, $0.0) < ($0.2.count, $1.0) }) {
            guard let known = groups.firstIndex(where: { $0.group.takes(trace, agents) }) else {
                groups.append((Group(name: trace.team?.name, agents: agents, runs: [trace]), [place]))
                continue
            }
            groups[known].group.name = groups[known].group.name ?? trace.team?.name
            groups[known].group.runs.append(trace)
            groups[known].places.append(place)
        }
        self.groups =
            groups.map { group, places in
                var group = group
                group.runs = zip(places, group.runs).sorted { $0.0 < $1.0 }.map(\.1)
                return group
            }
            .enumerated().sorted { ($1.element.runs.count, $0.offset) < ($0.element.runs.count, $1.offset) }
            .map(\.element)
    }

    /// The runs of one team: that of a run, else the only one there is.
    ///
    /// Throws `DraftError` when there are several teams and nobody says which, when no run is called so, and when no model
    /// speaks in any.
    package func runs(like id: String? = nil) throws -> [Trace] {
        guard let id else {
            guard groups.count <= 1 else { throw DraftError.severalTeams(groups.map(Self.words)) }
            guard let only = groups.first else { throw DraftError.nobody }
            return only.runs
        }
        guard let group = groups.first(where: { $0.runs.contains { $0.id == id } }) else {
            throw DraftError.noRun(id)
        }
        return group.runs
    }

    private static func agents(of trace: Trace) -> [String] {
        trace.agents.filter { $0.kind == .model }.map(\.name)
    }

    /// A team in a few words, with a run of it.
    private static func words(_ group: Group) -> String {
        let names = group.agents.prefix(4).joined(separator: ", ") + (group.agents.count > 4 ? ", …" : "")
        let runs = Numeral.count(group.runs.count, "run")
        return "\(group.name.map { "\($0) of " } ?? "")\(names) (\(runs), such as \(group.runs[0].id))"
    }
}
