import CreditEngine
import PlantedFaults

/// What all tables of `planted-faults` are made from.
struct FaultsPlan: Sendable {
    /// The suites that were asked for; `crowd` concerns repair only.
    private let asked: [Suite]
    /// Runs of each suite, or repairs of each kind, when somebody said how many.
    private let count: Int?
    /// Replays or rollouts at most, when somebody said how many.
    private let most: Int?
    /// The one strategy to repair with; `nil` is all.
    let strategy: DescentSettings.Method?
    /// How far seeds fix what is said in repairs, in [0,1]; coupled and free side by side where nobody said.
    let couplings: [Double]
    /// What planted teams speak.
    let language: Language
    /// The number of the first repair.
    let first: UInt64
    /// How the estimate is computed.
    let settings: CreditSettings
    /// Runs under way at once; no figure depends on it.
    let jobs: Int
    /// Whether every row is a JSON object.
    let json: Bool

    static let (usualSeeds, usualRepairs, usualReplays, usualRollouts) = (200, 20, 60, 300)

    init(
        suites: [Suite], asked count: Int?, budget: Int?, strategy: DescentSettings.Method? = nil,
        coupling: Double? = nil,
        language: Language = .english, from first: UInt64 = 1, settings: CreditSettings, jobs: Int, json: Bool
    ) {
        asked = suites
        self.count = count
        most = budget
        self.strategy = strategy
        couplings = coupling.map { [$0] } ?? [1, 0]
        self.language = language
        self.first = first
        self.settings = settings
        self.jobs = jobs
        self.json = json
    }

    /// The suites to localise in.
    var suites: [Suite] { asked.filter { $0.name != Suite.crowd.name } }
    /// The suites to repair.
    var repaired: [Suite] { asked }
    /// Runs of each suite.
    var seeds: Int { count ?? Self.usualSeeds }
    /// Repairs of each kind.
    var repairs: Int { count ?? Self.usualRepairs }
    /// The most replays of one measurement.
    var budget: Int { most ?? Self.usualReplays }
    /// The most rollouts of one repair.
    var repairBudget: Double { Double(most ?? Self.usualRollouts) }
}
