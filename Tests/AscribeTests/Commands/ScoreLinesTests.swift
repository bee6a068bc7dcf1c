import CreditEngine
import Testing

/// `score --lines`: one line in, one line out, whatever the lines hold.
struct ScoreLinesTests {
    private func packed() throws -> [UInt8] {
        try Program.run(["convert", "--to", "packed", Program.samples + "/trio.jsonl"]).output
    }

    private func records(_ text: String) throws -> [CanonicalJSON] {
        try text.split(separator: "\n").map { try CanonicalJSON(parsing: String($0)) }
    }

    @Test func everyLineHasItsRecordInOrder() throws {
        let runs = String(decoding: try packed(), as: UTF8.self).split(separator: "\n").map(String.init)
        let input = [runs[0], "{\"broken\":", "", #"{"type":"fish","trace":"r"}"#, runs[0], "[1]", runs[1]]
        let result = try Program.run(["score", "--lines", "-"], input: Array(input.joined(separator: "\n").utf8))
        #expect(result.status == 0, "\(result.complaint)")
        let records = try records(result.text)
        #expect(
            records.compactMap { $0["status"]?.string }
                == ["scored", "bad", "blank", "unknown", "scored", "bad", "scored"])
        #expect(records.compactMap { $0["line"]?.whole } == Array(1...7))
        var offset = 0
        for (record, line) in zip(records, input) {
            #expect(record["offset"]?.whole == offset)
            offset += line.utf8.count + 1
        }
        #expect(records[0]["trace"] == records[4]["trace"])
        #expect(records[1]["reason"]?.string?.contains("byte") == true)
    }

    @Test func theScoresAreThoseOfFiles() throws {
        let scratch = try Scratch()
        let packed = try packed()
        let file = try scratch.file("runs.jsonl", packed)
        let expected = try records(Program.run(["score", file]).text)
        let found = try records(Program.run(["score", "--lines", "-"], input: packed).text)
        #expect(expected.map { $0["suspects"] } == found.map { $0["suspects"] })
        #expect(expected.map { $0["cells"] } == found.map { $0["cells"] })
    }

    @Test func partsOfAStreamGiveTheSameRecords() throws {
        let lines = String(decoding: try packed(), as: UTF8.self).split(separator: "\n").map { String($0) + "\n" }
        let whole = try records(Program.run(["score", "--lines", "-"], input: Array(lines.joined().utf8)).text)
        let parts = try lines.flatMap {
            try records(Program.run(["score", "--lines", "-"], input: Array($0.utf8)).text)
        }
        #expect(whole.map { $0["cells"] } == parts.map { $0["cells"] })
    }

    @Test func badLinesCanBeSkippedOrEndTheWork() throws {
        let input = try packed() + Array("no\n".utf8)
        let skipped = try Program.run(["score", "--lines", "--bad", "skip", "-"], input: input)
        #expect(skipped.status == 0)
        #expect(skipped.lines.count == input.count { $0 == 0x0A } - 1)
        let failed = try Program.run(["score", "--lines", "--bad", "fail", "-"], input: input)
        #expect(failed.status == 1)
        #expect(failed.complaint.contains(" holds no run (") && !failed.complaint.contains("{"))
        let blank = try Program.run(["score", "--lines", "--bad", "fail", "-"], input: try packed() + Array("\n".utf8))
        #expect(blank.status == 0)
    }
}
