import Foundation
import Testing

/// Options of the inspector reach what its keys start, and the command line that it shows for that.
@Suite("Options of the inspector") struct InspectorOptionsTests {
    @Test("With --seed and --store a swap uses them, and the shown command line comes to the same")
    func seed() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let environment = ["XDG_STATE_HOME": scratch.path]
        let store = scratch.path + "/store"
        func shown(_ options: String...) throws -> String {
            let view = ["view", "SampleTraces/trio.jsonl", "--headless", "--keys", "<Enter>s<Enter>", "--dump", "-"]
            return try Program.run(view + ["--size", "110x30", "--store", store] + options, environment: environment)
                .text
        }
        let (usual, own) = (try shown(), try shown("--seed", "11", "--jobs", "1"))
        #expect(usual.contains("solved 0 of 20 with this message, 9 of 20"), "\(usual)")
        #expect(own.contains("solved 0 of 20 with this message, 11 of 20"), "\(own)")
        let log = try String(contentsOfFile: scratch.path + "/ascribe/ascribe.log", encoding: .utf8)
        let line = try #require(log.split(separator: "\n").last { $0.contains("the same: ") })
        let words = try #require(line.firstMatch(of: /the same: ascribe (.*)/)).1.split(separator: " ").map(String.init)
        #expect(words.contains("--seed=11") && words.contains("--store=\(store)"), "\(words)")
        #expect(try Program.run(words).text.contains("solved 0 of 20 with this message, 11 of 20 with another"))
    }

    @Test("A decision is shown with the store that it is in, and a validation with its seed")
    func decisions() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let store = scratch.path + "/store"
        let keys = "<Enter>s<Enter>C<Enter>P<Enter>v<Enter>A<PgDn><PgDn><PgDn>aread it<Enter>"
        let shown = try Program.run(
            [
                "view", "SampleTraces/trio.jsonl", "--headless", "--size", "80x24", "--keys", keys, "--seed", "3",
                "--store", store,
            ], environment: ["XDG_STATE_HOME": scratch.path])
        #expect(shown.status == 0)
        let log = try String(contentsOfFile: scratch.path + "/ascribe/ascribe.log", encoding: .utf8)
        for kind in ["critique", "validate", "revise"] {
            let line = try #require(
                log.split(separator: "\n").last { $0.contains("the same: ascribe \(kind) ") }, "\(log)")
            #expect(line.contains("--seed=3") && line.contains("--store=\(store)"), "\(line)")
        }
        let decision = try #require(log.split(separator: "\n").last { $0.contains("the same: ascribe review approve") })
        #expect(decision.contains("--store=\(store)") && !decision.contains("--seed"), "\(decision)")
    }
}
