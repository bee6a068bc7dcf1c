import Foundation
import Testing

@testable import ascribe

/// `--readonly`: refused in one sentence before anything is done, or nothing is written.
@Suite("--readonly") struct ReadOnlyTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func run(_ words: String) throws -> Program.Result {
        var environment: [String: String] = [:]
        for name in ["DATA", "STATE", "CONFIG", "CACHE"] { environment["XDG_\(name)_HOME"] = scratch.path + "/xdg" }
        let arguments = words.split(separator: " ").map { String($0).replacing("SAMPLES", with: Program.samples) }
        return try Program.run(arguments, environment: environment, in: scratch.folder("here"))
    }

    private var files: [String] {
        FileManager.default.enumerator(atPath: scratch.path)?.compactMap { $0 as? String } ?? []
    }

    @Test("Every command says whether it only reads, so that none can be forgotten")
    func all() {
        #expect(CommandName.all.count > 20)
        for command in CommandName.all {
            #expect(command.type is any CommandWithAccess.Type, "\(command.name)")
        }
    }

    @Test(
        "What writes or calls models is refused in one sentence, and leaves nothing behind",
        arguments: [
            "sample --team simulated/and --out runs.jsonl",
            "swap SAMPLES/trio.jsonl --trace run-1 --turn 2 --agent researcher",
            "measure SAMPLES/trio.jsonl --trace run-1", "judge SAMPLES/trio.jsonl --trace run-1",
            "critique SAMPLES/trio.jsonl --trace run-1 --turn 2 --agent researcher",
            "revise role/researcher --from 3f9c2a71be04", "validate 3f9c2a71be04", "optimize --team simulated/and",
            "review approve 3f9c2a71be04 --hash 00", "review reject 3f9c2a71be04 --reason no", "review undo",
            "export prompts --team simulated/and", "eval SAMPLES --labels native --source judged",
            "eval SAMPLES --labels native --source measured",
        ])
    func refused(_ words: String) throws {
        let result = try run(words + " --readonly")
        #expect(result.status == 64 && result.output.isEmpty)
        let command = words.split(separator: " ").prefix(words.hasPrefix("review") ? 2 : 1).joined(separator: " ")
        #expect(
            result.complaint
                == "ascribe: --readonly forbids writes and model calls, and 'ascribe \(command)' needs them; "
                + "leave --readonly out to allow it\n")
        #expect(files == ["here"])
    }

    @Test(
        "What reads is done, and writes nothing, no log either",
        arguments: [
            ("check SAMPLES/damaged.jsonl", 1), ("score SAMPLES/solved.jsonl", 0),
            ("convert --to packed SAMPLES/solved.jsonl", 0), ("eval SAMPLES/solved.jsonl --labels native", 0),
            ("info", 0), ("keys", 0), ("review list", 0), ("review show 3f9c2a71be04", 64), ("export --check none", 3),
            ("view --headless --dump - SAMPLES/trio.jsonl", 0), ("check none.jsonl", 3),
            ("view --headless --dump - --keys <Enter>s<Enter> SAMPLES/trio.jsonl", 0),
        ] as [(String, Int32)])
    func reads(_ words: String, status: Int32) throws {
        let result = try run(words + " --readonly")
        #expect(result.status == status, "\(result.complaint)")
        #expect(!(result.output + result.errors).isEmpty)
        #expect(files == ["here"])
    }
}
