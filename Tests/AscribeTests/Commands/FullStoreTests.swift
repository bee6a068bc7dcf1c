import Foundation
import Testing

/// What work does when the store has no more room.
@Suite("A full store", .enabled(if: Program.isInstalled("prlimit"), "prlimit is not installed"))
struct FullStoreTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.pairTeam(
            problems: 60, models: ["team": "cat > /dev/null; echo >> asked; echo '{\"text\":\"The answer is 2.\"}'\n"])
    }

    private func sample(_ count: Int, bytes: Int? = nil) throws -> Program.Result {
        try Program.run(
            [
                "sample", "--team", "team.yaml", "--count", "\(count)", "--jobs", "4", "--out", "runs.jsonl",
                "--store", "store",
            ], in: scratch.path, through: bytes.map { ["prlimit", "--fsize=\($0):\($0)"] } ?? [])
    }

    private func lines(_ name: String) throws -> Int {
        try scratch.bytes(name).count { $0 == UInt8(ascii: "\n") }
    }

    @Test("It is one sentence, nothing more is paid for, and the same command goes on when there is room")
    func full() throws {
        #expect(try sample(1).status == 0)
        let size = try scratch.bytes("store/store.sqlite").count
        let result = try sample(60, bytes: size + 8192)
        #expect(result.status == 3, "\(result.complaint)")
        #expect(result.complaint.components(separatedBy: "no room to save").count == 2, "\(result.complaint)")
        let (there, asked) = (try lines("runs.jsonl"), try lines("asked"))
        #expect(there < 60 && asked <= 2 * there + 2 * 4 + 4, "\(there) runs, \(asked) calls")
        let kept = try scratch.bytes("runs.jsonl")
        #expect(try sample(60).status == 0)
        #expect(try scratch.bytes("runs.jsonl").starts(with: kept) && lines("runs.jsonl") == 60)
        #expect(try lines("asked") <= 120 + 4, "an answer that could not be kept is one of four under way")
    }
}
