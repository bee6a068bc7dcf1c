import CreditEngine
import Foundation
import Testing
import TraceFiles

@testable import UseCases

/// Runs that a thread takes several of at once give the same results in the same order as one at a time.
struct RunStreamTests {
    private struct Refused: Error {}

    private func results(_ runs: Int, atOnce: Int, part: Range<Int>? = nil) throws -> [String] {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/runs.jsonl"
        let lines = (0..<runs).map { "{\"run_id\":\"r\($0)\",\"messages\":[{\"name\":\"a\",\"content\":\"\($0)\"}]}\n" }
        try Data(lines.joined().utf8).write(to: URL(filePath: path))
        let catalogue = try Catalogue(paths: [path])
        try catalogue.index { _ in true }
        var results: [String] = []
        try RunStream.forEach(catalogue, runs: part, atOnce: atOnce) { reader, run in
            if run % 5 == 3 { throw Refused() }
            return try reader.trace(run).messages[0].output
        } consume: { run, result in
            switch result {
            case .success(let text): results.append("\(run) \(text)")
            case .failure(let error): results.append("\(run) \(error)")
            }
        }
        return results
    }

    @Test(arguments: [1, 7, 64, 500])
    func severalAtOnceAreAsOneAtATime(_ runs: Int) throws {
        let one = try results(runs, atOnce: 1)
        #expect(one.count == runs && one.first == "0 0")
        for atOnce in [2, 16, 1_000] { #expect(try results(runs, atOnce: atOnce) == one) }
    }

    @Test func aRangeOfRunsIsWorkedOnAlone() throws {
        let all = try results(300, atOnce: 1)
        #expect(try results(300, atOnce: 16, part: 100..<217) == Array(all[100..<217]))
        #expect(try results(300, atOnce: 16, part: 9..<9) == [])
    }
}
