import CreditEngine
import Foundation
import Testing

@testable import ascribe

/// Records hang on the seed and nothing else.
@Suite struct SampleTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func sample(_ arguments: String...) throws -> Program.Result {
        try Program.run(
            ["sample"] + arguments, environment: ["XDG_DATA_HOME": scratch.path + "/home"], in: scratch.path)
    }

    @Test(arguments: ["simulated/root-echo", "simulated/healthy"]) func concurrencyChangesNoRecord(_ team: String)
        throws
    {
        for (name, jobs) in [("one", "1"), ("many", "16")] {
            let result = try sample("--team", team, "--count", "24", "--seed", "5", "--jobs", jobs, "--out", name)
            #expect(result.status == 0, "\(result.complaint)")
            #expect(result.complaint.contains("simulated"))
        }
        #expect(try scratch.bytes("one") == scratch.bytes("many"))
        // In problem order, and cut off in the middle of a line it comes to the same.
        let whole = try scratch.bytes("one")
        try scratch.file("cut", Array(whole.prefix(whole.count * 2 / 3)))
        #expect(try sample("--team", team, "--count", "24", "--seed", "5", "--out", "cut").status == 0)
        #expect(try scratch.bytes("cut") == whole)
    }

    @Test func everyRunCarriesTheHashesOfItsPrompts() throws {
        #expect(try sample("--team", "simulated/and", "--count", "2", "--out", "runs").status == 0)
        for line in String(decoding: try scratch.bytes("runs"), as: UTF8.self).split(separator: "\n") {
            let run = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let agents = try #require((run["team"] as? [String: Any])?["agents"] as? [[String: Any]])
            let hashes = try #require((run["meta"] as? [String: Any])?["prompt_sha256"] as? [String: String])
            #expect(hashes.count == agents.count)
            for agent in agents {
                let (name, prompt) = (agent["name"] as? String ?? "", agent["prompt"] as? String ?? "")
                #expect(try hashes["role/\(name)"] == PromptSet.hash(of: prompt))
            }
        }
    }

    @Test func aFileOfAnotherTeamIsNotAddedTo() throws {
        #expect(try sample("--team", "simulated/root-echo", "--count", "2", "--out", "runs").status == 0)
        let before = try scratch.bytes("runs")
        let refused = try sample("--team", "simulated/and", "--count", "3", "--out", "runs")
        #expect(refused.status == 3)
        #expect(refused.complaint.contains("its run run-1 has other prompts; name another --out"))
        #expect(try scratch.bytes("runs") == before)
    }

    @Test func theTestProblemsAreOpenedOnceAndTheOthersNever() throws {
        let first = try sample("--team", "simulated/and", "--split", "test", "--count", "3", "--out", "a")
        #expect(first.complaint.contains("the sealed test problems are opened now"))
        let second = try sample("--team", "simulated/and", "--split", "test", "--count", "5", "--out", "a")
        #expect(second.status == 0)
        #expect(!second.complaint.contains("sealed"))
        #expect(second.complaint.contains("2 runs recorded in a"))
        let other = try sample("--team", "simulated/and", "--split", "test", "--count", "3", "--out", "b")
        #expect(other.complaint.contains("so this is not a first look"))
        let parts = try ["optimise", "validate"].map { part in
            let result = try sample("--team", "simulated/and", "--split", part, "--count", "90", "--out", part)
            #expect(!result.complaint.contains("sealed"))
            return try problems(part)
        }
        let sealed = try problems("a")
        #expect(parts[0].isDisjoint(with: parts[1]))
        #expect(parts.allSatisfy { $0.isDisjoint(with: sealed) })
    }

    @Test func allMeansAllThatIsNotSealed() throws {
        // Of a file, as it is: in turn, and round again.
        let team = try TeamOnDisk()
        try team.write(
            TeamOnDisk.head
                + "models: {default: {provider: simulated, suite: root-echo}, small: {provider: simulated, suite: root-echo}}\n"
                + "problems: {suite: root-echo, count: 30}\nsplit: {optimise: 0.4, validate: 0.4, test: 0.2, seed: 7}\n",
            to: "team.yaml")
        for (team, count, name) in [("simulated/and", "260", "embedded"), (team.folder, "60", "file")] {
            let all = try sample("--team", team, "--count", count, "--out", name)
            #expect(all.status == 0 && !all.complaint.contains("sealed"), "\(all.complaint)")
            let sealed = try sample("--team", team, "--split", "test", "--count", "120", "--out", name + "-test")
            #expect(sealed.complaint.contains("the sealed test problems are opened now"))
            #expect(try problems(name).isDisjoint(with: problems(name + "-test")))
            let parts = try ["optimise", "validate"].map { part in
                _ = try sample("--team", team, "--split", part, "--count", "120", "--out", name + part)
                return try problems(name + part)
            }
            #expect(try parts[0].union(parts[1]).isSubset(of: problems(name)))
        }
        // An embedded team has as many as there are numbers.
        #expect(try problems("embedded").count == 260 && problems("file").count == 24)
    }

    @Test func aTeamFileOfTheSimulatedWorldRunsLikeTheEmbeddedTeam() throws {
        #expect(try sample("--team", "simulated/root-echo", "--count", "6", "--out", "embedded").status == 0)
        let line = try #require(try scratch.bytes("embedded").split(separator: UInt8(ascii: "\n")).first)
        let run = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        let team = try #require(run["team"] as? [String: Any])
        let agents = try #require(team["agents"] as? [[String: Any]])
        var yaml = "name: trio\nagents:\n"
        for agent in agents {
            let name = try #require(agent["name"] as? String)
            try scratch.file("\(name).txt", try #require(agent["prompt"] as? String))
            yaml += "  - {name: \(name), prompt: \(name).txt}\n"
        }
        let aggregation = try #require(team["protocol"] as? [String: Any])
        yaml += "protocol: {turns: 5, aggregator: \(try #require(aggregation["aggregator"] as? String))"
        if let prompt = aggregation["prompt"] as? String {
            try scratch.file("aggregation.txt", prompt)
            yaml += ", prompt: aggregation.txt"
        }
        yaml += "}\nmodels: {default: {provider: simulated, suite: root-echo}}\n"
        yaml += "problems: {suite: root-echo, count: 240}\nevaluator: {kind: numeric}\n"
        yaml += "split: {optimise: 0.4, validate: 0.4, test: 0.2, seed: 7}\n"
        try scratch.file("team.yaml", yaml)
        let result = try sample("--team", scratch.path, "--count", "6", "--out", "exported")
        #expect(result.status == 0, "\(result.complaint)")
        #expect(result.complaint.contains("simulated"))
        #expect(try outputs("exported") == outputs("embedded"))
    }

    private func runs(_ file: String) throws -> [[String: Any]] {
        try scratch.bytes(file).split(separator: UInt8(ascii: "\n")).map {
            try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
        }
    }

    private func problems(_ file: String) throws -> Set<String> {
        Set(try runs(file).compactMap { ($0["problem"] as? [String: Any])?["id"] as? String })
    }

    private func outputs(_ file: String) throws -> [String] {
        try runs(file).flatMap { run in
            (run["messages"] as? [[String: Any]] ?? []).compactMap { $0["output"] as? String }
        }
    }
}
