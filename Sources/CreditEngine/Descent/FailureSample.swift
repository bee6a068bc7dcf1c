/// Failed runs of the current prompts, each beside a successful run of the same problem where there is one.
struct FailureSample: Sendable {
    /// Problems with both kinds of run, in the order in which they were completed.
    private(set) var complete: [ProblemSlot] = []
    /// Problems that failed every time.
    private(set) var hopeless: [ProblemSlot] = []
    private var next = 0

    /// Problems that always fail after which, with none of the other kind, the search for it ends.
    private static let despair = 6
    /// How often each problem may be taken up.
    private static let passes = 3

    /// Samples until `count` more problems are complete.
    ///
    /// All open problems are run once a round, so the width changes nothing.
    mutating func gather(_ count: Int, _ resources: inout StrategyResources) async throws {
        let wanted = complete.count + count
        var open: [ProblemSlot] = []
        while complete.count < wanted {
            while open.count + complete.count < wanted, let problem = nextProblem(of: resources.optimise) {
                open.append(ProblemSlot(problem))
            }
            if open.isEmpty || (complete.isEmpty && hopeless.count >= Self.despair) { return }
            let samples = open.map { (problem: $0.problem, replay: resources.freshSample()) }
            let rollouts = try await resources.runs(resources.current, on: samples, for: .sampling)
            for index in open.indices { open[index].add(rollouts[index].success, replay: samples[index].replay) }
            for slot in open {
                switch slot.standing {
                case .complete: complete.append(slot)
                case .hopeless: hopeless.append(slot)
                case .open, .easy, .unknown: break
                }
            }
            open.removeAll { $0.standing != .open }
            try await resources.tell(.sampling)
        }
    }

    private mutating func nextProblem(of problems: [Problem]) -> Problem? {
        guard !problems.isEmpty, next < problems.count * Self.passes else { return nil }
        defer { next += 1 }
        return problems[next % problems.count]
    }
}
