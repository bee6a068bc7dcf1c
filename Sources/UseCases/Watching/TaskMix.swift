import CreditEngine
import Foundation

/// Whether the tasks of a stream are still those of the baseline, by their length, their words and their identifiers.
///
/// Each task falls into one class of each of the three; a class that has become more frequent is found as kinds of failure
/// are (`ModeDetector`), at 1 % for each of the three. It says nothing of success.
struct TaskMix: Sendable {
    /// A task as far as its run says.
    struct Task: Sendable {
        var id: String?
        var words: [Substring]

        init?(_ facts: RunFacts) {
            guard let input = facts.input else { return nil }
            (id, words) = (facts.problem, input.split { !$0.isLetter && !$0.isNumber })
        }
    }

    /// What tasks are told apart by, each with the classes of the baseline.
    private struct Feature: Sendable {
        var name: String
        var detector: ModeDetector
        /// Tasks of the baseline that it was learned from.
        var tasks: Int
        var classify: @Sendable (Task) -> String?
    }

    private var features: [Feature] = []
    /// Classes that have occurred, and those of the latest tasks by number.
    private var kinds = Distinct<ModeDetector.Cell>()
    private var classes: [[Int]] = []
    /// Classes that a change was told of.
    private var named: Set<ModeDetector.Cell> = []

    /// What was seen so far, apart from the tasks of the baseline.
    struct Memory: Sendable, Codable {
        fileprivate var detectors: [String: ModeDetector.Memory]
        fileprivate var kinds: Distinct<ModeDetector.Cell>
        fileprivate var classes: [[Int]]
        fileprivate var named: Set<ModeDetector.Cell>
    }

    /// What was seen so far; tasks against the same baseline go on from it.
    var memory: Memory {
        let detectors = features.map { ($0.name, $0.detector.memory) }
        return Memory(
            detectors: Dictionary(detectors) { $1 }, kinds: kinds, classes: classes, named: named)
    }

    /// Tasks that are kept to find where a change began.
    private static let memory = 20_000
    /// Tasks of a baseline that are looked at.
    static let most = 5_000

    /// Learns the tasks of a baseline; what too few of them tell is not looked at.
    ///
    /// - Parameter memory: what was seen already.
    init(_ tasks: [Task], memory: Memory? = nil) {
        learn(tasks, memory?.detectors ?? [:])
        if let memory { (kinds, classes, named) = (memory.kinds, memory.classes, memory.named) }
    }

    private mutating func learn(_ tasks: [Task], _ seen: [String: ModeDetector.Memory]) {
        let lengths = tasks.map(\.words.count).sorted()
        guard let longest = lengths.last else { return }
        let quarters = (1...3).map { lengths[min(lengths.count - 1, $0 * lengths.count / 4)] }
        add("length", tasks, seen) { task in
            if task.words.count > longest { return "longer than any before" }
            let quarter = quarters.firstIndex { task.words.count <= $0 } ?? 3
            return ["among the shortest", "rather short", "rather long", "among the longest"][quarter]
        }
        // What is known from one half says how new the other half is; which half is left to chance, always the same.
        let random = KeyedRandom(seed: 1)
        var (known, fresh): ([Task], [Task]) = ([], [])
        for (number, task) in tasks.enumerated() {
            if random.unit("half", number) < 0.5 { known.append(task) } else { fresh.append(task) }
        }
        let vocabulary = Set(known.lazy.flatMap(\.words).map { $0.lowercased() })
        add("words", fresh, seen) { task in
            guard !task.words.isEmpty else { return nil }
            let new = task.words.count { !vocabulary.contains($0.lowercased()) }
            switch Double(new) / Double(task.words.count) {
            case ..<0.1: return Self.known
            case ..<0.3: return "partly new"
            default: return "mostly new"
            }
        }
        let ids = Set(known.compactMap(\.id))
        add("identifiers", fresh, seen) { task in task.id.map { ids.contains($0) ? Self.known : "new" } }
    }

    /// Tasks like those of before: more of them are no change, because a stream comes back to tasks that a baseline has once.
    private static let known = "known"

    private mutating func add(
        _ name: String, _ tasks: [Task], _ seen: [String: ModeDetector.Memory],
        _ classify: @escaping @Sendable (Task) -> String?
    ) {
        let classes = tasks.compactMap(classify)
        let counts = Dictionary(grouping: classes) { ModeDetector.Cell(agent: name, mode: $0) }.mapValues(\.count)
        let memory = seen[name] ?? ModeDetector.Memory()
        guard let detector = try? ModeDetector(baseline: counts, runs: classes.count, memory: memory) else { return }
        features.append(Feature(name: name, detector: detector, tasks: classes.count, classify: classify))
    }

    /// A class of tasks that has become more frequent: how often it came, and in the baseline.
    struct Change: Sendable {
        var cell: ModeDetector.Cell
        var now: Int, runs: Int, before: Int, runsBefore: Int
        /// The number of the task, counted back from the last, with which it most likely began.
        var length: Int
    }

    /// Takes the next task; answers what has changed, each class once.
    mutating func add(_ task: Task) -> [Change] {
        var own: [Int] = []
        var changes: [Change] = []
        for index in features.indices {
            guard let name = features[index].classify(task) else { continue }
            let cell = ModeDetector.Cell(agent: features[index].name, mode: name)
            own.append(kinds.number(of: cell))
            _ = features[index].detector.add(cell)
            guard name != Self.known, !named.contains(cell) else { continue }
            for rise in features[index].detector.rises()
            where rise.cell.mode != Self.known && named.insert(rise.cell).inserted {
                changes.append(
                    Change(
                        cell: rise.cell, now: rise.count, runs: rise.runs, before: rise.before,
                        runsBefore: features[index].tasks, length: 0))
            }
        }
        classes.append(own)
        if classes.count > Self.memory { classes.removeFirst(Self.memory / 2) }
        for index in changes.indices { changes[index].length = length(of: changes[index]) }
        return changes
    }

    /// Tasks since the class most likely became more frequent: the largest likelihood ratio of its rate since then.
    private mutating func length(of change: Change) -> Int {
        let kind = kinds.number(of: change.cell)
        let bound = min(max(WilsonInterval(change.before, of: change.runsBefore).high, 1e-6), 0.999)
        var (best, length) = (-Double.infinity, 1)
        for share in [0.1, 0.3, 0.6, 0.9] {
            let rate = bound + (1 - bound) * share
            let (gain, loss) = (log(rate / bound), log((1 - rate) / (1 - bound)))
            var ratio = 0.0
            for (count, own) in classes.reversed().enumerated() {
                ratio += own.contains(kind) ? gain : loss
                if ratio > best { (best, length) = (ratio, count + 1) }
            }
        }
        return length
    }
}
