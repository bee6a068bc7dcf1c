import CreditEngine
import Foundation
import Testing

/// What a limit leaves is the same however many runs are under way.
@Suite("Limits and jobs") struct SpendingTests {
    /// Runs of six calls that were recorded with so many jobs, and what the server was asked.
    private func sample(jobs: String, calls: Int, budget: String) throws -> (runs: [String], asked: Int, said: String) {
        let peer = try ChatPeer()
        defer { peer.stop() }
        let team = try PeerTeam(model: "provider: openai, base_url: 'http://127.0.0.1:\(peer.port)/v1', model: peer")
        try team.scratch.append("team.yaml", "\nbudget: {\(budget)}\n")
        let first = try team.run("sample", "--count", "8", "--jobs", jobs, "--out", "runs.jsonl")
        #expect(first.status == 4 && first.complaint.contains("is spent") || first.complaint.contains("could pass"))
        let runs = try team.runs("runs.jsonl")
        #expect(peer.answered.count == Set(peer.answered).count && peer.answered.count <= calls)
        let asked = peer.answered.count
        // A larger budget goes on and pays for nothing twice.
        try team.scratch.file(
            "team.yaml",
            String(decoding: team.scratch.bytes("team.yaml"), as: UTF8.self).replacing(budget, with: "calls: 500"))
        let rest = try team.run("sample", "--count", "8", "--jobs", jobs, "--out", "runs.jsonl")
        #expect(rest.status == 0, "\(rest.complaint)")
        #expect(try team.runs("runs.jsonl").count == 8)
        #expect(peer.answered.count == 48 && Set(peer.answered).count == 48)
        return (runs, asked, first.complaint)
    }

    @Test("as many runs as fit are finished, in order", arguments: [("calls: 22", 22), ("calls: 31", 31)])
    func calls(budget: String, calls: Int) throws {
        let one = try sample(jobs: "1", calls: calls, budget: budget)
        let many = try sample(jobs: "8", calls: calls, budget: budget)
        #expect(one.runs == (1...calls / 6).map { "run-\($0)" } && many.runs == one.runs)
        #expect(one.asked == calls && many.asked == calls)
    }

    @Test("tokens as well as calls")
    func tokens() throws {
        let one = try sample(jobs: "1", calls: 48, budget: "tokens: 1200")
        let many = try sample(jobs: "8", calls: 48, budget: "tokens: 1200")
        #expect(one.runs.count > 1 && many.runs == one.runs && many.asked == one.asked)
    }
}

extension PeerTeam {
    /// The names of recorded runs, in order.
    func runs(_ file: String) throws -> [String] {
        try scratch.bytes(file).split(separator: UInt8(ascii: "\n")).map { line in
            let run = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            return try #require(run?["trace"] as? String)
        }
    }
}

extension Scratch {
    /// Adds to a file of the folder.
    func append(_ name: String, _ text: String) throws { try file(name, bytes(name) + Array(text.utf8)) }
}
