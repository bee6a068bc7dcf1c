import Testing

@testable import ProgramTape

/// Revisions find their place in prompts that a program fills in.
struct PromptMergeTests {
    @Test(arguments: [
        // known, sent, revised, result
        ("Add up.", "Add up.", "Add up twice.", "Add up twice."),
        (
            "You are the clerk of May. Read the ledger.", "You are the clerk of June. Read the ledger.",
            "You are the clerk of May. Read the ledger. Check each sum.",
            "You are the clerk of June. Read the ledger. Check each sum."
        ),
        (
            "Be brief. Answer.", "Be brief. Answer. Today is Monday.", "Be exact. Answer.",
            "Be exact. Answer. Today is Monday."
        ),
        ("One. Two. Three.", "One. Two. Three. x", "One. Three.", "One. Three. x"),
    ])
    func aRevisionKeepsWhatTheProgramFillsIn(_ known: String, _ sent: String, _ revised: String, _ result: String)
        throws
    {
        #expect(try PromptMerge.merged(sent, known: known, revised: revised) == result)
    }

    @Test func aRevisionOfWordsThatAreNotSentIsRefused() {
        #expect(throws: PromptMerge.Unplaced.self) {
            try PromptMerge.merged(
                "Something else entirely.", known: "Add up all of May.", revised: "Add up all of June.")
        }
    }

    @Test func likePromptsWithOtherNamesAreOtherAgents() {
        let names = AgentNames()
        let base = "of the bakery. Read what came before, do your part, keep it short and end with your figure."
        #expect(names.agent(prompt: "You are the clerk " + base, hint: nil) == "clerk")
        #expect(names.agent(prompt: "You are the auditor " + base, hint: nil) == "auditor")
        #expect(names.agent(prompt: "You are the clerk " + base + " Today is Monday.", hint: nil) == "clerk")
        #expect(names.agent(prompt: "You are the clerk " + base, hint: "second clerk") == "second clerk")
    }
    @Test func namesThatAPersonGaveHoldForPromptsAndHints() {
        let names = AgentNames([("cook", "You are the cook. Bake.")], given: ["agent-2": "cook", "second": "waiter"])
        #expect(names.agent(prompt: "Bake bread for all who come in today.", hint: nil) == "cook")
        #expect(names.agent(prompt: "You are the cook. Bake.", hint: nil) == "cook")
        #expect(names.agent(prompt: "Serve.", hint: "second") == "waiter")
        #expect(names.prompt(of: "cook") == "You are the cook. Bake.")
        #expect(names.prompt(of: "waiter") == "Serve.")
    }
}
