import Synchronization
import Testing

@testable import CreditEngine

@Suite("Work side by side, results in order")
struct InOrderTests {
    private struct Broken: Error, Equatable {
        var item: Int
    }

    /// Finishes work in the order that a test asks for.
    private actor Gate {
        private var open: Set<Int> = []
        private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]

        func pass(_ item: Int) async {
            guard !open.contains(item) else { return }
            await withCheckedContinuation { waiting[item] = $0 }
        }

        func release(_ item: Int) {
            open.insert(item)
            waiting.removeValue(forKey: item)?.resume()
        }
    }

    @Test("results keep the order of the items, whatever ends first", arguments: [1, 2, 4, 9])
    func order(width: Int) async throws {
        let gate = Gate()
        if width == 1 { for item in 0..<4 { await gate.release(item) } } else { await gate.release(1) }
        let results = try await inOrder([0, 1, 2, 3], width: width) { item in
            await gate.pass(item)
            for other in [0, 2, 3] where other != item { await gate.release(other) }
            return item * 10
        }
        #expect(results == [0, 10, 20, 30])
    }

    @Test("never more than the width is under way, and no item begins that may not", arguments: [1, 2, 3])
    func width(width: Int) async throws {
        let underWay = Mutex((now: 0, most: 0))
        try await inOrder(Array(0..<12), width: 3, mayBegin: { $0 < width }) { _ in
            underWay.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            await Task.yield()
            underWay.withLock { $0.now -= 1 }
        } consume: { _, _ in
        }
        #expect(underWay.withLock { $0.most } <= width && underWay.withLock { $0.now } == 0)
    }

    @Test("when one fails, no further one begins, and what is finished is consumed first")
    func failure() async throws {
        let begun = Mutex<Set<Int>>([])
        let gate = Gate()
        var consumed: [Int] = []
        await #expect(throws: Broken(item: 1)) {
            try await inOrder(Array(0..<9), width: 2) { item in
                _ = begun.withLock { $0.insert(item) }
                guard item == 1 else {
                    await gate.pass(0)
                    return item
                }
                await gate.release(0)
                throw Broken(item: item)
            } consume: { _, made in
                consumed.append(made)
            }
        }
        #expect(consumed == [0] && begun.withLock { $0.isSubset(of: [0, 1, 2]) })
    }

    @Test("what consuming throws ends all")
    func consuming() async throws {
        let begun = Mutex(0)
        await #expect(throws: Broken(item: 0)) {
            try await inOrder(Array(0..<50), width: 2) { item in
                begun.withLock { $0 += 1 }
                return item
            } consume: { item, _ in
                throw Broken(item: item)
            }
        }
        #expect(begun.withLock { $0 } < 50)
    }

    @Test("the rank of work is its place, and that of the outermost order stays")
    func ranks() async throws {
        let ranks = try await inOrder([0, 1, 2], width: 3) { _ in
            try await inOrder([0, 1, 2, 3], width: 2) { _ in WorkRank.current }
        }
        #expect(ranks == [[0, 0, 0, 0], [1, 1, 1, 1], [2, 2, 2, 2]])
        #expect(WorkRank.current == Int.max)
    }
}
