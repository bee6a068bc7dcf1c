import CreditEngine
import Testing

@testable import TraceFiles

/// What says how a run ended is understood, or said not to be; never guessed.
struct OutcomeTests {
    private static let understood: [(String, Bool, Double?)] = [
        (#""success":"false""#, false, nil), (#""success":"True""#, true, nil), (#""success":0"#, false, nil),
        (#""score":"0.0""#, false, 0), (#""score":1"#, true, 1), (#""reward":{"value":0}"#, false, 0),
        (#""success":true,"score":37"#, true, nil), (#""outcome":"failure""#, false, nil),
        (#""outcome":true"#, true, nil), (#""outcome":0.3"#, false, 0.3), (#""success":"passed""#, true, nil),
    ]

    @Test(arguments: understood) func isUnderstood(_ fields: String, _ success: Bool, _ score: Double?) throws {
        let (_, report) = try TemporaryFolder().catalogue(
            #"{"run_id":"r","messages":[{"agent":"a","content":"x"}],\#(fields)}"#)
        #expect(report.runs.map(\.success) == [success] && report.runs.map(\.score) == [score])
        #expect(report.counts.oddOutcomes == 0)
    }

    @Test(arguments: [
        #""outcome":37"#, #""outcome":"refunded""#, #""score":"0x1""#, #""score":2"#, #""score":37"#, #""score":-1"#,
        #""score":"high""#,
        #""success":"maybe""#,
    ])
    func isSaidNotToBeUnderstood(_ field: String) throws {
        let (catalogue, report) = try TemporaryFolder().catalogue(
            #"{"run_id":"r","messages":[{"agent":"a","content":"x"}],\#(field)}"#)
        #expect(report.runs.map(\.success) == [nil] && report.counts.oddOutcomes == 1)
        #expect(try catalogue.trace().notices.contains { $0.contains("tells no outcome") })
    }

    @Test func aScoreBesideASuccessAndASecondOutcomeAreSaid() throws {
        let message = #"{"type":"message","trace":"r","turn":1,"agent":"a","output":"x"}"# + "\n"
        let (first, _) = try TemporaryFolder().catalogue(
            message + #"{"type":"outcome","trace":"r","success":true,"score":37}"# + "\n")
        #expect(try first.trace().notices.contains { $0.contains("37") })
        let (second, _) = try TemporaryFolder().catalogue(
            message + [true, false].map { #"{"type":"outcome","trace":"r","success":\#($0)}"# + "\n" }.joined())
        let trace = try second.trace()
        #expect(trace.outcome?.success == false && trace.notices.contains { $0.contains("two outcomes") })
        let (_, report) = try TemporaryFolder().catalogue(
            message + #"{"type":"outcome","trace":"r","score":37}"# + "\n")
        #expect(report.badLines.map(\.reason).contains { $0.contains(#""score" is 37"#) })
    }

    @Test func turnsWrittenAsTextAreTurns() throws {
        let text = ["1", "1", "2", "3"].enumerated()
            .map { #"{"run_id":"r","turn":"\#($1)","agent":"\#($0 % 2)","content":"x"}"# + "\n" }.joined()
        let (catalogue, _) = try TemporaryFolder().catalogue(text)
        #expect(try catalogue.trace().messages.map(\.turn) == [1, 1, 2, 3])
    }
}
