import CreditEngine
package import TraceFiles

/// Estimates the runs of a catalogue on all cores and holds each against its label; calls no model.
package struct FreeEvaluation {
    package let catalogue: Catalogue
    package let form: LabelForm
    package let estimator: TraceEstimator
    /// Gets why runs cannot be read.
    package let remark: RemarkHandler

    /// Makes one.
    package init(catalogue: Catalogue, form: LabelForm, estimator: TraceEstimator, remark: @escaping RemarkHandler) {
        self.catalogue = catalogue
        self.form = form
        self.estimator = estimator
        self.remark = remark
    }

    private enum Outcome: Sendable {
        case ranked([Ranker: Ranking], RangeCalibration.Trial?)
        case unlabelled
        case mislabelled
    }

    /// Goes through all runs; one that cannot be read is counted and said.
    ///
    /// Throws `TraceFileError`.
    package func run() throws -> EvaluationReport {
        var report = EvaluationReport(source: .estimated)
        let (form, estimator) = (form, estimator)
        try RunStream.forEach(catalogue) { reader, run -> Outcome in
            let trace = try reader.trace(run)
            let credit = estimator.estimate(trace)
            let suspicion = Suspicion(trace, credit)
            guard let label = try reader.label(run, form: form) else { return .unlabelled }
            guard let truth = Truth(label, in: trace) else { return .mislabelled }
            let trial = truth.turn(in: trace).flatMap { RangeCalibration.Trial(trace, credit, turn: $0) }
            return .ranked(Ranker.rankings(trace, suspicion, truth), trial)
        } consume: { run, result in
            switch result {
            case .success(.ranked(let rankings, let trial)):
                report.add(.init(group: catalogue.group(of: run), rankings: rankings, trial: trial))
            case .success(.unlabelled): report.addUnlabelled()
            case .success(.mislabelled): report.addMislabelled()
            case .failure(let error):
                report.addUnreadable()
                remark(Remark("\(error)", .error))
            }
        }
        return report
    }
}
