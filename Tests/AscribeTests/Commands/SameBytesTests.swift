import Foundation
import Testing

/// The same bytes whatever the locale, the time zone, the number of processors, and the way in.
@Suite("Byte-identical output")
struct SameBytesTests {
    static let commands: [[String]] = [
        ["score", "SampleTraces"], ["score", "--temporal", "js", "SampleTraces"],
        ["score", "--temporal", "article", "SampleTraces"],
        ["check", "SampleTraces"], ["check", "--json", "SampleTraces"], ["convert", "--to", "packed", "SampleTraces"],
        ["eval", "--labels", "native", "SampleTraces"], ["planted-faults", "--table", "estimated", "--seeds", "12"],
        ["planted-faults", "--table", "estimated", "--seeds", "12", "--json"],
        [
            "planted-faults", "--table", "repair", "--suite", "and", "--strategy", "credit", "--seeds", "1", "--budget",
            "60",
        ],
        ["measure", "SampleTraces", "--trace", "run-1", "--budget", "30"],
        ["view", "--headless", "--size", "100x30", "--keys", "}<Enter>n", "--dump", "-", "SampleTraces/trio.jsonl"],
    ]

    @Test("In every surrounding", arguments: commands)
    func surroundings(_ command: [String]) throws {
        let plain = try Program.run(command)
        #expect(!plain.output.isEmpty)
        for environment in [
            ["LC_ALL": "C"], ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"], ["LC_ALL": "tr_TR.UTF-8"],
            ["TZ": "Pacific/Kiritimati"], ["TZ": "America/St_Johns", "LC_NUMERIC": "de_DE.UTF-8"],
        ] {
            let result = try Program.run(command, environment: environment)
            #expect(Self.settled(result) == Self.settled(plain), "\(environment)")
            #expect(result.status == plain.status)
        }
        guard Program.isInstalled("taskset") else { return }
        #expect(try Self.settled(Program.run(command, through: ["taskset", "-c", "0"])) == Self.settled(plain))
    }

    /// Headless screens tell the time that indexing took; nothing else may differ.
    private static func settled(_ result: Program.Result) -> String {
        result.text.replacing(/indexed 100 % in [0-9.]+ s/, with: "indexed") + result.complaint
    }

    @Test(
        "Scores come in the same order from a pipe as from a file",
        arguments: [
            "delayed", "japanese", "outside", "quartet", "quintet", "solved", "trio", "damaged",
        ])
    func filter(name: String) throws {
        let file = "\(Program.samples)/\(name).jsonl"
        let fromFile = try Program.run(["score", file])
        let fromPipe = try Program.run(["score", "-"], input: Array(Data(contentsOf: URL(filePath: file))))
        #expect(fromFile.output == fromPipe.output)
        #expect(fromFile.status == fromPipe.status)
        #expect(!fromFile.output.isEmpty)
    }

    @Test("The sample runs are written anew byte for byte")
    func samples() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let result = try Program.run(["planted-faults", "--samples", "SampleTraces"], in: scratch.path)
        #expect(result.status == 0)
        let committed = try FileManager.default.contentsOfDirectory(atPath: Program.samples).sorted()
        let written = try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/SampleTraces").sorted()
        #expect(committed == written)
        for name in committed {
            #expect(
                try scratch.bytes("SampleTraces/\(name)")
                    == Array(Data(contentsOf: URL(filePath: Program.samples + "/" + name))),
                "\(name)")
        }
    }

    @Test("Every score is one JSON object of the documented form")
    func form() throws {
        let result = try Program.run(["score", Program.samples])
        #expect(result.lines.count == 13)
        for line in result.lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["source"] as? String == "estimated")
            for key in ["temporal", "structural", "cells", "suspects"] {
                let list = try #require(object[key] as? [[String: Any]], "\(key)")
                for element in list where key != "suspects" {
                    #expect(
                        (element["value"] as? Double != nil) != (element["unscored"] as? String != nil), "\(element)")
                }
            }
            #expect((object["suspects"] as? [Any]).map { $0.count <= 5 } == true)
        }
    }
}
