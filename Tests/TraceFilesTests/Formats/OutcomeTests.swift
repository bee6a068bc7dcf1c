import CreditEngine
import Testing

@testable import TraceFiles

/// What says how a run ended is understood, or said not to be; never guessed.
struct OutcomeTests {
    private static let understood: [(String, Bool, Double?)] = [
        (#""success":"false""#, false, nil), (#""success":"True""#, true, nil), (#""success":0"#, false, nil),
        (#""score":"0.0""#, false, 0), (#""score":1"#, true, 1), (#""reward":{"value":0}"#, false, 0),
        (#""success":true,"score":37"#, true, nil),
    ]

    @Test(arguments: understood) func isUnderstood(_ fields: String, _ success: Bool, _ score: Double?) throws {
        let (_, report) = try TemporaryFolder().catalogue(
            #"{"run_id":"r","messages":[{"agent":"a","content":"x"}],\#(fields)}"#)
        #expect(report.runs.map(\.success) == [success] && report.runs.map(\.score) == [score])
        #expect(report.counts.oddOutcomes == 0)
    }

    @Test(arguments: [#""score":2"#, #""score":37"#, #""score":-1"#, #""score":"high""#, #""success":"maybe""#])
    func isSaidNotToBeUnderstood(_ field: String) throws {
        let (catalogue, report) = try TemporaryFolder().catalogue(
            #"{"run_id":"r","messages":[{"agent":"a","content":"x"}],\#(field)}"#)
        #expect(report.runs.map(\.success) == [nil] && report.counts.oddOutcomes == 1)
        #expect(try catalogue.trace().notices.contains { $0.contains("tells no outcome") })
    }

    @Test func turnsWrittenAsTextAreTurns() throws {
        let text = ["1", "1", "2", "3"].enumerated()
            .map { #"{"run_id":"r","turn":"\#($1)","agent":"\#($0 % 2)","content":"x"}"# + "\n" }.joined()
        let (catalogue, _) = try TemporaryFolder().catalogue(text)
        #expect(try catalogue.trace().messages.map(\.turn) == [1, 1, 2, 3])
    }
}
