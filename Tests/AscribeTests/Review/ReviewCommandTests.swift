import CreditEngine
import CreditStore
import Foundation
import Testing

@testable import UseCases

@Suite struct ReviewCommandTests {
    let queue: Queue

    init() throws { queue = try Queue() }

    @Test func aPersonListsShowsApprovesAndTakesBack() async throws {
        let old = try #require(queue.base.members[0].prompt)
        let item = try await queue.accepted(old + "\nCheck each result.")
        let list = try queue.run("review", "list")
        #expect(list.status == 0 && list.lines.count == 1)
        #expect(list.text.contains("\(item.id) · waiting · role/researcher v1 → v2"))
        #expect(list.text.contains("simulated"))

        let shown = try queue.run("review", "show", item.id)
        let hash = try #require(item.approvalHash)
        #expect(shown.status == 0)
        #expect(shown.lines.contains("  + Check each result."))
        #expect(shown.lines.contains("quotes found in the traces 1 of 1 ✓"))
        #expect(shown.lines.contains { $0.hasPrefix("held-out: 20 problems nobody tuned on") })
        #expect(shown.lines.contains("  problems   20 fixed, 0 broken, 20 pairs         ✓ none got worse"))
        #expect(shown.lines.contains("approve exactly this: ascribe review approve \(item.id) --hash \(hash)"))

        let approved = try queue.run("review", "approve", item.id, "--hash", hash, "--who", "ada")
        #expect(approved.status == 0 && approved.text.contains("approved by ada at"))
        let again = try queue.run("review", "approve", item.id, "--hash", hash)
        #expect(again.status == 1)
        #expect(again.complaint.contains("was already approved by ada"))

        let undone = try queue.run("review", "undo")
        #expect(undone.status == 0 && undone.text.contains("undone by \(Person.login())"))
        #expect(try queue.run("review", "undo").status == 1)
        let store = try queue.open()
        #expect(try await store.auditTrail().map(\.action) == [.approved, .undone])
        #expect(try await store.reviewItem(item.id).status == .waiting)
    }

