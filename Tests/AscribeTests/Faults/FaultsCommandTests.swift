import Foundation
import Testing

@testable import ascribe

/// `planted-faults` and `ascribe measure --shapley` as a person runs them.
@Suite struct FaultsCommandTests {
    @Test func theEstimatedTableIsAllThatWasAskedFor() throws {
        let result = try Program.run([
            "planted-faults", "--table", "estimated", "--suite", "and", "--seeds", "5", "--json",
        ])
        #expect(result.status == 0 && result.errors.isEmpty && result.lines.count == 2)
        #expect(result.text.hasPrefix(#"{"table":"estimated","suite":"and","source":"estimated","simulated":true"#))
    }

    @Test func trivialRulesStandBesideTheEstimateInOtherWordsToo() throws {
        let command = ["planted-faults", "--table", "estimated", "--suite", "delayed", "--seeds", "12"]
        let result = try Program.run(command + ["--language", "plainspoken"])
        #expect(result.status == 0 && result.text.contains("speak plainspoken"))
        for ranker in ["ascribe", "worker", "longest", "random"] { #expect(result.text.contains("\n  " + ranker)) }
    }

    @Test func theArticlesTableIsMeasured() throws {
        let command = ["planted-faults", "--table", "repair", "--suite", "delayed", "--seeds", "1", "--budget", "40"]
        let words = try Program.run(command + ["--strategy", "none"])
        #expect(words.text.contains("the article's table, measured") && words.text.contains("  none, gate"))
        #expect(words.lines.allSatisfy { $0.count <= 150 })
        let lines = try Program.run(command + ["--strategy", "evolutionary", "--json"]).lines
        let rows = try lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
        let row = try #require(rows.first { $0["figure"] as? String == "strategy" })
        #expect(row["article_rollouts_per_update"] as? String == "100+" && row["runs"] as? Int == 1)
        #expect(row["simulated"] as? Bool == true && row["rollouts_per_update"] is [String: Any])
    }

    @Test(arguments: [["--table", "no"], ["--suite", "no"], ["--seeds", "0"], ["--budget", "0"], ["--jobs", "0"]])
    func refuses(_ arguments: [String]) throws {
        #expect(try Program.run(["planted-faults"] + arguments).status == 64)
    }

    @Test func agentsAreMeasuredUntilItAddsUp() throws {
        let command = ["measure", Program.samples, "--trace", "run-1", "--shapley"]
        let words = try Program.run(command)
        #expect(words.text.contains("measured, shapley · simulated/root-echo, simulated"))
        #expect(words.text.contains("against v(all) − v(none)") && words.text.contains("off by 0.000"))
        let record = try #require(
            JSONSerialization.jsonObject(with: Data(Program.run(command + ["--json"]).output)) as? [String: Any])
        #expect(record["escalates"] as? Bool == true && (record["interactions"] as? [Any])?.count == 3)
        let replays = try #require(record["replays"] as? [String: Any])
        let (made, left) = (replays["made"] as? Int ?? 0, replays["left"] as? Int ?? 0)
        #expect(made + left == 60 && made > 0)
    }

    @Test func aBudgetTooSmallForAllAgentsSaysWhatItTakes() throws {
        let result = try Program.run(["measure", Program.samples, "--trace", "run-1", "--shapley", "--budget", "7"])
        #expect(result.status == 4 || result.status == 64)
        #expect(result.complaint.contains("--budget 7: --shapley over 3 agents takes at least 8 replays"))
    }
}
