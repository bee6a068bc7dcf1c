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
        case ranked(EvaluationReport.Run)
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
            guard let label = try reader.label(run, form: form) else { return .unlabelled }
            return EvaluationReport.Run(trace, credit, label, group: "").map { .ranked($0) } ?? .mislabelled
        } consume: { run, result in
            switch result {
            case .success(.ranked(var ranked)):
                ranked.group = catalogue.group(of: run)
                report.add(ranked)
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
