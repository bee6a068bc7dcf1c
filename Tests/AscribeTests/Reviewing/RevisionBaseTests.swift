import CreditEngine
import CreditStore
import Foundation
import Testing

@testable import UseCases

/// What is revised when a run was made with other texts than the current ones.
@Suite("The texts that are revised") struct RevisionBaseTests {
    private static let block = Block.role("researcher")
    private let queue: Queue

    init() throws { queue = try Queue() }

    private func critique(_ trace: String = "run-1") throws -> (name: String, complaint: String) {
        let made = try Program.run(
            queue.words([
                "critique", "SampleTraces/trio.jsonl", "--trace", trace, "--turn", trace == "run-3" ? "1" : "2",
                "--agent", "researcher", "--json",
            ]))
        #expect(made.status == 0, "\(made.complaint)")
        let object = try JSONSerialization.jsonObject(with: Data(made.output)) as? [String: Any]
        return (try #require(object?["critique"] as? String), made.complaint)
    }

    @Test("an approved text is revised, not the one that the critique read, and that is said in a sentence")
    func approved() async throws {
        let (old, said) = try critique()
        #expect(!said.contains("another text"))
        let text = try #require(PromptSet(queue.base)[Self.block]) + " Be friendly."
        try await queue.approve(queue.accepted(text))

        let (new, note) = try critique("run-2")
        #expect(note.contains("role/researcher had another text in run-2; the current one is revised"))
        let read = try await queue.open().critique(new).team
        #expect(PromptSet(read)[Self.block] == text)

        let revised = try Program.run(queue.words(["revise", "role/researcher", "--from", old, new]))
        #expect(revised.status == 0, "\(revised.complaint)")
        #expect(revised.complaint.contains("had another text in critique \(old); the current one"))
        let proposal = try #require(try await queue.open().proposals().last).content
        #expect(proposal.oldText == text && proposal.newText.contains("Be friendly."))
        #expect(proposal.newText.contains("recompute it and state the check"))
        let kept = try #require(try await queue.open().team("trio-1"))
        #expect(PromptSet(kept)[Self.block] == PromptSet(queue.base)[Self.block])
    }

    @Test("so do C and P in the interface")
    func interface() async throws {
        let text = try #require(PromptSet(queue.base)[Self.block]) + " Be friendly."
        try await queue.approve(queue.accepted(text))
        let screen = try Program.run(
            queue.words([
                "view", "\(Program.samples)/trio.jsonl", "--headless", "--size", "140x50", "--keys",
                "<Enter>C<Enter>P<Enter>", "--dump", "-",
            ])
        ).text
        #expect(screen.contains("role/researcher had another text in run-1; the current one is revised"), "\(screen)")
        #expect(try await queue.open().proposals().last?.content.oldText == text)
    }

    @Test("the owner's file comes first, then what the store keeps, then the run")
    func order() async throws {
        let store = try queue.open()
        var recorded = queue.base
        recorded.aggregation?.turns = 9
        #expect(try await RevisionBase(recorded, owner: nil, in: store).team == recorded)
        let kept = PromptSet(queue.base).replacing(Self.block, by: "As kept.").team
        try await store.keep(kept)
        let base = try await RevisionBase(recorded, owner: nil, in: store)
        #expect(base.team == PromptSet(recorded).replacing(Self.block, by: "As kept.").team)
        let file = PromptSet(queue.base).replacing(Self.block, by: "As in the file.").team
        #expect(try await RevisionBase(recorded, owner: file, in: store).current == PromptSet(file))
        #expect(try await store.team("trio-1") == file)
        // Teams without a name are not taken for one another.
        var nameless = recorded
        nameless.name = nil
        try await store.keep(PromptSet(nameless).replacing(Self.block, by: "Somebody else's.").team)
        #expect(try await RevisionBase(nameless, owner: nil, in: store).team == nameless)
        var other = file
        other.name = "another"
        #expect(try await RevisionBase(recorded, owner: other, in: store).current[Self.block] == "As in the file.")
        #expect(try await store.team("another") == nil)
    }
}
