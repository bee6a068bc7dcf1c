import CreditEngine
import Foundation
import Testing

/// From a failed run to an approved and exported prompt on one keyboard, offline, with the real program.
@Suite("From a hot cell to an exported prompt")
struct RepairJourneyTests {
    /// From the runs to a validated proposal: open, swap the hot cell, critique, propose, validate.
    static let validated = "<Enter>s<Enter>C<Enter>P<Enter>v<Enter>"
    /// On to its diff, read to its end.
    static let read = validated + "A<PgDn><PgDn><PgDn>"

    /// The last screen after keys, with a store of its own.
    private static func screen(
        _ keys: String, _ scratch: Scratch, size: String = "100x40", file: String = "trio.jsonl",
        options: [String] = []
    ) throws -> String {
        let result = try Program.run(
            [
                "view", "\(Program.samples)/\(file)", "--headless", "--size", size, "--keys", keys, "--dump", "-",
                "--store", scratch.path + "/store",
            ] + options)
        #expect(result.status == 0, "\(result.complaint)")
        return result.text
    }

    @Test("The whole journey")
    func journey() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let waiting = try Self.screen(Self.validated + "<Esc><Esc><Esc>", scratch)
        #expect(waiting.contains("waiting for you: researcher v1 → v2, held-out +"), "\(waiting)")

        // The same store, another sitting: the proposal is there and can be decided.
        let shown = try Self.screen("A<PgDn><PgDn><PgDn>", scratch)
        #expect(shown.contains("approvals › researcher v1 → v2") && shown.contains("✓ evidence"), "\(shown)")
        let approved = try Self.screen("A<PgDn><PgDn><PgDn>aread it<Enter>", scratch)
        #expect(approved.contains("approved by"), "\(approved)")

        let folder = scratch.path + "/prompts"
        let asked = try Self.screen("<Enter>E<C-u>\(folder)<Enter>", scratch, size: "200x50")
        #expect(asked.contains("manifest.json") && !FileManager.default.fileExists(atPath: folder), "\(asked)")
        let exported = try Self.screen("<Enter>E<C-u>\(folder)<Enter><Enter>", scratch, size: "200x50")
        #expect(exported.contains("1 approved"), "\(exported)")
        #expect(FileManager.default.fileExists(atPath: folder + "/manifest.json"))
        let check = try Program.run(["export", "--check", folder, "--store", scratch.path + "/store"])
        #expect(check.status == 0, "\(check.text)\(check.complaint)")
        try Self.sampleTheSealedProblems(folder, scratch)

        let undone = try Self.screen("A<Enter>u<Enter>", scratch)
        #expect(undone.contains("is taken back"), "\(undone)")
        let after = try Program.run(["export", "--check", folder, "--store", scratch.path + "/store"])
        #expect(after.status == 1)
    }

    /// The exported team is better than the one before on problems that nobody looked at, with its interval above 0.
    private static func sampleTheSealedProblems(_ folder: String, _ scratch: Scratch) throws {
        let sample = ["sample", "--split", "test", "--count", "20", "--store", scratch.path + "/store"]
        let before = try Program.run(
            sample + ["--team", "simulated/root-echo", "--out", scratch.path + "/before.jsonl"])
        #expect(before.status == 0, "\(before.complaint)")
        let after = try Program.run(
            sample + [
                "--team", folder, "--out", scratch.path + "/after.jsonl", "--against", scratch.path + "/before.jsonl",
            ])
        #expect(after.status == 0, "\(after.complaint)")
        let words = try #require(
            after.text.firstMatch(of: /solved (\d+) → (\d+) of 20: (\+\S+) \[(\+\S+), (\+\S+)\]/), "\(after.text)")
        #expect(try #require(Int(words.1)) < #require(Int(words.2)))
        let alone = try Program.run(
            sample + ["--team", folder, "--out", scratch.path + "/after.jsonl", "--against", Program.samples])
        #expect(alone.text.contains("nothing to compare"), "\(alone.text)")
    }

    @Test("In one sitting, with the Japanese team too", arguments: ["trio.jsonl", "japanese.jsonl", "quartet.jsonl"])
    func oneSitting(_ file: String) throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let screen = try Self.screen(Self.read + "aread it<Enter>", scratch, file: file)
        #expect(screen.contains("approved by"), "\(screen)")
        #expect(screen.contains("simulated"))
    }

    @Test("Nothing is made or asked with --readonly")
    func readOnly() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let screen = try Self.screen("<Enter>C<Enter>", scratch, options: ["--readonly"])
        #expect(!screen.contains("weakness: "))
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/store"))
    }

    @Test("Two sittings with stores of their own show the same")
    func theSameEveryTime() throws {
        let (one, other) = (try Scratch(), try Scratch())
        defer { withExtendedLifetime((one, other)) {} }
        #expect(try Self.screen(Self.read, one) == Self.screen(Self.read, other))
    }
}
