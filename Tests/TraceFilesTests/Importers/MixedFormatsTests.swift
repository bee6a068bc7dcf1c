import CreditEngine
import Testing

@testable import TraceFiles

/// A file in which records of several programs stand is read as one format, and the other records are counted.
struct MixedFormatsTests {
    private static let run =
        #"{"id":"1","trace_id":"t","dotted_order":"20250101T000000000000Z1","run_type":"chain","name":"kitchen","events":[]}"#
        + "\n"

    @Test func recordsOfAnotherFormatAreUnknownWhateverTheirFieldsAreCalled() throws {
        let adk = #"{"author":"cook","invocationId":"i","content":{"parts":[{"text":"Soup."}]}}"# + "\n"
        let (catalogue, report) = try TemporaryFolder().catalogue(adk + Self.run + Self.run)
        #expect(report.counts.kept == 1 && report.counts.unknown == 2)
        #expect(report.runs.count == 1)
        #expect(catalogue.unknownKinds(ofFile: 0).words.contains("LangSmith"))
    }
}
