/// One problem that is run until a failed and a successful run of it are there.
///
/// The failed run is what is to be explained; the successful one's seed is where the explanation starts.
struct ProblemSlot: Sendable {
    /// What becomes of a problem.
    enum Standing: Sendable {
        /// More runs are needed.
        case open
        /// Both kinds of run are there.
        case complete
        /// It never failed.
        case easy
        /// It failed every time: speaking again changes nothing.
        case hopeless
        /// Too many of its runs came to no outcome, which says nothing about it.
        case unknown
    }

    /// The problem.
    let problem: Problem
    /// Its runs so far, by the number of their sample.
    private(set) var runs: [(replay: UInt64, success: Bool?)] = []

    /// Runs after which a problem that always failed, always succeeded, or had no outcome is left alone.
    private static let (failures, successes, silences) = (5, 3, 5)

    init(_ problem: Problem) {
        self.problem = problem
    }

    mutating func add(_ success: Bool?, replay: UInt64) {
        runs.append((replay, success))
    }

    /// The numbers of the samples that failed, and of those that succeeded.
    var failed: [UInt64] { runs.filter { $0.success == false }.map(\.replay) }
    var won: [UInt64] { runs.filter { $0.success == true }.map(\.replay) }

    var standing: Standing {
        if !failed.isEmpty, !won.isEmpty { return .complete }
        if failed.count >= Self.failures { return .hopeless }
        if won.count >= Self.successes { return .easy }
        return runs.count - failed.count - won.count >= Self.silences ? .unknown : .open
    }

    /// What a lost run of the problem weighs among others: the share of the other samples that succeeded.
    ///
    /// It is no estimate of V_0: sampling ends at the first run of the other kind, so that a success rate of .5 gives .85
    /// on average. Nobody is told it as a measured figure.
    var weight: Double {
        let others = failed.count + won.count - 1
        return others > 0 ? Double(won.count) / Double(others) : 0
    }
}
