/// The shortest way from one sequence to another by removing and adding elements.
///
/// Source: Myers (1986), "An O(ND) difference algorithm and its variations". The work is bounded: beyond the bound the
/// parts between the common beginning and the common end count as wholly replaced.
struct ShortestEdit {
    /// What happens to an element.
    enum Step: Equatable {
        /// The element of the old sequence at this index stays, as that of the new one.
        case keep(old: Int, new: Int)
        /// The element of the old sequence goes.
        case remove(Int)
        /// The element of the new sequence comes.
        case add(Int)
    }

    /// The most removals and additions that are looked for one by one.
    static let mostEdits = 1_000
    /// The most comparisons.
    static let mostComparisons = 4_000_000

    /// The steps in order; where something is replaced, the removals come first.
    static func steps(from old: [Int], to new: [Int]) -> [Step] {
        var start = 0
        while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
        var end = 0
        while end < old.count - start, end < new.count - start, old[old.count - 1 - end] == new[new.count - 1 - end] {
            end += 1
        }
        let a = Array(old[start..<old.count - end])
        let b = Array(new[start..<new.count - end])
        let kept = commonPairs(a, b)
        var steps = (0..<start).map { Step.keep(old: $0, new: $0) }
        var (x, y) = (0, 0)
        for pair in kept + [(a.count, b.count)] {
            steps += (x..<pair.0).map { .remove(start + $0) }
            steps += (y..<pair.1).map { .add(start + $0) }
            if pair.0 < a.count { steps.append(.keep(old: start + pair.0, new: start + pair.1)) }
            (x, y) = (pair.0 + 1, pair.1 + 1)
        }
        for offset in 0..<end {
            steps.append(.keep(old: old.count - end + offset, new: new.count - end + offset))
        }
        return steps
    }

    /// The indices of a longest common subsequence; empty beyond the bound.
    private static func commonPairs(_ a: [Int], _ b: [Int]) -> [(Int, Int)] {
        guard !a.isEmpty, !b.isEmpty else { return [] }
        // furthest[d][k + d] is how far diagonal k (old − new index) gets with d edits.
        var furthest: [[Int]] = []
        var comparisons = 0
        for edits in 0...min(mostEdits, a.count + b.count) {
            var row = [Int](repeating: -1, count: 2 * edits + 1)
            for k in stride(from: -edits, through: edits, by: 2) where k >= -b.count && k <= a.count {
                var x = edits == 0 ? 0 : Self.entry(k, edits, furthest[edits - 1])
                guard x >= 0, x - k >= 0, x <= a.count, x - k <= b.count else { continue }
                while x < a.count, x - k < b.count, a[x] == b[x - k] {
                    x += 1
                    comparisons += 1
                }
                comparisons += 1
                row[k + edits] = x
                if x == a.count, x - k == b.count {
                    furthest.append(row)
                    return backtrack(a, b, furthest)
                }
            }
            furthest.append(row)
            if comparisons > mostComparisons { return [] }
        }
        return []
    }

    /// Where diagonal `k` is entered with `edits` edits: by removing (from `k − 1`) or by adding (from `k + 1`).
    private static func entry(_ k: Int, _ edits: Int, _ before: [Int]) -> Int {
        func at(_ k: Int) -> Int {
            let index = k + edits - 1
            return before.indices.contains(index) ? before[index] : -1
        }
        let (removing, adding) = (at(k - 1), at(k + 1))
        return max(removing >= 0 ? removing + 1 : -1, adding)
    }

    private static func backtrack(_ a: [Int], _ b: [Int], _ furthest: [[Int]]) -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        var (x, y) = (a.count, b.count)
        for edits in stride(from: furthest.count - 1, through: 0, by: -1) {
            let k = x - y
            let entered = edits == 0 ? 0 : entry(k, edits, furthest[edits - 1])
            while x > entered {
                (x, y) = (x - 1, y - 1)
                pairs.append((x, y))
            }
            guard edits > 0 else { break }
            let index = k - 1 + edits - 1
            let before = furthest[edits - 1]
            if before.indices.contains(index), before[index] >= 0, before[index] + 1 == x {
                x -= 1
            } else {
                y -= 1
            }
        }
        return pairs.reversed()
    }
}
