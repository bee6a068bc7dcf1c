import Foundation
import Testing

/// What a first Ctrl-C does to commands that wait for a server, and what a limit remembers of it.
@Suite("Interruption") final class InterruptionTests {
    private let peer: ChatPeer
    private let team: PeerTeam

    init() throws {
        peer = try ChatPeer()
        team = try PeerTeam(model: "provider: openai, base_url: 'http://127.0.0.1:\(peer.port)/v1', model: peer")
        let made = try team.run("sample", "--count", "3", "--out", "runs.jsonl")
        #expect(made.status == 0, "\(made.complaint)")
    }

    deinit { peer.stop() }

    /// Starts a command, interrupts it while the server owes it an answer, and answers with what it said.
    private func interrupt(_ arguments: [String]) throws -> String {
        peer.fallSilent(after: peer.answered.count)
        try team.scratch.file("child.err", "")
        let child = try team.start(arguments)
        #expect(peer.waitUntilAsked(), "\(arguments)")
        child.signal(SIGINT)
        #expect(child.wait() == 130, "\(arguments)")
        #expect(peer.waitUntilLeft())
        peer.fallSilent(after: .max)
        return String(decoding: try team.scratch.bytes("child.err"), as: UTF8.self)
    }

    private let message = ["runs.jsonl", "--trace", "run-1", "--turn", "1", "--agent", "solver"]

    @Test("Whatever runs models ends in order: status 130 and one sentence")
    func inOrder() throws {
        for command in [
            ["judge", "runs.jsonl", "--trace", "run-1", "--critic", "default"], ["critique"] + message,
            ["optimize", "--strategy", "round-robin", "--budget", "20"], ["swap"] + message,
            ["sample", "--count", "6", "--out", "more.jsonl"],
        ] {
            let said = try interrupt(command)
            #expect(said.contains("interrupted; finished work is kept"), "\(command): \(said)")
        }
    }

    @Test("A call that was under way counts for the limit of the same critique, restarts included")
    func limit() throws {
        let critique = ["critique"] + message + ["--max-calls", "1"]
        _ = try interrupt(critique)
        let before = peer.answered.count
        let again = try team.run(critique)
        #expect(again.status == 4 && again.complaint.contains("the budget of 1 call is spent"), "\(again.complaint)")
        #expect(peer.answered.count == before)
        _ = try team.run(["critique"] + message + ["--max-calls", "2"])
        #expect(peer.answered.count == before + 1)
    }
}
