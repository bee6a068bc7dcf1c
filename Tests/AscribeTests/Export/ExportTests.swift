import CreditEngine
import CreditStore
import Foundation
import Testing

@testable import UseCases

@Suite struct ExportTests {
    let queue: Queue
    var folder: String { queue.scratch.path + "/prompts" }

    init() throws { queue = try Queue() }

    private func text(_ file: String) -> String? {
        FileManager.default.contents(atPath: folder + "/" + file).map { String(decoding: $0, as: UTF8.self) }
    }

    /// What a check says of each block.
    private func states() throws -> [String] {
        try queue.run("export", "--check", folder).lines.map { $0.components(separatedBy: " · ").last ?? "" }
    }

    @Test func whatIsApprovedIsWrittenAndNothingElse() async throws {
        let approved = try await queue.accepted("Check each result.\n")
        try await queue.approve(approved)
        _ = try await queue.accepted("Not decided.", for: 1)
        let result = try queue.run("export", folder, "--team", "simulated/root-echo")
        #expect(result.status == 0)
        #expect(text("role-researcher.txt") == "Check each result.\n")
        #expect(text("role-critic.txt") == queue.base.members[1].prompt)
        let manifest = try DeployedSet(at: folder).manifest
        #expect(manifest.blocks.map(\.source) == ["approved", "owner", "owner"])
        let approval = try #require(manifest.blocks[0].approvals.first)
        #expect(approval.who == "ada" && approval.proposal == approved.id && approval.hash == approved.approvalHash)
        #expect(approval.validation?.fixed == 20 && approval.validation?.simulated == true)

        let file = try TeamFile(path: folder + "/team.yaml")
        #expect(
            file.team.members.map(\.prompt) == ["Check each result.\n"] + queue.base.members.dropFirst().map(\.prompt))
        #expect(file.team.aggregation == queue.base.aggregation)
        #expect(file.models["default"]?.provider == .simulated(suite: "root-echo", coupling: 1))
        #expect(try file.problems().count == 240)
    }

    @Test func aCheckTellsBlockByBlock() async throws {
        let first = try await queue.accepted("Check each result.")
        try await queue.approve(first)
        #expect(try queue.run("export", folder, "--team", queue.name).status == 0)
        #expect(try states() == ["approved", "as its owner has it", "as its owner has it", "as exported"])
        #expect(try queue.run("export", "--check", folder).status == 0)

        #expect(try queue.run("review", "undo", first.id).status == 0)
        #expect(
            try states() == [
                "differs: its approval was taken back", "as its owner has it", "as its owner has it", "as exported",
            ])
        try Data("mine".utf8).write(to: URL(filePath: folder + "/role-critic.txt"))
        unlink(folder + "/role-coordinator.txt")
        #expect(
            try states() == [
                "differs: its approval was taken back", "differs: not the text that was exported",
                "differs: its text is gone", "differs: its identity is not that of the texts", "as exported",
            ])
        #expect(try queue.run("export", "--check", folder).status == 1)

        let elsewhere = try Program.run(["export", "--check", folder, "--store", queue.scratch.path + "/other"])
        #expect(elsewhere.status == 1)
        #expect(elsewhere.lines.first == "✗ role/researcher · role-researcher.txt · unknown to this store")
        #expect(elsewhere.complaint.contains("own manifest only"))
    }

    @Test func aCheckTellsWhatStandsInThePlaceOfAText() async throws {
        try await queue.approve(queue.accepted("Check each result."))
        #expect(try queue.run("export", folder, "--team", queue.name).status == 0)
        let text = folder + "/role-critic.txt"
        rename(text, folder + "/aside")
        symlink("aside", text)
        #expect(try states()[1] == "differs: a symbolic link stands in its place, which is not followed")
        unlink(text)
        mkdir(text, 0o700)
        #expect(try states()[1] == "differs: a folder stands in its place")
        rmdir(text)
        mkfifo(text, 0o600)
        #expect(try states()[1] == "differs: a pipe or a device stands in its place")
    }

    @Test func aTeamFileThatTheManifestDoesNotListIsNotSound() async throws {
        try await queue.approve(queue.accepted("Check each result."))
        #expect(try queue.run("export", folder, "--team", queue.name).status == 0)
        try Data("name: mine\n".utf8).write(to: URL(filePath: folder + "/team.yaml"))
        #expect(try states().last == "differs: not the file that was exported; the store does not vouch for it")
        let path = folder + "/manifest.json"
        var manifest = try JSONDecoder().decode(ExportManifest.self, from: Data(contentsOf: URL(filePath: path)))
        manifest.teamFileHash = nil
        try JSONEncoder().encode(manifest).write(to: URL(filePath: path))
        #expect(
            try states().last == "differs: the manifest does not list it, and the store does not vouch for it")
        #expect(try queue.run("export", "--check", folder).status == 1)
    }

    /// What somebody may write into a manifest.
    @Test(arguments: ["hash", "approvals", "source", "identity", "team file", "twice"])
    func aManifestIsNotBelieved(_ forged: String) async throws {
        try await queue.approve(queue.accepted("Check each result."))
        #expect(try queue.run("export", folder, "--team", queue.name).status == 0)
        let path = folder + "/manifest.json"
        var manifest = try JSONDecoder().decode(
            ExportManifest.self, from: Data(contentsOf: URL(filePath: path)))
        switch forged {
        case "hash": manifest.blocks[0].hash = String(repeating: "0", count: 64)
        case "approvals": manifest.blocks[1].approvals = manifest.blocks[0].approvals
        case "source": manifest.blocks[1].source = "approved"
        case "identity": manifest.identity = String(repeating: "0", count: 64)
        case "twice": manifest.blocks.append(manifest.blocks[0])
        default: try Data("name: mine\n".utf8).write(to: URL(filePath: folder + "/team.yaml"))
        }
        try JSONEncoder().encode(manifest).write(to: URL(filePath: path))
        let check = try queue.run("export", "--check", folder)
        #expect(check.status == 1 && check.lines.count { $0.hasPrefix("✗") } == 1, "\(check.text)")
    }

    @Test func whatNobodyApprovedIsNotCalledApproved() async throws {
        _ = try await queue.accepted("Not decided.")
        let result = try queue.run("export", folder, "--team", queue.name)
        #expect(result.status == 0 && result.complaint.contains("nothing of \(queue.name) is approved yet"))
        #expect(Set(try states()) == ["as its owner has it", "as exported"])
    }

    @Test(arguments: ["json", "yaml"])
    func oneFileHoldsEverything(_ format: String) async throws {
        try await queue.approve(queue.accepted("Check: \"each\" result —\n  - 結果\n"))
        #expect(try queue.run("export", folder, "--team", queue.name, "--format", format).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["prompts.\(format)"])
        #expect(try states() == ["approved", "as its owner has it", "as its owner has it"])
        #expect(try queue.run("export", folder, "--team", queue.name, "--force").status == 0)
        #expect(try !FileManager.default.contentsOfDirectory(atPath: folder).contains("prompts.\(format)"))
    }

    @Test func aTeamOfItsOwnersFileKeepsItsModels() async throws {
        let team = try queue.scratch.folder("team")
        try queue.scratch.file("team/a.txt", "Solve.")
        try queue.scratch.file("team/b.txt", "Check.")
        try queue.scratch.file("team/problems.jsonl", #"{"id":"p-1","input":"1+1","reference":"2"}"# + "\n")
        try queue.scratch.file(
            "team/team.yaml",
            """
            name: mine
            agents:
              - {name: "a/../b", prompt: a.txt, model: "yes"}
              - {name: 研究員, prompt: b.txt}
            protocol: {turns: 2, visibility: shared}
            models:
              "yes": {provider: openai, base_url: https://example.org/v1, model: m, key_env: MY_KEY}
              default: {provider: simulated}
            problems: problems.jsonl
            evaluator: {kind: numeric, tolerance: 0.5}
            budget: {calls: 7}
            """)
        let result = try queue.run("export", folder, "--team", team)
        #expect(result.status == 0)
        #expect(result.complaint.contains("--problems"))
        let original = try TeamFile(path: team + "/team.yaml")
        var again = try TeamFile(path: folder + "/team.yaml")
        #expect(again.problemSource == nil)
        (again.path, again.problemSource, again.folder) = (original.path, original.problemSource, original.folder)
        var expected = original
        expected.team.aggregation?.order = original.team.aggregation?.order ?? []
        #expect(again == expected)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) { #expect(ExportNames.isSafe(name)) }
    }

    @Test func secretsInPromptsAreCountedAloud() async throws {
        try await queue.approve(queue.accepted("Use the key ghp_0123456789abcdefghijABCDEFGHIJ012345 for the tool."))
        let result = try queue.run("export", folder, "--team", queue.name)
        #expect(result.status == 0)
        #expect(result.complaint.contains("1 likely secret in the prompts"))
        #expect(!result.complaint.contains("ghp_"))
    }

    @Test func namesAreSafeAndDistinct() throws {
        let agents = [
            "solver", "Solver", "研究員", "a/b", "..", "", ".hidden", "a b", String(repeating: "x", count: 300), "é",
        ]
        let blocks = agents.map(Block.role) + [.aggregation]
        let names = try ExportNames.names(of: blocks)
        #expect(names.count == blocks.count)
        #expect(Set(names.values.map { $0.lowercased() }).count == blocks.count)
        #expect(names.values.allSatisfy(ExportNames.isSafe))
        #expect(names[.role("solver")] == "role-solver.txt" && names[.aggregation] == "aggregation.txt")
        for name in ["", ".", "..", "a/b", "../x", ".x", "a\u{0}b", "ä"] { #expect(!ExportNames.isSafe(name)) }
    }
}
