import Foundation
import Testing

/// The commands against real servers, where they run: the gateway in both wire formats, and the inference server.
@Suite struct RealServerCommandTests {
    struct Server: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let model: String
        let key: String
        let port: UInt16
    }

    static let servers = [
        Server(
            testDescription: "gateway, chat completions",
            model: "provider: openai, base_url: 'http://127.0.0.1:4000/v1', model: mock-ok", key: "sk-good", port: 4000),
        Server(
            testDescription: "gateway, messages",
            model: "provider: anthropic, base_url: 'http://127.0.0.1:4000', model: mock-ok", key: "sk-good", port: 4000),
        Server(
            testDescription: "inference server, chat completions",
            model: "provider: openai, base_url: 'http://127.0.0.1:8081/v1', model: tiny", key: "sk-llama", port: 8081),
    ]

    private static func answers(_ port: UInt16) -> Bool {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(client) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    @Test(arguments: servers) func sampleAndSwap(_ server: Server) throws {
        guard Self.answers(server.port) else {
            print("skipped: \(server.testDescription): nothing answers at port \(server.port)")
            return
        }
        let team = try PeerTeam(model: server.model, key: server.key)
        let sampled = try team.run("sample", "--count", "2", "--out", "runs.jsonl")
        #expect(sampled.status == 0, "\(sampled.complaint)")
        #expect(sampled.complaint.contains("12 calls"))
        let run = try team.failedRun()
        let swapped = try team.run(
            "swap", "runs.jsonl", "--trace", run, "--turn", "2", "--agent", "solver", "--samples", "2")
        #expect(swapped.status == 0, "\(swapped.complaint)")
        #expect(swapped.text.contains("measured · askers ("))
        #expect(swapped.text.contains("4 replays made (4 with an outcome, 0 undefined)"), "\(swapped.text)")
        #expect(swapped.complaint.contains("prompts as \(run) recorded them; models, evaluator and limits from"))
        // Again: all of it is there, and nothing is asked.
        let again = try team.run(
            "swap", "runs.jsonl", "--trace", run, "--turn", "2", "--agent", "solver", "--samples", "2", "--max-calls",
            "0")
        #expect(again.text.contains("4 replays made"), "\(again.complaint)")
    }

    @Test func aRefusedKeyEndsTheWorkWithOneSentence() throws {
        guard Self.answers(4000) else {
            print("skipped: nothing answers at port 4000")
            return
        }
        let team = try PeerTeam(model: Self.servers[0].model, key: PeerTeam.canary)
        let refused = try team.run("sample", "--count", "2", "--out", "runs.jsonl")
        #expect(refused.status == 4)
        #expect(refused.complaint.contains("refuses the key of PEER_KEY"))
        #expect(!refused.complaint.contains(PeerTeam.canary))
    }
}
