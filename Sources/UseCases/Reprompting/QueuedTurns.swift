import CreditEngine
import CreditStore

/// The queue as turns that can be asked for again, each made ready when its time comes.
///
/// Making one ready reads its run and its team, so that of a long queue only what is asked for is read.
struct QueuedTurns {
    private let work: Reprompting
    private var items: ArraySlice<LabelItem>
    /// Runs that were looked at and cannot be asked for, by why.
    private(set) var leftOut: [NotAsked: Int] = [:]

    init(_ items: [LabelItem], for work: Reprompting) {
        (self.items, self.work) = (items[...], work)
    }

    /// Runs that were not looked at.
    var count: Int { items.count }

    /// The next turn that can be asked for; `nil` when none is left.
    ///
    /// Throws what is wrong with the team file.
    mutating func next() throws -> RepromptWork? {
        while let item = items.popFirst() {
            if let ready = try ready(item) { return ready }
        }
        return nil
    }

    /// All turns that can be asked for of some items, which are no longer in the queue then.
    mutating func take(_ numbers: Set<Int64>) throws -> [RepromptWork] {
        let taken = items.filter { numbers.contains($0.number) }
        items = items.filter { !numbers.contains($0.number) }[...]
        return try taken.compactMap { try ready($0) }
    }

    private mutating func ready(_ item: LabelItem) throws -> RepromptWork? {
        do {
            return try RepromptWork(QueuedTurn(item), work.source, work.policy, seed: work.seed)
        } catch let why as NotAsked {
            leftOut[why, default: 0] += 1
            return nil
        }
    }
}
