import CreditStore
import Foundation
import Testing

/// What the interface paid for is there after a restart, and what was cut off goes on.
@Suite struct EarlierSessionJourneyTests {
    /// A team behind a peer, and its runs.
    private struct Scene {
        let peer: ChatPeer
        let team: PeerTeam

        init() throws {
            peer = try ChatPeer()
            team = try PeerTeam(model: "provider: openai, base_url: 'http://127.0.0.1:\(peer.port)/v1', model: peer")
            let sample = try team.run("sample", "--count", "3", "--out", "runs.jsonl")
            try #require(sample.status == 0, "\(sample.complaint)")
        }

        /// The screen after some keys, in a session of its own.
        func screen(_ keys: String) throws -> String {
            try team.run(
                "view", "runs.jsonl", "--headless", "--size", "120x40", "--keys", keys, "--dump", "-"
            ).text
        }
    }

    @Test func aSwapAndACritiqueComeBack() throws {
        let scene = try Scene()
        defer { scene.peer.stop() }
        let first = try scene.screen("<Enter>g0s<Enter>")
        let line = try #require(first.split(separator: "\n").first { $0.contains("of 20 with this message") })
        let asked = scene.peer.answered.count
        let second = try scene.screen("<Enter>g0")
        #expect(second.contains(line), "\(line) is not on\n\(second)")
        #expect(scene.peer.answered.count == asked)
        #expect(second.contains("measured, ~ estimated"))
        let jobs = try scene.screen("<Enter>g0J")
        #expect(jobs.contains("0 open of 1") && jobs.contains("done") && jobs.contains("swap 1/reader resample"))
        // What the ledger says was really asked.
        #expect(jobs.contains(try calls(of: "swap-", in: scene)))
        // More go on behind them, and the command finds the same.
        #expect(try scene.screen("<Enter>g0+<Enter>").contains("of 40 with"))
        #expect(try scene.screen("<Enter>g0").contains("of 40 with"))
    }

    private func calls(of kind: String, in scene: Scene) throws -> String {
        let runs = scene.peer.answered.count - 3 * 6
        return "\(runs) calls"
    }

    @Test func aMeasurementComesBackWithItsReport() throws {
        let scene = try Scene()
        defer { scene.peer.stop() }
        let run = try scene.team.failedRun()
        let measured = try scene.team.run("measure", "runs.jsonl", "--trace", run, "--budget", "24")
        try #require(measured.status == 0, "\(measured.complaint)")
        let asked = scene.peer.answered.count
        let screen = try scene.screen("}<Enter>6")
        #expect(screen.contains("of 24"), "\(screen)")
        #expect(scene.peer.answered.count == asked)
    }

    @Test func whatWasCutOffGoesOnFromTheJobsScreen() throws {
        let scene = try Scene()
        defer { scene.peer.stop() }
        let sampled = scene.peer.answered.count
        scene.peer.fallSilent(after: sampled + 150)
        let child = try scene.team.start(
            "view", "runs.jsonl", "--headless", "--keys", "<Enter>g0s<Enter>", "--dump", "/dev/null")
        #expect(scene.peer.waitUntilAsked())
        child.signal(SIGKILL)
        _ = child.wait()
        scene.peer.fallSilent(after: .max)
        let jobs = try scene.screen("<Enter>J")
        #expect(jobs.contains("cut off"), "\(jobs)")
        let kept = try #require(jobs.firstMatch(of: /(\d+)\/20 pairs kept/)?.1)
        #expect((Int(kept) ?? 0) > 0 && (Int(kept) ?? 0) < 20)
        let done = try scene.screen("<Enter>J<Enter><Enter>")
        #expect(done.contains("of 20 with this message"), "\(done)")
        #expect(try !scene.screen("<Enter>J").contains("cut off"))
    }

    @Test func aModelThatAlwaysFailsIsNoSuccess() throws {
        let scene = try Scene()
        scene.peer.stop()
        let file = String(decoding: try scene.team.scratch.bytes("team.yaml"), as: UTF8.self)
        let model = try #require(file.firstMatch(of: /default: \{.*\}/)).0
        try scene.team.scratch.file(
            "team.yaml", file.replacing(model, with: "default: {provider: command, command: [/bin/false]}"))
        let screen = try scene.screen("<Enter>g0s<Enter>")
        #expect(screen.contains("✗ swap 1/reader resample: no replay came to an outcome ("), "\(screen)")
        #expect(try scene.screen("<Enter>g0s<Enter>J").contains("failed"))
        #expect(try scene.screen("<Enter>g0s<Enter>L").contains("no replay came to an outcome ("))
    }
}
