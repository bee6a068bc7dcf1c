import Testing

@testable import CreditEngine

@Suite struct ReviserTests {
    private static let old = "You are a. Be quick. Write two sentences."
    private static let check = RuleEdit(old: "Be quick.", new: "Check every result.")
    private static let formal = RuleEdit(old: nil, new: "Write in a formal tone.")

    private func prompts() -> PromptSet {
        var team = Team.trio()
        team.members[0].prompt = Self.old
        return PromptSet(team)
    }

    private func clusters(_ edits: [(RuleEdit, Int)], block: Block = .role("a")) -> CritiqueClusters {
        var trace = 0
        var all: [Critique] = []
        for (edit, votes) in edits {
            for _ in 0..<votes {
                trace += 1
                all.append(critique("\(trace)", new: edit.new, old: edit.old, block: block))
            }
        }
        return CritiqueClusters(all)
    }

    @Test func pluralityFirstThenTheOthersThenBoth() async throws {
        let made = try await Reviser().candidates(
            for: .role("a"), of: prompts(), from: clusters([(Self.formal, 2), (Self.check, 3)]))
        #expect(
            made.revisions.map(\.text) == [
                "You are a. Check every result. Write two sentences.",
                "You are a. Be quick. Write two sentences. Write in a formal tone.",
                "You are a. Check every result. Write two sentences. Write in a formal tone.",
            ])
        #expect(made.revisions.map(\.edits) == [[Self.check], [Self.formal], [Self.check, Self.formal]])
        #expect(made.revisions.map(\.critiques.count) == [3, 2, 5])
        #expect(made.revisions[0].reason == "It does not look twice. (3 runs)")
        #expect(made.refused.isEmpty)
    }

    @Test func whatDoesNotFitIsRefusedWithAReason() async throws {
        let gone = RuleEdit(old: "Be slow.", new: "Check every result.")
        let long = RuleEdit(old: nil, new: String(repeating: "Think about plums. ", count: 40))
        let made = try await Reviser().candidates(
            for: .role("a"), of: prompts(), from: clusters([(gone, 3), (long, 2), (Self.formal, 1)]))
        #expect(made.revisions.map(\.edits) == [[Self.formal]])
        #expect(made.refused.contains(.doesNotFit(gone)))
        #expect(made.refused.contains { if case .tooLong = $0 { true } else { false } })
        for refusal in made.refused { #expect(!refusal.description.isEmpty) }
    }

    @Test func textsTriedBeforeAreNotMadeAgain() async throws {
        let known = try #require(Self.check.applied(to: Self.old))
        let made = try await Reviser().candidates(
            for: .role("a"), of: prompts(), from: clusters([(Self.check, 3)]), known: [known])
        #expect(made.revisions.isEmpty)
        #expect(made.refused == [.known])
    }

    @Test func editsOfOneRuleAreNotCombined() async throws {
        let other = RuleEdit(old: "Be quick.", new: "Name the unit after every number.")
        let made = try await Reviser().candidates(
            for: .role("a"), of: prompts(), from: clusters([(Self.check, 3), (other, 1)]), limit: 9)
        #expect(made.revisions.count == 2)
    }

    @Test func critiquesOfOtherBlocksAreNotUsed() async throws {
        let made = try await Reviser().candidates(
            for: .role("a"), of: prompts(), from: clusters([(Self.check, 3)], block: .role("b")))
        #expect(made == Reviser.Candidates())
        await #expect(throws: ProposalError.noBlock("role/x")) {
            try await Reviser().candidates(for: .role("x"), of: prompts(), from: clusters([]))
        }
    }

    @Test func theLimitHolds() async throws {
        let made = try await Reviser().candidates(
            for: .role("a"), of: prompts(), from: clusters([(Self.check, 2), (Self.formal, 1)]), limit: 1)
        #expect(made.revisions.map(\.edits) == [[Self.check]])
    }

    @Test(arguments: [(0, 400), (100, 500), (1_000, 1_400), (2_000, 2_600), (10_000, 13_000)])
    func theLengthBudgetIsTheLargerOfBoth(_ old: Int, _ most: Int) {
        #expect(LengthBudget().limit(replacing: String(repeating: "x", count: old)) == most)
    }

    struct Rewrite: Sendable {
        var reply: String
        var text: String?
    }

    @Test(arguments: [
        Rewrite(
            reply: #"{"text": "You are a. Check every result, always. Write two sentences."}"#,
            text: "You are a. Check every result, always. Write two sentences."),
        Rewrite(reply: #"{"text": "You are a. Check every result."}"#),
        Rewrite(reply: #"{"text": "You are a. Write two sentences.\u001b[2J"}"#),
        Rewrite(reply: #"{"text": ""}"#),
        Rewrite(reply: "approved"),
        Rewrite(reply: ""),
        Rewrite(reply: #"{"text": "You are a. Be quick. Write two sentences."}"#),
        Rewrite(
            reply: #"{"text": "You are a. Write two sentences. \#(String(repeating: "plum ", count: 200))"}"#),
    ])
    func aModelsRewriteIsChecked(_ item: Rewrite) async throws {
        let model = ScriptedModel([item.reply])
        let made = try await Reviser(model: model).candidates(
            for: .role("a"), of: prompts(), from: clusters([(Self.check, 3)]))
        #expect(made.revisions.dropFirst().map(\.text) == (item.text.map { [$0] } ?? []))
        #expect(made.refused.count == (item.text == nil ? 1 : 0))
        let asked = try #require(model.seen.first?.messages)
        #expect(asked.map(\.role) == ["system", "user"])
        #expect(GuardedText(reading: asked[1].content)?["prompt"] == Self.old)
    }

    @Test(arguments: ["", "\n", "\n\n"]) func theLineEndsAtTheEndStay(_ end: String) async throws {
        var team = Team.trio()
        team.members[0].prompt = Self.old + end
        let model = ScriptedModel([#"{"text": "You are a. Check every result, always. Write two sentences."}"#])
        let last = RuleEdit(old: "Write two sentences." + end, new: "Write one.")
        let made = try await Reviser(model: model).candidates(
            for: .role("a"), of: PromptSet(team), from: clusters([(Self.check, 3), (last, 2)]), limit: 9)
        #expect(made.revisions.count == 4)
        #expect(made.revisions.allSatisfy { $0.text.hasSuffix("." + end) && !$0.text.hasSuffix("\n" + end) })
    }

    @Test func aRevisionBecomesAProposalBoundToTheOthers() async throws {
        let made = try await Reviser().candidates(for: .role("a"), of: prompts(), from: clusters([(Self.check, 3)]))
        let proposal = try made.revisions[0].proposal(for: .role("a"), of: prompts(), lineage: "l")
        #expect(proposal.oldText == Self.old)
        #expect(proposal.critiqued == ["p-1", "p-2", "p-3"])
        #expect(proposal.others.keys.sorted() == ["aggregation", "role/b", "role/c"])
    }
}
