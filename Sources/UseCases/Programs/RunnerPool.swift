import ChildPrograms

/// The processes of the user's own system: as many as runs are under way at once, each used again and again.
actor RunnerPool {
    /// Milliseconds in which a process may end by itself once its input has ended.
    static let grace = 500

    private let make: @Sendable () -> ChildProgram
    private var idle: [ChildProgram] = []
    private var requests = 0
    private var isOver = false

    init(make: @escaping @Sendable () -> ChildProgram) { self.make = make }

    /// A process that nobody is asking, and the number of the request to put to it, from 1.
    func borrow() -> (process: ChildProgram, request: Int) {
        requests += 1
        return (idle.popLast() ?? make(), requests)
    }

    /// Takes a process back.
    func give(back process: ChildProgram) async {
        if isOver { return await process.end(grace: Self.grace) }
        idle.append(process)
    }

    /// Ends all processes, those that are being asked when they have answered.
    func end() async {
        isOver = true
        let all = idle
        idle = []
        for process in all { await process.end(grace: Self.grace) }
    }
}
