import CreditEngine
import Testing

@Suite struct ApprovedPromptsTests {
    private func set(_ solver: String, _ critic: String = "c1") -> PromptSet {
        PromptSet(
            Team(
                name: "team",
                members: [Team.Member(name: "solver", prompt: solver), Team.Member(name: "critic", prompt: critic)]))
    }

    private func solver(_ old: String, _ new: String) -> ApprovedRevision {
        ApprovedRevision(block: .role("solver"), oldText: old, newText: new)
    }

    @Test(
        arguments: [
            // Nothing approved: the owner's text.
            ("v1", [], [], "v1"),
            // Approvals follow each other.
            ("v1", [("v1", "v2"), ("v2", "v3")], [], "v3"),
            // Deployed in part or as a whole.
            ("v2", [("v1", "v2"), ("v2", "v3")], [], "v3"),
            ("v3", [("v1", "v2"), ("v2", "v3")], [], "v3"),
            // There and back.
            ("v1", [("v1", "v2"), ("v2", "v1")], [], "v1"),
            // The owner's own text is in force.
            ("mine", [("v1", "v2")], [], "mine"),
            // Taken back after it had been deployed; and taken back, then approved again.
            ("v2", [], [("v1", "v2")], "v1"),
            ("v3", [], [("v1", "v2"), ("v2", "v3")], "v1"),
            ("v1", [], [("v1", "v2")], "v1"),
            ("v2", [("v1", "v2")], [("v1", "v2")], "v2"),
            // Spellings that look alike are not equal.
            ("e\u{301}", [("\u{E9}", "v2")], [], "e\u{301}"),
        ] as [(String, [(String, String)], [(String, String)], String)])
    func currentText(
        _ base: String, _ approved: [(String, String)], _ withdrawn: [(String, String)], _ expected: String
    ) {
        let current = set(base).applying(
            approved.map { solver($0.0, $0.1) }, withdrawn: withdrawn.map { solver($0.0, $0.1) })
        #expect(current[.role("solver")]?.utf8.elementsEqual(expected.utf8) == true)
        #expect(current[.role("critic")] == "c1")
    }
}
