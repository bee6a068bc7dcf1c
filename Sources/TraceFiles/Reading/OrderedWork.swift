import Foundation
import Synchronization

/// Does work on several threads and hands the results over in the order of the items.
///
/// Memory is bounded: at most `4 * workers` items are taken ahead of the one that is handed over next. Results do not
/// depend on the number of workers.
public enum OrderedWork {
    /// The number of threads that a machine of this size should use.
    public static var workers: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// Works on the items that `next` gives until it gives none.
    ///
    /// - Parameters:
    ///   - next: gives the next item; called by one thread at a time.
    ///   - start: makes what each worker keeps for itself, such as a parser.
    ///   - work: turns an item into a result, on any thread.
    ///   - consume: takes the results in order, on the calling thread; `false` ends the work early.
    public static func run<Item: Sendable, Worker, Result: Sendable>(
        workers: Int = OrderedWork.workers,
        next: @escaping @Sendable () -> Item?,
        start: @escaping @Sendable () throws -> Worker,
        work: @escaping @Sendable (Worker, Item) -> Result,
        consume: (Result) throws -> Bool
    ) throws {
        let queue = Queue<Item, Result>(window: workers * 4, next: next)
        for _ in 0..<workers {
            let thread = Thread {
                do {
                    let worker = try start()
                    while let (position, item) = queue.take() { queue.put(work(worker, item), at: position) }
                } catch {
                    queue.fail(error)
                }
                queue.leave()
            }
            thread.start()
        }
        queue.expect(workers)
        defer { queue.close() }
        while let result = try queue.pop() {
            guard try consume(result) else { return }
        }
    }

    /// Items taken and results not yet handed over, behind one lock.
    private final class Queue<Item: Sendable, Result: Sendable>: @unchecked Sendable {
        private let condition = NSCondition()
        private let window: Int
        private let next: @Sendable () -> Item?
        private var results: [Int: Result] = [:]
        private var taken = 0
        private var handed = 0
        private var exhausted = false
        private var closed = false
        private var running = 0
        private var failure: (any Error)?

        init(window: Int, next: @escaping @Sendable () -> Item?) {
            self.window = window
            self.next = next
        }

        func expect(_ workers: Int) {
            condition.lock()
            running += workers
            condition.unlock()
        }

        func take() -> (Int, Item)? {
            condition.lock()
            defer { condition.unlock() }
            while !closed, !exhausted, taken - handed >= window { condition.wait() }
            guard !closed, !exhausted, failure == nil, let item = next() else {
                exhausted = true
                condition.broadcast()
                return nil
            }
            taken += 1
            return (taken - 1, item)
        }

        func put(_ result: Result, at position: Int) {
            condition.lock()
            results[position] = result
            // Whoever takes the results waits for this one only.
            if position == handed { condition.broadcast() }
            condition.unlock()
        }

        func fail(_ error: any Error) {
            condition.lock()
            failure = failure ?? error
            condition.broadcast()
            condition.unlock()
        }

        func leave() {
            condition.lock()
            running -= 1
            condition.broadcast()
            condition.unlock()
        }

        /// The next result in order; `nil` after the last one.
        func pop() throws -> Result? {
            condition.lock()
            defer { condition.unlock() }
            while true {
                if let failure { throw failure }
                if let result = results.removeValue(forKey: handed) {
                    handed += 1
                    // Workers wait only when the window was full before.
                    if taken - handed + 1 >= window { condition.broadcast() }
                    return result
                }
                if exhausted, handed == taken { return nil }
                condition.wait()
            }
        }

        /// Lets the workers end, and waits for them: what they read belongs to the caller again.
        func close() {
            condition.lock()
            closed = true
            condition.broadcast()
            while running > 0 { condition.wait() }
            condition.unlock()
        }
    }
}
