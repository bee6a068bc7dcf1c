import CreditEngine
import Synchronization

/// A run of K cells in which some erred, and a team whose cells err again by their seed's draws.
struct FaultyWorld: Replayer {
    /// When a run fails.
    enum Fault: Sendable {
        case none, always
        case every([Int])
        case any([Int])
    }

    var fault: Fault
    /// The chance that a culprit's cell errs when it speaks again.
    var rate = 0.5
    /// The share of draws that a seed fixes.
    var coupling = 1.0
    /// Whether some replays fail to come to an end.
    var undefined = 0.0
    var cells = 12
    /// Cells whose recorded words restate the error, so that the run fails whatever they hear.
    var carriers: [Int] = []

    func replay(_ request: ReplayRequest) async throws -> ReplayResult {
        try Task.checkCancellation()
        let spoken = cells - request.kept.count
        let random = KeyedRandom(seed: request.seed)
        if random.unit("undefined \(request.kept.count)") < undefined {
            return ReplayResult(.undefined("the model gave up"), spoken: spoken)
        }
        let erred =
            switch fault {
            case .none: false
            case .always: true
            case .every(let culprits): culprits.allSatisfy { errs($0, request) }
            case .any(let culprits): culprits.contains { errs($0, request) }
            }
        let failed = erred || carriers.contains(where: request.kept.contains)
        return ReplayResult(
            .outcome(failed ? 0 : 1, success: !failed), spoken: spoken, first: ["said with \(request.seed)"])
    }

    private func errs(_ cell: Int, _ request: ReplayRequest) -> Bool {
        if request.kept.contains(cell) { return true }
        var seed = request.seed
        if let replaced = request.replaced, replaced.position == cell {
            guard case .said(let words) = replaced.by, let other = words.first?.split(separator: " ").last else {
                return false
            }
            seed = UInt64(other) ?? seed
        }
        let fixed = KeyedRandom(seed: seed)
        if fixed.unit("coupled", cell) < coupling { return fixed.unit("errs", cell) < rate }
        let free = KeyedRandom(
            RandomKey(
                problem: "\(request.kept.hashValueOfPositions(cells))", replay: seed, what: "\(request.repetition)"))
        return free.unit("errs", cell) < rate
    }

    /// A failed run of `cells` cells, three agents a turn, without content that could be carried on.
    func trace(seed: UInt64? = nil) -> Trace {
        Trace(
            id: "made up", problem: Problem(id: "p", input: "?"), agents: ["a", "b", "c"].map { Agent(name: $0) },
            messages: (0..<cells).map { Message(ordinal: $0, turn: $0 / 3 + 1, agent: $0 % 3, output: "so") },
            outcome: Outcome(success: false, score: 0), seed: seed)
    }
}

extension CellSet {
    fileprivate func hashValueOfPositions(_ count: Int) -> String {
        (0..<count).map { contains($0) ? "x" : "." }.joined()
    }
}

/// Counts replays, and how many are under way at once.
final class BusyReplayer: Replayer {
    let world: FaultyWorld
    let busy = Mutex((now: 0, most: 0, made: 0))

    init(_ world: FaultyWorld) { self.world = world }

    func replay(_ request: ReplayRequest) async throws -> ReplayResult {
        busy.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.made + 1) }
        defer { busy.withLock { $0.now -= 1 } }
        await Task.yield()
        return try await world.replay(request)
    }
}
