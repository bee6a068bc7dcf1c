import CreditEngine
import Testing

@testable import TraceFiles

/// Runs of one identifier in one file, as in files that were written one behind the other.
struct RepeatedRunsTests {
    /// A run called `r` of a problem, a record a line.
    private func run(_ problem: Int, success: Bool) -> [String] {
        [
            #"{"type":"trace","trace":"r","problem":{"id":"p\#(problem)"}}"#,
            #"{"type":"message","trace":"r","turn":1,"agent":"a","output":"words \#(problem)"}"#,
            #"{"type":"outcome","trace":"r","success":\#(success)}"#,
        ]
    }

    @Test(arguments: [16, 1 << 20]) func eachTraceRecordBehindAnOutcomeBeginsARun(_ blockSize: Int) throws {
        let lines = run(0, success: true) + run(1, success: false) + run(2, success: true)
        var options = ReadingOptions()
        options.blockSize = blockSize
        let (catalogue, report) = try TemporaryFolder().catalogue(lines.joined(separator: "\n"), options: options)
        #expect(report.runs.map(\.problem) == ["p0", "p1", "p2"] && report.runs.map(\.success) == [true, false, true])
        let reader = try catalogue.makeReader()
        for run in 0..<catalogue.count {
            let trace = try reader.trace(run)
            #expect(trace.problem?.id == "p\(run)" && trace.messages.map(\.output) == ["words \(run)"])
            #expect(trace.notices.isEmpty && trace.outcome?.success == (run != 1))
        }
    }

    @Test func aSecondTraceRecordBeforeAnyOutcomeIsOfTheSameRun() throws {
        let lines = run(0, success: true).prefix(2) + run(0, success: true)
        let (catalogue, report) = try TemporaryFolder().catalogue(lines.joined(separator: "\n"))
        #expect(report.runs.count == 1)
        #expect(try catalogue.trace().messages.count == 2)
    }
}
