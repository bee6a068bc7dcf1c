import Foundation
import Testing

/// Paid work that is cut short goes on where it stopped and pays for nothing twice.
@Suite struct ResumeTests {
    private static let budget = "24"

    /// A team behind a peer, a failed run of it, and what an unbroken measurement of that run prints and asks.
    private struct Scene {
        let peer: ChatPeer
        let team: PeerTeam
        let run: String
        let report: String
        /// What the peer was asked for the runs.
        let sampled: [String]
        /// What the peer was asked for the measurement.
        let asked: [String]

        init() throws {
            peer = try ChatPeer()
            team = try PeerTeam(model: "provider: openai, base_url: 'http://127.0.0.1:\(peer.port)/v1', model: peer")
            let sample = try team.run("sample", "--count", "6", "--out", "runs.jsonl", store: "sampled")
            try #require(sample.status == 0, "\(sample.complaint)")
            run = try team.failedRun()
            sampled = peer.answered
            let unbroken = try team.run(
                "measure", "runs.jsonl", "--trace", run, "--budget", ResumeTests.budget, "--json", store: "unbroken")
            try #require(unbroken.status == 0, "\(unbroken.complaint)")
            report = ResumeTests.report(unbroken)
            asked = ResumeTests.difference(peer.answered, sampled)
            try #require(asked.count > 20)
        }

        /// The measurement again, in a store of its own.
        func measure(_ more: String...) throws -> Program.Result {
            try team.run(
                [
                    "measure", "runs.jsonl", "--trace", run, "--budget", ResumeTests.budget, "--jobs", "1", "--json",
                ] + more)
        }

        /// What was asked since the unbroken measurement.
        func askedAgain() -> [String] {
            ResumeTests.difference(ResumeTests.difference(peer.answered, sampled), asked)
        }
    }

    /// A report without what the whole work has spent, to which calls belong that were lost on the way.
    private static func report(_ result: Program.Result) -> String {
        result.text.replacing(/,"spent":\{[^}]*\}/, with: "")
    }

    /// What is in one sorted list beyond another.
    private static func difference(_ all: [String], _ some: [String]) -> [String] {
        var counts = some.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        return all.filter { body in
            counts[body, default: 0] -= 1
            return counts[body, default: 0] < 0
        }
    }

    @Test func aKilledMeasurementGoesOnAndPaysNothingTwice() throws {
        let scene = try Scene()
        defer { scene.peer.stop() }
        scene.peer.fallSilent(after: scene.peer.answered.count + scene.asked.count / 2)
        let child = try scene.team.start(
            "measure", "runs.jsonl", "--trace", scene.run, "--budget", Self.budget, "--jobs", "1", "--json")
        #expect(scene.peer.waitUntilAsked())
        child.signal(SIGKILL)
        #expect(child.wait() == -SIGKILL)
        #expect(scene.askedAgain().count == scene.asked.count / 2)
        scene.peer.fallSilent(after: .max)
        let resumed = try scene.measure()
        #expect(resumed.status == 0, "\(resumed.complaint)")
        #expect(resumed.text.contains(#""spent":{"calls":"#))
        #expect(Self.report(resumed) == scene.report)
        #expect(resumed.complaint.contains("finished earlier, which are not made again"))
        #expect(scene.askedAgain() == scene.asked)
        // Once more: nothing is asked at all.
        #expect(try Self.report(scene.measure()) == scene.report)
        #expect(scene.askedAgain() == scene.asked)
        // The key went to the server and nowhere else.
        #expect(scene.peer.authorizations == ["Authorization: Bearer \(PeerTeam.canary)"])
        let canary = Data(PeerTeam.canary.utf8)
        for (name, bytes) in try scene.team.everything() { #expect(Data(bytes).range(of: canary) == nil, "\(name)") }
        for text in [resumed.text, resumed.complaint] { #expect(!text.contains(PeerTeam.canary)) }
    }

    @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedMeasurementKeepsWhatIsFinished(_ signal: Int32) throws {
        let scene = try Scene()
        defer { scene.peer.stop() }
        scene.peer.fallSilent(after: scene.peer.answered.count + 7)
        let child = try scene.team.start(
            "measure", "runs.jsonl", "--trace", scene.run, "--budget", Self.budget, "--jobs", "1", "--json")
        #expect(scene.peer.waitUntilAsked())
        child.signal(signal)
        #expect(child.wait() == 130)
        let said = String(decoding: try scene.team.scratch.bytes("child.err"), as: UTF8.self)
        #expect(said.contains("interrupted; finished work is kept"))
        scene.peer.fallSilent(after: .max)
        #expect(try Self.report(scene.measure()) == scene.report)
        #expect(scene.askedAgain() == scene.asked)
    }

    @Test func aSpentBudgetIsNotPassedAndTheWorkGoesOnWithALargerOne() throws {
        let scene = try Scene()
        defer { scene.peer.stop() }
        for _ in 0..<2 {
            let stopped = try scene.measure("--max-calls", "9")
            #expect(stopped.status == 4)
            #expect(
                stopped.complaint.contains(
                    "the budget of 9 calls is spent; raise calls (--max-calls) to go on: finished"))
            #expect(scene.askedAgain().count == 9)
        }
        let ended = try scene.measure("--max-calls", "100000")
        #expect(ended.status == 0, "\(ended.complaint)")
        #expect(Self.report(ended) == scene.report)
        #expect(scene.askedAgain() == scene.asked)
    }

    @Test func aFreshMeasurementAsksEverythingAgain() throws {
        let scene = try Scene()
        defer { scene.peer.stop() }
        #expect(try Self.report(scene.measure()) == scene.report)
        let before = scene.peer.answered.count
        #expect(try Self.report(scene.measure("--fresh")) == scene.report)
        #expect(scene.peer.answered.count == before + scene.asked.count)
    }
}
