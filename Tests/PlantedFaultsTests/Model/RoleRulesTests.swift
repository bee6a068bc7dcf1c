import Testing

@testable import PlantedFaults

@Suite struct RoleRulesTests {
    struct Case: Sendable {
        var prompt: String
        var careful: Bool
        var hurried: Bool
    }

    @Test(arguments: [
        Case(prompt: "Work out the step.", careful: false, hurried: false),
        Case(prompt: "Verify the result.", careful: true, hurried: false),
        Case(prompt: "Before you pass a result on, recompute it and state the check.", careful: true, hurried: false),
        Case(prompt: "Do not recompute anything.", careful: false, hurried: true),
        Case(prompt: "Pass it on without checking.", careful: false, hurried: true),
        Case(prompt: "Recompute it, but only at a glance.", careful: true, hurried: true),
        Case(prompt: "結果は検算してから渡してください。", careful: true, hurried: false),
        Case(prompt: "結果は確かめずにすぐに渡してください。", careful: false, hurried: true),
    ])
    func careAndHasteAreRead(_ item: Case) {
        let rules = RoleRules(reading: item.prompt)
        #expect(rules.careful == item.careful)
        #expect(rules.hurried == item.hurried)
    }

    @Test func recomputingIsNotComputing() {
        #expect(!RoleRules(reading: "Review it and recompute it.").computes)
        #expect(RoleRules(reading: "Review it. Compute it.").computes)
    }
}
