import Foundation
import Testing

/// What `ascribe eval` pays a server for, and that it never pays twice.
@Suite("ascribe eval with a server") final class EvalSpendingTests {
    private let peer: ChatPeer
    private let team: PeerTeam

    init() throws {
        peer = try ChatPeer(judges: true)
        team = try PeerTeam(model: "provider: openai, base_url: 'http://127.0.0.1:\(peer.port)/v1', model: peer")
    }

    deinit { peer.stop() }

    /// Three recorded runs with labels; answers with the calls made until then.
    private func record() throws -> Int { try record(team, peer) }

    private func record(_ team: PeerTeam, _ peer: ChatPeer) throws -> Int {
        let made = try team.run("sample", "--count", "3", "--out", "runs.jsonl")
        #expect(made.status == 0, "\(made.complaint)")
        var text = String(decoding: try team.scratch.bytes("runs.jsonl"), as: UTF8.self)
        for number in 1...3 {
            text += #"{"type":"label","trace":"run-\#(number)","label":{"agent":"solver","turn":1}}"# + "\n"
        }
        try team.scratch.file("labelled.jsonl", text)
        return peer.answered.count
    }

    private let eval = ["eval", "labelled.jsonl", "--labels", "native", "--source", "judged", "--critic", "default"]

    @Test("A judge whose replies are none leaves every run without a score: apart, not 0, a failure, and asked again")
    func junk() throws {
        let peer = try ChatPeer()
        defer { peer.stop() }
        let team = try PeerTeam(model: "provider: openai, base_url: 'http://127.0.0.1:\(peer.port)/v1', model: peer")
        let before = try record(team, peer)
        let result = try team.run(eval)
        #expect(result.status == 4, "\(result.complaint)")
        #expect(result.text.contains("3 labelled runs") && result.text.contains("0 of them judged"))
        #expect(result.text.contains("3 runs: the judge's reply is not JSON") && !result.text.contains("step@1"))
        #expect(peer.answered.count == before + 6, "one call a turn, two turns a run")
        let again = try team.run(eval)
        #expect(again.status == 4 && peer.answered.count == before + 12, "no such answer is kept")
    }

    @Test("All runs share one budget, and a larger one goes on")
    func budget() throws {
        let before = try record()
        let poor = try team.run(eval + ["--jobs", "1", "--max-calls", "3"])
        #expect(poor.status == 4 && poor.complaint.contains("finished work is kept"), "\(poor.complaint)")
        #expect(peer.answered.count == before + 3)
        let still = try team.run(eval + ["--jobs", "1", "--max-calls", "3"])
        #expect(still.status == 4 && peer.answered.count == before + 3)
        let rich = try team.run(eval + ["--jobs", "1", "--max-calls", "6"])
        #expect(rich.text.contains("3 labelled runs"), "\(rich.complaint)")
        #expect(peer.answered.count == before + 6 && Set(peer.answered).count == peer.answered.count)
    }

    @Test("Interrupted, it says so and keeps what was answered")
    func interrupted() throws {
        let before = try record()
        peer.fallSilent(after: before + 3)
        let child = try team.start(
            "eval", "labelled.jsonl", "--labels", "native", "--source", "judged", "--critic", "default", "--jobs", "1")
        #expect(peer.waitUntilAsked())
        child.signal(SIGINT)
        #expect(child.wait() == 130 && peer.waitUntilLeft())
        let said = String(decoding: try team.scratch.bytes("child.err"), as: UTF8.self)
        #expect(said.contains("1 of 3 labelled runs judged") && said.contains("finished work is kept"), "\(said)")
        peer.fallSilent(after: .max)
        #expect(try team.run(eval).status == 0)
        #expect(peer.answered.count == before + 6)
    }
}
