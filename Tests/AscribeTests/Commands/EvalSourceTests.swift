import Foundation
import Testing

/// `ascribe eval --source judged|measured` on runs whose cause is known.
@Suite("ascribe eval by source") struct EvalSourceTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Labelled failed runs of one planted team, by way of the command that writes them.
    private func planted(_ count: Int = 6) throws -> String {
        let file = scratch.path + "/planted.jsonl"
        let made = try Program.run(
            ["planted-faults", "--suite", "root-echo", "--seeds", "\(count)", "--labelled", file])
        #expect(made.status == 0, "\(made.complaint)")
        return file
    }

    private func evaluate(_ file: String, _ source: String, _ arguments: String..., status: Int32 = 0) throws
        -> [String: Any]
    {
        let result = try Program.run(["eval", file, "--labels", "native", "--source", source, "--json"] + arguments)
        #expect(result.status == status, "\(result.complaint)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    }

    private func figure(_ report: [String: Any], _ ranker: String, _ name: String) throws -> Double {
        let all = try #require(report["all"] as? [String: Any])
        let row = try #require(all[ranker] as? [String: Any])
        return try #require((row[name] as? [String: Any])?["value"] as? Double)
    }

    /// Every run is in exactly one place.
    private func expectSums(_ report: [String: Any], all: Int, ranked: Int) {
        func count(_ name: String) -> Int { report[name] as? Int ?? -1 }
        let apart = (report["unscored"] as? [[String: Any]] ?? []).compactMap { $0["runs"] as? Int }.reduce(0, +)
        #expect(count("all_runs") == all && count("runs") == ranked)
        #expect(count("labelled") == ranked + apart)
        #expect(all == count("labelled") + count("unlabelled") + count("mislabelled") + count("unreadable"))
    }

    @Test("A measurement finds the planted cause where the trivial orders do not")
    func measured() throws {
        let report = try evaluate(planted(), "measured")
        expectSums(report, all: 6, ranked: 6)
        #expect(report["source"] as? String == "measured" && report["simulated"] as? Int == 6)
        #expect((report["replays"] as? Int ?? 0) > 6)
        #expect(try figure(report, "ascribe", "step_at_1") > 0.8)
        #expect(try figure(report, "ascribe", "agent_at_1") > 0.8)
        for ranker in ["random", "first", "last"] { #expect(try figure(report, ranker, "step_at_1") < 0.5) }
    }

    @Test("A judge's scores rank every message, and say that they are simulated")
    func judged() throws {
        let report = try evaluate(planted(), "judged")
        expectSums(report, all: 6, ranked: 6)
        #expect(report["source"] as? String == "judged" && report["simulated"] as? Int == 6)
        #expect(report["calls"] as? Int == 30, "one call a turn")
        #expect(
            try figure(report, "ascribe", "mean_reciprocal_rank") > figure(report, "random", "mean_reciprocal_rank"))
        let words = try Program.run([
            "eval", scratch.path + "/planted.jsonl", "--labels", "native", "--source", "judged",
        ])
        #expect(words.text.contains("6 of them judged with 30 calls, simulated") && words.text.contains("random"))
    }

    @Test("A label that says something else changes the figures, never the ranking", arguments: ["judged", "measured"])
    func labelsStayOutside(source: String) throws {
        let file = try planted()
        let text = String(decoding: try scratch.bytes("planted.jsonl"), as: UTF8.self)
        // The last message of the run is never what cost it its outcome here.
        let lie = #""label":{"agent":"coordinator","turn":5}}"#
        let lines = text.split(separator: "\n").map(String.init).map { line in
            line.hasPrefix(#"{"type":"label""#) ? line.replacing(/"label":\{.*\}\}/, with: lie) : line
        }
        let lied = try scratch.file("lied.jsonl", lines.joined(separator: "\n") + "\n")
        let (honest, wrong) = (try evaluate(file, source), try evaluate(lied, source))
        expectSums(wrong, all: 6, ranked: 6)
        #expect(
            try figure(wrong, "ascribe", "mean_reciprocal_rank") < figure(honest, "ascribe", "mean_reciprocal_rank"))
        #expect(try figure(wrong, "last", "step_at_1") == 1, "the lie is what is compared with")
        for name in ["calls", "replays"] { #expect(honest[name] as? Int == wrong[name] as? Int) }
    }

    @Test("What has nothing to measure is counted apart with its reason, and is no failure")
    func apart() throws {
        let file = try planted(3)
        var lines = String(decoding: try scratch.bytes("planted.jsonl"), as: UTF8.self)
        lines += try String(contentsOfFile: Program.samples + "/solved.jsonl", encoding: .utf8)
        let solved = try #require(lines.matches(of: /"trace":"(run-\d+)"/).last).1
        lines += #"{"type":"label","trace":"\#(solved)","label":{"agent":"researcher","turn":1}}"# + "\n"
        lines += try String(contentsOfFile: Program.samples + "/quartet.jsonl", encoding: .utf8)
        try scratch.file("planted.jsonl", lines)
        let report = try evaluate(file, "measured", "--budget", "40")
        expectSums(report, all: 6, ranked: 3)
        #expect(report["unlabelled"] as? Int == 2)
        let unscored = try #require(report["unscored"] as? [[String: Any]])
        #expect(unscored.count == 1 && unscored[0]["runs"] as? Int == 1)
        #expect((unscored[0]["reason"] as? String)?.contains("the run succeeded") == true)
        // A judge has something to say about it, too.
        expectSums(try evaluate(file, "judged"), all: 6, ranked: 4)
    }

    @Test("A budget that nothing can be done with leaves every run apart, and scores none")
    func tooSmall() throws {
        let words = try Program.run([
            "eval", try planted(2), "--labels", "native", "--source", "measured", "--budget", "3",
        ])
        #expect(words.status == 0 && words.text.contains("0 of them measured with 0 replays"))
        #expect(words.text.contains("2 runs: a budget of 3 replays is too small") && !words.text.contains("step@1"))
    }

    @Test("Runs whose model nobody knows are said to need a team, which is a failure")
    func noModel() throws {
        let text = """
            {"type":"trace","format":"ascribe/1","trace":"r","problem":{"input":"Which?"},"outcome":{"success":false}}
            {"type":"message","trace":"r","turn":1,"agent":"a","output":"this"}
            {"type":"label","trace":"r","label":{"agent":"a","turn":1}}
            {"type":"trace","format":"ascribe/1","trace":"s","team":{"agents":["a"]},"outcome":{"success":false}}
            {"type":"message","trace":"s","turn":1,"agent":"a","output":"that"}
            {"type":"label","trace":"s","label":{"agent":"a","turn":1}}
            """
        let file = try scratch.file("foreign.jsonl", text + "\n")
        for source in ["judged", "measured"] {
            let report = try evaluate(file, source, status: 4)
            expectSums(report, all: 2, ranked: 0)
            let unscored = try #require(report["unscored"] as? [[String: Any]])
            #expect(unscored.count == 1 && unscored[0]["runs"] as? Int == 2)
            #expect((unscored[0]["reason"] as? String)?.contains("--team") == true)
        }
    }
}
