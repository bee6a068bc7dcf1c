package import CreditEngine
package import TraceFiles

/// Calibrates stretches of turns on the labelled runs of a catalogue; calls no model.
package struct LabelledRanges {
    /// The calibration.
    package let calibration: RangeCalibration
    /// Runs without a label that names a turn in them, or that cannot be read.
    package let left: Int

    /// Goes through all runs.
    ///
    /// Throws `TraceFileError`.
    package init(_ catalogue: Catalogue, form: LabelForm, estimator: TraceEstimator) throws {
        var reaches: [Double] = []
        var left = 0
        try RunStream.forEach(catalogue) { reader, run -> Double? in
            let trace = try reader.trace(run)
            guard let label = try reader.label(run, form: form), let turn = Truth(label, in: trace)?.turn(in: trace)
            else {
                return nil
            }
            return RangeCalibration.reach(of: trace, estimator.estimate(trace), turn: turn)
        } consume: { _, result in
            if case .success(.some(let reach)) = result { reaches.append(reach) } else { left += 1 }
        }
        calibration = RangeCalibration(reaches)
        self.left = left
    }
}
