import CreditEngine
import Foundation
import Testing

/// From a baseline through a fault in production to the mended team, as the page Production tells it.
struct ProductionJourneyTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func run(_ words: String...) throws -> Program.Result {
        let result = try Program.run(words + ["--store", scratch.path + "/s"], in: scratch.path)
        #expect(result.status == 0, "\(words): \(result.text)\(result.complaint)")
        return result
    }

    /// Makes the folder of a team whose researcher works by a rule.
    private func team(_ name: String, _ rule: String) throws {
        _ = try scratch.folder(name)
        try scratch.file(
            "\(name)/team.yaml",
            """
            name: shop
            agents:
              - {name: researcher, role: collects facts and works out steps, prompt: researcher.txt}
              - {name: critic, role: reviews, prompt: critic.txt}
              - {name: coordinator, role: sums up and answers, prompt: coordinator.txt}
            protocol:
              {turns: 5, order: [researcher, critic, coordinator], visibility: shared, aggregator: coordinator}
            problems: {suite: root-echo, count: 400}
            evaluator: {kind: numeric}
            """)
        try scratch.file(
            "\(name)/researcher.txt",
            "You are the researcher. Collect the facts for the current step and work out its result. \(rule)")
        try scratch.file(
            "\(name)/critic.txt",
            "You are the critic. Review the newest result and comment on the reasoning. Leave the arithmetic to your "
                + "colleagues.")
        try scratch.file(
            "\(name)/coordinator.txt",
            "You are the coordinator. Sum up what was agreed in this turn. In the last turn, give the final answer.")
    }

    /// Runs a team and lets its runs come into the folder that is watched; answers how many of them succeeded.
    private func stream(_ team: String, _ count: Int, from seed: Int) throws -> Int {
        _ = try run("sample", "--team", team, "--count", "\(count)", "--seed", "\(seed)", "--out", "\(team).jsonl")
        let runs = String(decoding: try scratch.bytes("\(team).jsonl"), as: UTF8.self)
        let live = FileHandle(forWritingAtPath: scratch.path + "/live.jsonl")
        try #require(live != nil)
        try live?.seekToEnd()
        try live?.write(contentsOf: Data(runs.utf8))
        try live?.close()
        return runs.components(separatedBy: "\"success\":true").count - 1
    }

    private func watch() throws -> [CanonicalJSON] {
        let result = try run(
            "watch", "live.jsonl", "--once", "--json", "--baseline", "baseline.jsonl", "--team", "broken")
        return try result.lines.map { try CanonicalJSON(parsing: $0) }
    }

    @Test func aFaultIsNoticedLabelledAndMended() throws {
        try team("good", "Before you pass a result on, recompute it and state the check.")
        try team("broken", "Pass each result on as soon as you have it, without checking.")
        _ = try run("sample", "--team", "good", "--count", "200", "--out", "baseline.jsonl")
        try scratch.file("live.jsonl", "")

        let before = try stream("good", 300, from: 1_001)
        #expect(try watch().allSatisfy { $0["type"]?.string != "alarm" || $0["kind"]?.string == "new-mode" })
        let fault = try stream("broken", 300, from: 2_001)
        #expect(before > 225 && fault < 165)
        let records = try watch()
        let alarm = try #require(records.first { $0["kind"]?.string == "success" })
        #expect((290...320).contains(alarm["onset_number"]?.whole ?? 0), "\(alarm)")
        let text = try alarm.text()
        #expect(text.contains(#""agents":[{"agent":"researcher""#), "\(text)")
        #expect(records.last?["runs"]?.whole == 600)

        let item = try run("queue", "next", "--who", "ann").text
        #expect(item.contains("in hand of ann"))
        _ = try run("queue", "label", "--who", "ann", "--agent", "researcher")
        let labels = try run("queue", "export", "labelled.jsonl")
        #expect(labels.complaint.contains("1 labelled run written"))

        // The very command that the alarm names, and what a person does with what it finds.
        let command = try #require(alarm["command"]?.string).split(separator: " ").map(String.init)
        #expect(command.prefix(2) == ["ascribe", "optimize"] && command.contains("--problems"))
        let found = try Program.run(Array(command.dropFirst()), in: scratch.path)
        #expect(found.status == 0, "\(found.text)\(found.complaint)")
        let list = try run("review", "list").lines
        let proposal = try #require(
            list.first { $0.contains("role/researcher") && $0.contains("passed the gate") })
        let id = String(proposal.prefix { $0 != " " })
        let shown = try CanonicalJSON(parsing: run("review", "show", id, "--json").text)
        let hash = try #require(shown["hash"]?.string)
        _ = try run("review", "approve", id, "--hash", hash, "--reason", "the alarm names its agent")
        _ = try run("export", "mended", "--team", "broken")
        let after = try stream("mended", 300, from: 3_001)
        #expect(after > 225, "\(after) of 300 solved after the repair, \(fault) before")
        let sums = try #require(try watch().last)
        #expect(sums["runs"]?.whole == 900)
        let served = try run("export", "--check", "mended", "--runs", "mended.jsonl")
        #expect(served.text.contains("300 runs, run-3001 to run-3300 · this export"), "\(served.text)")
        // The fault was the owner's own text; one that nobody has seen is told apart.
        #expect(
            try run("export", "--check", "mended", "--runs", "live.jsonl").text.contains("approved at another time"))
        let strange = String(decoding: try scratch.bytes("mended.jsonl"), as: UTF8.self)
            .replacing("You are the critic.", with: "You are a critic.")
        try scratch.file("strange.jsonl", strange)
        let refused = try Program.run(
            ["export", "--check", "mended", "--runs", "strange.jsonl", "--store", scratch.path + "/s"], in: scratch.path
        )
        #expect(
            refused.status == 1 && refused.text.contains("nobody approved the text of role/critic"), "\(refused.text)")
    }
}
