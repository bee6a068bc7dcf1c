import CreditEngine
import Foundation
import Testing

/// `gate`, and the workflow of the page that says how to use it.
struct GateTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func baseline(_ count: Int = 60, team: String = "simulated/root-echo") throws -> String {
        let path = scratch.path + "/before.jsonl"
        let result = try Program.run(
            ["sample", "--team", team, "--count", "\(count)", "--out", path, "--store", scratch.path + "/o"])
        #expect(result.status == 0, "\(result.complaint)")
        return path
    }

    private func gate(_ words: [String]) throws -> Program.Result {
        try Program.run(
            [
                "gate", "--team", "simulated/root-echo", "--baseline", scratch.path + "/before.jsonl", "--out",
                scratch.path + "/after.jsonl", "--store", scratch.path + "/s",
            ] + words)
    }

    @Test func theSameTeamPassesBeforeTheBudgetIsSpent() throws {
        _ = try baseline(160)
        let result = try gate(["--margin", "0.2"])
        #expect(result.status == 0, "\(result.text)\(result.complaint)")
        let made = String(decoding: try scratch.bytes("after.jsonl"), as: UTF8.self).split(separator: "\n").count
        #expect(made < 160 && result.text.contains("of \(made) pairs"), "\(result.text)")
    }

    @Test func aWorseTeamIsStoppedAndTwentyRunsSayNothing() throws {
        let path = try baseline()
        let solved = String(decoding: try scratch.bytes("before.jsonl"), as: UTF8.self)
            .replacing("\"success\":false", with: "\"success\":true").replacing("\"score\":0", with: "\"score\":1")
        #expect(try scratch.file("before.jsonl", solved) == path)
        let result = try gate(["--junit", scratch.path + "/gate.xml"])
        #expect(result.status == 1 && result.text.hasPrefix("worse"), "\(result.text)\(result.complaint)")
        #expect(String(decoding: try scratch.bytes("gate.xml"), as: UTF8.self).contains("<failure"))
    }

    @Test func fewRunsAreUndecided() throws {
        _ = try baseline()
        let result = try gate(["--runs", "20", "--margin", "0.05"])
        #expect(result.status == 2 && result.text.hasPrefix("undecided"), "\(result.text)")
    }

    /// The workflow that the page prints does what the page says, step by step.
    @Test func theWorkflowOfThePageRunsAsPrinted() throws {
        let page = try String(
            contentsOfFile: Program.package + "/Sources/CreditEngine/CreditEngine.docc/Production.md", encoding: .utf8)
        let blocks = page.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```").first }
        let block = try #require(blocks.first { $0.contains("jobs:") })
        let steps = block.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.hasPrefix("run: ascribe ") }.map { String($0.dropFirst("run: ".count)) }
        #expect(!steps.isEmpty)
        try scratch.file("planner.txt", "You are the planner. Say what comes next and which inputs it takes.")
        try scratch.file(
            "team.yaml",
            """
            name: one
            agents: [{name: planner, prompt: planner.txt}]
            protocol: {turns: 4}
            models: {default: {provider: simulated}}
            problems: {suite: root-echo, count: 240}
            evaluator: {kind: numeric}
            """)
        _ = try baseline(60, team: scratch.path + "/team.yaml")
        let folder = URL(filePath: Program.path).deletingLastPathComponent().path
        for step in steps {
            let result = try Program.run(
                [],
                environment: [
                    "PATH": "\(folder):/usr/bin:/bin", "GITHUB_STEP_SUMMARY": scratch.path + "/summary.md",
                ], in: scratch.path, through: ["sh", "-c", step])
            #expect(result.status == 0, "\(step): \(result.text)\(result.complaint)")
        }
        #expect(String(decoding: try scratch.bytes("summary.md"), as: UTF8.self).contains("not worse"))
    }
}
