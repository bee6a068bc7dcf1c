import CreditEngine
import CreditStore
import Foundation
import PlantedFaults
import Testing

@testable import UseCases

/// Two suites with the same prompts in one store, from a message to an export, without --team.
@Testing.Suite("Several simulated teams in one store") struct SeveralTeamsTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private var store: Store { get throws { try Store(folder: scratch.path + "/store") } }

    private func run(_ arguments: [String]) throws -> Program.Result {
        try Program.run(arguments + ["--store", scratch.path + "/store"])
    }

    private func object(_ arguments: [String]) throws -> [String: Any] {
        let result = try run(arguments + ["--json"])
        #expect(result.status == 0, "\(result.complaint)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    }

    /// A critique's name.
    private func critique(_ file: String, _ trace: String) throws -> String {
        let made = try object(
            ["critique", "SampleTraces/\(file)", "--trace", trace, "--turn", "2", "--agent", "researcher"])
        return try #require(made["critique"] as? String)
    }

    /// A proposal's name.
    private func proposed(_ file: String, _ trace: String) throws -> String {
        let made = try object(["revise", "role/researcher", "--from", critique(file, trace)])
        return try #require((made["proposals"] as? [[String: Any]])?.first?["proposal"] as? String)
    }

    @Test("Each is validated with its own model, and an approval of one leaves the other alone")
    func apart() async throws {
        let echo = try proposed("trio.jsonl", "run-1")
        let delayed = try proposed("delayed.jsonl", "run-10")
        #expect(try await store.teams() == ["trio-1", "trio-4"])
        for (id, suite) in [(echo, "root-echo"), (delayed, "delayed")] {
            let source = TeamSource(session: StoreSession(folder: scratch.path + "/store", purpose: "a test"))
            let job = try await ValidationJob(ValidationOrder(proposal: id), source, Permit.given)
            #expect(job.runtime.suite?.name == suite && job.record.id == id)
            let validated = try object(["validate", id])
            #expect(validated["ending"] as? String == "accepted" && validated["validation"] as? String == job.id)
        }

        let before = try await store.currentPrompts(of: "trio-4")
        let shown = try object(["review", "show", echo])
        let hash = try #require(shown["hash"] as? String)
        #expect(try run(["review", "approve", echo, "--hash", hash, "--reason", "read it"]).status == 0)
        #expect(try await store.currentPrompts(of: "trio-1")[.role("researcher")]?.contains("recompute it") == true)
        #expect(try await store.currentPrompts(of: "trio-4") == before)
        #expect(try await store.reviewItem(delayed).status == .waiting)
        #expect(try run(["review", "list", "--team", "trio-4"]).text.contains(delayed))

        let export = try run(["export", scratch.path + "/nobody"])
        #expect(export.complaint.contains("trio-1, trio-4"))
        for (name, suite, approved) in [("trio-1", "root-echo", 1), ("simulated/delayed", "delayed", 0)] {
            let folder = scratch.path + "/" + suite
            #expect(try object(["export", folder, "--team", name])["approved"] as? Int == approved)
            let file = try String(contentsOfFile: folder + "/team.yaml", encoding: .utf8)
            let turns = suite == "delayed" ? 8 : 5
            #expect(file.contains("suite: \(suite)") && file.contains("turns: \(turns)"), "\(file)")
        }
    }

    @Test("The interface validates and exports a team whose runs are not open")
    func interface() async throws {
        let id = try proposed("delayed.jsonl", "run-10")
        func screen(_ keys: String) throws -> String {
            let file = "\(Program.samples)/solved.jsonl"
            return try run(["view", file, "--headless", "--size", "140x50", "--keys", keys, "--dump", "-"]).text
        }
        let validated = try screen("A<Enter>v<Enter>")
        #expect(validated.contains("passed the gate"), "\(validated)")
        let report = try #require(try await store.validations(of: id).first).report
        #expect(report.ending == .accepted && report.isSimulated)
        let folder = scratch.path + "/prompts"
        let exported = try screen("A<Enter><PgDn><PgDn><PgDn>aread it<Enter>E<C-u>\(folder)<Enter><Enter>")
        #expect(exported.contains("1 approved"), "\(exported)")
        #expect(try String(contentsOfFile: folder + "/team.yaml", encoding: .utf8).contains("suite: delayed"))
    }

    @Test("Critiques of two teams are not revised together")
    func together() throws {
        let names = [try critique("trio.jsonl", "run-1"), try critique("delayed.jsonl", "run-10")]
        let result = try run(["revise", "role/researcher", "--from"] + names)
        #expect(result.status != 0 && result.complaint.contains("is about the team 'trio-4', not 'trio-1'"))
        let other = try run(["revise", "role/researcher", "--team", "simulated/and", "--from", names[0]])
        #expect(other.status != 0 && other.complaint.contains("not 'trio-2'"))
    }

    @Test("A team of somebody else's with such a name is not a suite's")
    func somebodyElses() {
        #expect(TeamSource.suite(of: Team(name: "trio-1", members: [Team.Member(name: "me", prompt: "A.")])) == nil)
    }
}
