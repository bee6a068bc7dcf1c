@testable import CreditEngine
@testable import Inspector

extension MadeUpRuns {
    /// Blame over failed runs as on the design's first screen.
    static let blame = BlameTable(
        failures: 1801,
        rows: [
            .init(
                agent: "planner", phases: [0.2, 0.11, 0.0, 0.14, 0.0], share: 0.11, interval: 0.10...0.13, runs: 198),
            .init(
                agent: "researcher", phases: [1.05, 2.2, 0.96, 6.24, 0.0], share: 0.58, interval: 0.56...0.60,
                runs: 1045),
            .init(agent: "coder", phases: [0.0, 0.09, 0.31, 0.12, 0.0], share: 0.13, interval: 0.11...0.15, runs: 234),
            .init(agent: "critic", phases: [0.0, 0.0, 0.0, 0.07, 0.0], share: 0.04, interval: 0.03...0.05, runs: 72),
            .init(
                agent: "coordinator", phases: [0.0, 0.0, 0.09, 0.31, 0.08], share: 0.14, interval: 0.12...0.16,
                runs: 252),
        ])
}
