import Foundation
import Testing

/// Real labelled runs, where they are at hand: beside the package, or where `ASCRIBE_SHARED` says.
@Suite("Real runs of Who&When", .enabled(if: SharedData.path != nil, "no ../shared/data/whowhen beside the package"))
struct WhoAndWhenTests {
    private let folder = SharedData.whoAndWhen ?? ""

    @Test("Every line of 87 runs is accounted for")
    func check() throws {
        let result = try Program.run(["check", folder])
        #expect(result.status == 0)
        #expect(result.lines.first?.hasPrefix("87 traces in 87 files, ") == true)
        #expect(result.lines.first?.hasSuffix("nothing bad") == true)
    }

    @Test("The grid's columns are the agents, without routing suffixes")
    func agents() throws {
        let result = try Program.run([
            "view", folder, "--headless", "--size", "100x30", "--keys", "G<Enter>", "--dump", "-",
        ])
        #expect(result.status == 0)
        #expect(result.text.contains("credit:"))
        #expect(result.text.contains("Orch") && result.text.contains("WebS"))
        #expect(!result.text.contains("(->"))
    }

    @Test("Converted to native records, the labels say the same of all runs")
    func converted() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let converted = try Program.run(["convert", "--to", "native", folder])
        #expect(converted.status == 0)
        let file = try scratch.file("native.jsonl", converted.output)
        let original = try Self.all(Program.run(["eval", folder, "--labels", "who-and-when", "--json"]))
        let native = try Self.all(Program.run(["eval", file, "--labels", "native", "--json"]))
        #expect(original == native)
        #expect(original.contains("mean_reciprocal_rank"))
    }

    @Test("Scores from a pipe are those of the converted file, in order")
    func filter() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let packed = try Program.run(["convert", "--to", "packed", folder])
        let file = try scratch.file("packed.jsonl", packed.output)
        let fromFile = try Program.run(["score", file])
        #expect(fromFile.lines.count == 87)
        #expect(try Program.run(["score", "-"], input: packed.output).output == fromFile.output)
    }

    /// The part of `eval`'s answer that covers all runs, in canonical JSON.
    private static func all(_ result: Program.Result) throws -> String {
        #expect(result.status == 0)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
        #expect(object["runs"] as? Int == 87)
        let all = try #require(object["all"])
        return String(decoding: try JSONSerialization.data(withJSONObject: all, options: .sortedKeys), as: UTF8.self)
    }
}
