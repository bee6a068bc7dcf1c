import CreditEngine
import Foundation
import Testing

@testable import TraceFiles

/// Files that the real libraries wrote, where they are there: the agents, and who said the wrong thing.
struct SpanCorpusTests {
    private static let corpus =
        (ProcessInfo.processInfo.environment["ASCRIBE_SHARED"] ?? "../shared") + "/data/corpus"
    private static let families = ["otlp", "langsmith", "mlflow", "phoenix", "langfuse", "openai-agents"]

    struct Expected: Decodable, Sendable, CustomTestStringConvertible {
        struct Wrong: Decodable, Sendable { var agent: String, says: String }
        var file: String, runs: Int?, agents: [String]?, wrong: Wrong?, absent: String?, note: String?
        var testDescription: String { file }
    }

    static let files: [Expected] = {
        guard let lines = try? String(contentsOfFile: corpus + "/expected.jsonl", encoding: .utf8) else { return [] }
        return lines.split(separator: "\n").compactMap { try? JSONDecoder().decode(Expected.self, from: Data($0.utf8)) }
            .filter { file in
                families.contains { file.file.hasPrefix($0 + "/") } && file.absent == nil && file.agents != nil
                    && !file.file.hasSuffix(".parquet")
            }
    }()

    @Test(.enabled(if: !files.isEmpty, "the corpus is not beside the project"), arguments: files)
    func whoSaidItIsRead(_ expected: Expected) throws {
        let catalogue = try Catalogue(paths: [Self.corpus + "/" + expected.file])
        _ = try catalogue.indexed()
        #expect(catalogue.count == expected.runs)
        let trace = try catalogue.makeReader().trace(0)
        let names = Set(trace.agents.map(\.name))
        #expect(names.isSuperset(of: expected.agents ?? []))
        if let wrong = expected.wrong {
            let first = trace.messages.first { $0.output.contains(wrong.says) }
            #expect(first.map { trace.agents[$0.agent].name } == wrong.agent)
        }
    }
}
