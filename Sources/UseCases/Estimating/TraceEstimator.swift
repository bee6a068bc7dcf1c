package import CreditEngine

/// Estimates credit as the person asked for it, their own state program included.
package struct TraceEstimator: Sendable {
    package var settings = CreditSettings()
    /// The program for `--state command`.
    package var stateCommand: StateCommand?

    /// Makes one.
    package init(settings: CreditSettings = CreditSettings(), stateCommand: StateCommand? = nil) {
        self.settings = settings
        self.stateCommand = stateCommand
    }

    /// The estimate of a run.
    package func estimate(_ trace: Trace) -> EstimatedCredit {
        let answers = settings.state == .command ? stateCommand?.states(of: trace) ?? [] : []
        return estimateCredit(of: trace, settings: settings, answers: answers)
    }
}
