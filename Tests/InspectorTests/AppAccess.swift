@testable import Inspector

/// What tests look at inside the program: the screens of its stack, and parts of the session.
extension App {
    /// What lies over the runs or over the opened run, without questions and menus.
    enum Overlay: Equatable { case help, legend, log, line, jobs, approvals, labels, diff }

    func screen<S: Screen>(_ type: S.Type) -> S? { stack.lazy.reversed().compactMap { $0 as? S }.first }

    var overlays: [Overlay] {
        let opened = stack.lastIndex { $0.isBase } ?? 0
        return stack[(opened + 1)...].compactMap { screen in
            switch screen {
            case is HelpScreen: .help
            case is LegendScreen: .legend
            case is LogScreen: .log
            case is LineScreen: .line
            case is JobsScreen: .jobs
            case is ApprovalsScreen: .approvals
            case is LabelsScreen: .labels
            case is DiffScreen: .diff
            default: nil
            }
        }
    }

    var run: RunScreen? { screen(RunScreen.self) ?? left[ObjectIdentifier(RunScreen.self)] as? RunScreen }
    var isRunShown: Bool { stack.last { $0.isBase } is RunScreen }
    var diff: DiffScreen? { screen(DiffScreen.self) }
    var menu: ReplayMenu? { screen(ReplayMenu.self) }
    var help: HelpScreen? { screen(HelpScreen.self) }
    var log: LogScreen? { screen(LogScreen.self) }
    var line: LineScreen? { screen(LineScreen.self) }
    var jobsScreen: JobsScreen? { screen(JobsScreen.self) }
    var approvals: ApprovalsScreen? {
        screen(ApprovalsScreen.self) ?? left[ObjectIdentifier(ApprovalsScreen.self)] as? ApprovalsScreen
    }
    /// The question on top.
    var confirmation: Confirmation? { top as? Confirmation }
    var isConfirming: Bool { confirmation != nil }
    var catalogue: Catalogue { session.catalogue }
    var runs: RunList { session.list }
    var jobs: Jobs { session.jobs }
    var notice: Notice? { session.notice }
    var generation: Int { session.generation }
    var breakpoint: Breakpoint? { session.breakpoint }
    var isOnBadLine: Bool { session.list.isOnBadLine }
    /// The lines of the lower pane as one text, its blanks made single.
    var evidence: String {
        (run?.lowerPane.lines ?? []).flatMap(\.spans).map(\.text).joined(separator: " ")
            .split { $0 == " " }.joined(separator: " ")
    }
    var latestSwap: RunMeasurement.Swapped? { run?.latestSwap }
    var equivalent: String? { run?.equivalent(session) }
}