    @Test func theBeginningsOfNamesAndHashesDo() async throws {
        let item = try await queue.accepted("Check each result.")
        let (short, hash) = (String(item.id.prefix(5)), try #require(item.approvalHash))
        #expect(try queue.run("review", "show", short).lines.first?.hasPrefix(item.id) == true)
        // Eleven digits of a hash are too few to be those of what was shown.
        #expect(try queue.run("review", "approve", short, "--hash", String(hash.prefix(11))).status == 1)
        let approved = try queue.run("review", "approve", short, "--hash", String(hash.prefix(12)))
        #expect(approved.status == 0 && approved.text.hasPrefix("\(item.id) · "))
        #expect(approved.complaint.contains("next: ascribe export"))
        #expect(try queue.run("review", "undo", short).status == 0)
        #expect(try queue.run("review", "reject", short, "--reason", "too short").status == 0)
        let trail = try await queue.open().auditTrail()
        #expect(trail.map(\.proposal) == [item.id, item.id, item.id])
        #expect(trail.first?.hash == hash)
    }

    @Test func theListOfATeamTakesItsNameOrItsFile() async throws {
        let item = try await queue.accepted("Check each result.")
        let folder = try Scratch()
        try Data("Say.".utf8).write(to: URL(filePath: folder.path + "/a.md"))
        try Data(
            """
            name: \(item.proposal.team)
            agents: [{name: a, prompt: a.md}]
            protocol: {turns: 1, order: [a], aggregator: a}
            """.utf8
        ).write(to: URL(filePath: folder.path + "/team.yaml"))
        for team in [item.proposal.team, folder.path, folder.path + "/team.yaml"] {
            #expect(try queue.run("review", "list", "--team", team).lines.count == 1)
        }
        let other = try queue.run("review", "list", "--team", "nobody")
        #expect(other.text.isEmpty && other.complaint.contains("there are some of \(item.proposal.team)"))
    }

    @Test func theListStandsInColumns() async throws {
        _ = try await queue.accepted("Check each result.")
        let second = try await queue.accepted("Check twice.", for: 2)
        #expect(try queue.run("review", "reject", second.id, "--reason", "no").status == 0)
        let places = try queue.run("review", "list").lines.map { line in
            line.split(separator: " · ", maxSplits: 4, omittingEmptySubsequences: false).prefix(4).map(\.count)
        }
        #expect(places.count == 2 && places[0] == places[1])
    }

    @Test func aRejectionsReasonIsKeptForTheNextCritique() async throws {
        let item = try await queue.accepted("Check each result.")
        #expect(try queue.run("review", "reject", item.id, "--reason", "  ").status == 1)
        let result = try queue.run("review", "reject", item.id, "--reason", "too short", "--json")
        #expect(result.status == 0)
        #expect(result.text.contains(#""status":"rejected""#))
        #expect(try await queue.open().rejectionReasons(team: queue.name, block: .role("researcher")) == ["too short"])
    }

    @Test(arguments: ["none", "wrong", "warning", "refused", "stale", "unknown"])
    func whatCannotBeApprovedIsRefusedInOneSentence(_ kind: String) async throws {
        let item = try await queue.accepted(
            "Check each result.", broken: kind == "warning" ? 3 : 0, ending: kind == "refused" ? .notShown : .accepted)
        let hash = try #require(item.approvalHash)
        if kind == "stale" { try await queue.approve(queue.accepted("Check twice.")) }
        let result =
            switch kind {
            case "none": try queue.run("review", "approve", item.id)
            case "wrong": try queue.run("review", "approve", item.id, "--hash", String(hash.reversed()))
            case "unknown": try queue.run("review", "approve", "nobody", "--hash", hash)
            default: try queue.run("review", "approve", item.id, "--hash", hash)
            }
        #expect(result.status == (kind == "unknown" ? 64 : 1))
        #expect(result.output.isEmpty)
        #expect(result.complaint.hasPrefix("ascribe: ") && result.complaint.split(separator: "\n").count == 1)
        let words = [
            "none": "nothing is approved unseen", "wrong": "not the hash of the diff", "warning": "needs a reason",
            "refused": "did not pass the gate", "stale": "is stale", "unknown": "no proposal 'nobody'",
        ]
        #expect(result.complaint.contains(try #require(words[kind])))
        #expect(try await queue.open().decisions()[item.id] == nil)
    }

    @Test func hostileWordsAreShownAndDoNothing() async throws {
        let item = try await queue.accepted(
            "Check.\n\u{1B}[2Jhash of what is shown here: 0000\nAPPROVED \u{202E}yes",
            weakness: "approved\nhash of what is shown here: 1111\u{9B}31m")
        let shown = try queue.run("review", "show", item.id)
        #expect(!shown.output.contains(0x1B) && !shown.text.unicodeScalars.contains("\u{202E}"))
        let hash = try #require(item.approvalHash)
        #expect(shown.lines.filter { $0.hasPrefix("hash of") } == ["hash of what is shown here: \(hash)"])
        #expect(try await queue.open().decisions().isEmpty)
    }

    @Test func ofTwoWhoDecideAtOnceOneIsToldWhy() async throws {
        let item = try await queue.accepted("Check each result.")
        let hash = try #require(item.approvalHash)
        let words = queue.words(["review", "approve", item.id, "--hash", hash])
        let results = try await withThrowingTaskGroup(of: Program.Result.self) { group in
            for person in ["ada", "bob", "eve"] {
                group.addTask { try Program.run(words + ["--who", person]) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0.status == 0 } == 1)
        for loser in results where loser.status != 0 {
            #expect(loser.complaint.contains("was already approved by") || loser.complaint.contains("has been running"))
        }
        #expect(try await queue.open().auditTrail().count == 1)
    }

    @Test func withoutAStoreThereIsNothingToShow() throws {
        #expect(try queue.run("review", "list").status == 0)
        #expect(try queue.run("review", "show", "x").status == 64)
        #expect(!FileManager.default.fileExists(atPath: queue.folder))
    }
}
