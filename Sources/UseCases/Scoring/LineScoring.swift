package import CreditEngine
import Synchronization
package import TraceFiles

/// Scores a stream line by line for engines: one line in, one record out, in order.
package struct LineScoring: Sendable {
    /// What is done with a line that holds no run.
    package enum BadLines: String, Sendable, CaseIterable {
        case report, skip, fail
    }

    /// A line that holds no run, where that is not allowed.
    package struct Failure: Error, CustomStringConvertible {
        package let line: Int
        package let reason: String
        package var description: String { "line \(line) holds no run (\(reason)); --bad report goes on behind it" }
    }

    private let options: ReadingOptions
    private let estimator: TraceEstimator
    private let calibration: RangeCalibration
    private let bad: BadLines

    package init(
        options: ReadingOptions, estimator: TraceEstimator, calibration: RangeCalibration, bad: BadLines
    ) {
        (self.options, self.estimator, self.calibration, self.bad) = (options, estimator, calibration, bad)
    }

    /// Scores the lines of an open descriptor; throws `Failure` at the first line without a run where that ends the work.
    ///
    /// What has come is answered before more is waited for: whoever sends a line may wait for its record.
    package func run(_ descriptor: Int32, write: ([UInt8]) throws -> Void) throws {
        var input = InputLines(descriptor)
        var failed: Failure?
        while failed == nil {
            let lines = input.next(atMost: 512)
            guard !lines.isEmpty else { break }
            let next = Mutex(lines[...])
            try OrderedWork.run(
                workers: min(OrderedWork.workers, lines.count), next: { next.withLock { $0.popFirst() } },
                start: { try RunLineReader(options: options) },
                work: { reader, line in scored(line, reader) },
                consume: { result in
                    if bad == .fail, let failure = result.failure {
                        failed = failure
                    } else if bad != .skip || result.isRun {
                        try write(result.record)
                    }
                    return failed == nil
                })
        }
        if let failed { throw failed }
    }

    /// A line's record, and why it is a failure; a blank line is neither a run nor a failure.
    private func scored(
        _ line: InputLines.Line, _ reader: RunLineReader
    ) -> (record: [UInt8], isRun: Bool, failure: Failure?) {
        let place = (line: line.number, offset: line.offset)
        switch reader.read(line.bytes, number: line.number) {
        case .run(let trace):
            return (ScoreRecord.line(trace, estimator.estimate(trace), calibration, at: place), true, nil)
        case .blank: return (ScoreRecord.line(without: "blank", reason: nil, at: place), false, nil)
        case .unknown(let kind):
            let failure = Failure(line: line.number, reason: "a record of unknown kind: \(kind)")
            return (ScoreRecord.line(without: "unknown", reason: kind, at: place), false, failure)
        case .bad(let reason):
            let failure = Failure(line: line.number, reason: reason)
            return (ScoreRecord.line(without: "bad", reason: reason, at: place), false, failure)
        }
    }
}
