/// All jobs since the program started, in order.
struct Jobs: Sendable {
    private(set) var all: [Job] = []

    var open: [Job] { all.filter(\.isOpen) }

    subscript(id: JobID) -> Job? {
        get { all[safe: id - 1] }
        set { if let newValue, all.indices.contains(id - 1) { all[id - 1] = newValue } }
    }

    /// Takes away what an earlier session left of a task that is now gone on with.
    mutating func replace(cutOff task: ReplayTask, of run: RunKey) {
        for place in all.indices where all[place].state == .cutOff && all[place].run == run {
            if all[place].replays?.isSameWork(as: task) == true { all[place].state = .ended(.stopped) }
        }
    }

    /// Adds a job; returns its number.
    mutating func start(_ make: (JobID) -> Job) -> Job {
        let job = make(all.count + 1)
        all.append(job)
        return job
    }
}
