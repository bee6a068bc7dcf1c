import Synchronization
import TraceFiles

/// Works on every run of a catalogue, on all cores, results in catalogue order.
enum RunStream {
    /// Calls `work` for each run on some thread and `consume` with each result in order; one run that cannot be read
    /// never ends the work on others.
    static func forEach<Result: Sendable>(
        _ catalogue: Catalogue,
        work: @escaping @Sendable (TraceReader, Int) throws -> Result,
        consume: (Int, Swift.Result<Result, any Error>) throws -> Void
    ) throws {
        let position = Mutex(0)
        let count = catalogue.count
        var handed = 0
        try OrderedWork.run(
            next: {
                position.withLock { position -> Int? in
                    guard position < count else { return nil }
                    position += 1
                    return position - 1
                }
            },
            start: { try catalogue.makeReader() },
            work: { reader, run in Swift.Result { try work(reader, run) } },
            consume: { result in
                try consume(handed, result)
                handed += 1
                return true
            })
    }
}
