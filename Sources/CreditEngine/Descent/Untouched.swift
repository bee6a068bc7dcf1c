/// No optimisation: the prompts stay as they are.
struct Untouched: Strategy {
    mutating func propose(_ bench: inout DescentBench) -> DescentStep { .saturated("nothing is changed") }

    mutating func takes(_ candidate: Candidate, _ bench: inout DescentBench) -> Bool { false }

    mutating func learn(_ candidate: Candidate, wasAccepted: Bool, _ bench: DescentBench) {}
}
