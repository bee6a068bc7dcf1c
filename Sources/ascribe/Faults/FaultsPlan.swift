import CreditEngine
import PlantedFaults

/// What all tables of `ascribe faults` are made from.
struct FaultsPlan: Sendable {
    /// The suites to report on.
    var suites: [Suite]
    /// Runs of each suite.
    var seeds: Int
    /// The most replays of one measurement.
    var budget: Int
    /// How the estimate is computed.
    var settings: CreditSettings
    /// Runs under way at once; no figure depends on it.
    var jobs: Int
    /// Whether every row is a JSON object.
    var json: Bool
}
