import Synchronization
package import TraceFiles

/// Works on runs of a catalogue on all cores, results in order; one run that cannot be read never ends the work on others.
package enum RunStream {
    /// Calls `work` for each run (or for those of a range) on some thread and `consume` with each result in catalogue
    /// order, until `isWanted` says no.
    ///
    /// - Parameter atOnce: the most runs that a thread takes at once, for work that is done sooner than threads are woken;
    ///   there are always eight pieces of work a thread where there are as many runs.
    package static func forEach<Result: Sendable>(
        _ catalogue: Catalogue, runs: Range<Int>? = nil, atOnce: Int = 1,
        while isWanted: @escaping @Sendable () -> Bool = { true },
        work: @escaping @Sendable (TraceReader, Int) throws -> Result,
        consume: (Int, Swift.Result<Result, any Error>) throws -> Void
    ) throws {
        let runs = runs ?? 0..<catalogue.count
        let most = max(1, min(atOnce, runs.count / (8 * OrderedWork.workers)))
        let position = Mutex(runs.lowerBound)
        var handed = runs.lowerBound
        try OrderedWork.run(
            next: {
                position.withLock { position -> Range<Int>? in
                    guard position < runs.upperBound, isWanted() else { return nil }
                    let first = position
                    position = min(position + most, runs.upperBound)
                    return first..<position
                }
            },
            start: { try catalogue.makeReader() },
            work: { reader, runs in runs.map { run in Swift.Result { try work(reader, run) } } },
            consume: { results in
                for result in results {
                    try consume(handed, result)
                    handed += 1
                }
                return true
            })
    }

    /// The results of `work` for the given runs, in their order.
    package static func map<Result: Sendable>(
        _ catalogue: Catalogue, runs: [Int], work: @escaping @Sendable (TraceReader, Int) -> Result
    ) throws -> [Result] {
        guard !runs.isEmpty else { return [] }
        let position = Mutex(0)
        var results: [Result] = []
        results.reserveCapacity(runs.count)
        try OrderedWork.run(
            workers: min(OrderedWork.workers, runs.count),
            next: {
                position.withLock { position -> Int? in
                    guard position < runs.count else { return nil }
                    position += 1
                    return runs[position - 1]
                }
            },
            start: { try catalogue.makeReader() }, work: work,
            consume: { result in
                results.append(result)
                return true
            })
        return results
    }
}
