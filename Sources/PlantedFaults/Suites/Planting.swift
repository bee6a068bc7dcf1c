public import CreditEngine

/// A block of a team: what a repair may change, one at a time.
public enum PlantedBlock: Sendable, Hashable {
    /// The role prompt of a member.
    case role(String)
    /// The aggregation prompt.
    case aggregation
}

/// The known good edit of a planted team.
public struct PromptEdit: Sendable, Hashable {
    /// The block it changes.
    public var block: PlantedBlock
    /// The rule that goes.
    public var old: String
    /// The rule that takes its place.
    public var new: String

    /// Makes an edit.
    public init(block: PlantedBlock, old: String, new: String) {
        self.block = block
        self.old = old
        self.new = new
    }

    /// The team with the edit; unchanged when the block does not have the old rule.
    public func applied(to team: Team) -> Team {
        var edited = team
        switch block {
        case .role(let name):
            for index in edited.members.indices where edited.members[index].name == name {
                edited.members[index].prompt = team.members[index].prompt.map(replaced)
            }
        case .aggregation:
            edited.aggregation?.prompt = team.aggregation?.prompt.map(replaced)
        }
        return edited
    }

    private func replaced(_ text: String) -> String {
        guard let place = text.firstRange(of: old) else { return text }
        return String(text[..<place.lowerBound]) + new + String(text[place.upperBound...])
    }
}

/// A team with a planted fault, and what is known about the fault.
public struct Planting: Sendable, Equatable {
    /// The team as it runs.
    public var team: Team
    /// The blocks at fault; empty for a sound team.
    public var culprits: [PlantedBlock]
    /// The edit that repairs it as far as one block can; `nil` for a sound team.
    public var edit: PromptEdit?
}
