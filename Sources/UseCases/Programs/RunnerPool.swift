import ChildPrograms

/// The processes of the user's own system, each used again and again: as few as hold the runs under way.
actor RunnerPool {
    private struct Member {
        let process: SharedProgram
        var requests: Int
    }

    private let concurrency: Int
    private let make: @Sendable () -> SharedProgram
    private var members: [Member] = []
    private var requests = 0
    private var isOver = false

    /// Makes a pool without processes.
    ///
    /// - Parameter concurrency: the most requests that a process holds at once, from 1.
    init(concurrency: Int, make: @escaping @Sendable () -> SharedProgram) {
        (self.concurrency, self.make) = (concurrency, make)
    }

    /// A process that can take a request, and the number of that request, from 1.
    func borrow() -> (process: SharedProgram, request: Int) {
        requests += 1
        if let free = members.firstIndex(where: { $0.requests < concurrency && !$0.process.isSpent }) {
            members[free].requests += 1
            return (members[free].process, requests)
        }
        let process = make()
        members.append(Member(process: process, requests: 1))
        return (process, requests)
    }

    /// Takes a process back.
    func give(back process: SharedProgram) {
        guard let place = members.firstIndex(where: { $0.process === process }) else { return }
        members[place].requests -= 1
        if members[place].requests == 0, isOver || process.isSpent {
            members.remove(at: place)
            process.end()
        }
    }

    /// Ends all processes, those that are being asked when they have answered.
    func end() async {
        isOver = true
        let idle = members.filter { $0.requests == 0 }.map(\.process)
        members.removeAll { $0.requests == 0 }
        await SharedProgram.end(idle)
    }
}
