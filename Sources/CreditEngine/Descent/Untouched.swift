/// No optimisation: the prompts stay as they are.
struct Untouched: Strategy {
    mutating func propose(_ resources: inout StrategyResources) -> DescentStep { .saturated("nothing is changed") }

    mutating func takes(_ candidate: Candidate, _ resources: inout StrategyResources) -> Bool { false }

    mutating func learn(_ candidate: Candidate, wasAccepted: Bool, _ resources: StrategyResources) {}
}
