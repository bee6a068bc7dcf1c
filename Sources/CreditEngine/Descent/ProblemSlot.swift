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
    }

    /// The problem.
    let problem: Problem
    /// Its runs so far, by the number of their sample.
    private(set) var runs: [(replay: UInt64, success: Bool?)] = []

    /// Runs after which a problem that always failed, or always succeeded, is left alone.
    private static let (failures, successes) = (5, 3)

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
        if runs.count >= Self.failures { return failed.isEmpty ? .easy : .hopeless }
        return won.count >= Self.successes && failed.isEmpty ? .easy : .open
    }

    /// The share of the other samples of the problem that succeeded: V_0 of its first failed run.
    var start: Double {
        let others = runs.filter { $0.success != nil }.count - 1
        return others > 0 ? Double(won.count) / Double(others) : 0
    }
}
