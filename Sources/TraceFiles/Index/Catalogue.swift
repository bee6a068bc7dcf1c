public import CreditEngine
import Synchronization

/// All the runs of the paths that a person named.
///
/// Made without reading anything; `index` then finds the runs, and `trace` decodes one of them when it is asked for.
/// Safe to use from any thread; `index` by one at a time. Runs keep their position while the catalogue grows.
public final class Catalogue: Sendable {
    private let files: [SourceFile]
    private let options: ReadingOptions
    private let state: Mutex<State>

    private struct State {
        var runs: [IndexedRun] = []
        var files: [FileProgress]
        /// Counts things started anew: a run of an earlier generation means nothing in a later one.
        var generation = 0
    }

    /// Finds the files; none of them is opened yet.
    ///
    /// Throws a `TraceFileError` when a path does not exist or a folder holds nothing to read.
    public init(paths: [String], options: ReadingOptions = ReadingOptions()) throws {
        let files = try PathSearch.files(paths)
        self.files = files
        self.options = options
        state = Mutex(State(files: files.map { _ in FileProgress() }))
    }

    /// The paths of the files, in order; `RunEntry.file` and `BadLine.file` are positions in it.
    public var paths: [String] { files.map(\.path) }

    /// Reads what was not read yet and reports what is found, in order, on the calling thread.
    ///
    /// Called again, it goes on where a file has grown. `report` answers `false` to stop. Throws
    /// `TraceFileError.changed` when a file was replaced or became shorter than what was read of it: `restart` then
    /// forgets everything.
    public func index(report: (IndexUpdate) throws -> Bool) throws {
        var pending = IndexUpdate()
        let progress = state.withLock { $0.files }
        let plan = try IndexPlan(files: files, progress: progress, failures: &pending.failures)
        pending.totalBytes = plan.totalBytes
        pending.bytes = plan.totalBytes - plan.newBytes
        pending.counts = progress.reduce(LineCounts()) { $0 + $1.counts }
        let options = options
        let files = files
        try OrderedWork.run(
            workers: min(OrderedWork.workers, max(1, plan.itemCount)), next: { plan.next() },
            start: { try BlockScanner(options: options) },
            work: { scanner, item in item.scan(files[item.file], scanner) },
            consume: { scan in
                var update = pending
                pending = IndexUpdate()
                state.withLock { state in
                    FileMerge.add(scan, of: files[scan.item.file], to: &state.files, runs: &state.runs, update: &update)
                }
                pending.counts = update.counts
                pending.bytes = update.bytes
                pending.totalBytes = update.totalBytes
                return try report(update)
            })
        pending.finished = true
        _ = try report(pending)
    }

    /// Forgets everything that was read.
    public func restart() {
        state.withLock { state in
            state = State(files: files.map { _ in FileProgress() }, generation: state.generation + 1)
        }
    }

    /// Whether some file is not as it was when it was read: grown, replaced, shorter or gone.
    public var hasChanged: Bool {
        let progress = state.withLock { $0.files }
        return zip(files, progress).contains { file, known in
            let identity = try? file.withDescriptor { _, identity in identity }
            return identity != known.identity
        }
    }

    /// The number of runs found so far.
    public var count: Int { state.withLock { $0.runs.count } }

    /// What the index knows of a run.
    public func entry(_ run: Int) -> RunEntry? {
        state.withLock { $0.runs.indices.contains(run) ? $0.runs[run].entry : nil }
    }

    /// The positions of the runs called `id`: by their identifier, or by the end of it after a `/`.
    public func runs(called id: String) -> [Int] {
        state.withLock { state in
            let exact = state.runs.indices.filter { state.runs[$0].entry.id == id }
            return exact.isEmpty ? state.runs.indices.filter { state.runs[$0].entry.id.hasSuffix("/" + id) } : exact
        }
    }

    /// The one run called `id`; throws when there is none, or more than one.
    public func run(called id: String) throws -> Int {
        let found = runs(called: id)
        if let only = found.first, found.count == 1 { return only }
        let entries = state.withLock { state in found.map { state.runs[$0].entry } }
        if found.isEmpty {
            let known = state.withLock { state in state.runs.prefix(3).map(\.entry.id) }
            throw TraceFileError.noSuchTrace(id: id, known: known)
        }
        throw TraceFileError.ambiguousTrace(id: id, files: entries.map { files[$0.file].path })
    }

    /// A reader of runs for one thread; readers share the catalogue.
    public func makeReader() throws -> TraceReader { try TraceReader(catalogue: self, options: options) }

    /// What a reader needs to know of a run.
    func location(_ run: Int) -> (run: IndexedRun, file: SourceFile, progress: FileProgress)? {
        state.withLock { state in
            guard state.runs.indices.contains(run) else { return nil }
            let found = state.runs[run]
            return (found, files[found.entry.file], state.files[found.entry.file])
        }
    }

    /// Opens the file of a bad line and gives at most `limit` bytes of it.
    public func bytes(of line: BadLine, limit: Int = 4096) throws -> [UInt8] {
        guard files.indices.contains(line.file) else { return [] }
        return try files[line.file].withDescriptor { descriptor, identity in
            let buffer = PaddedBuffer()
            let length = min(limit, max(0, identity.size - line.offset))
            guard buffer.read(descriptor, offset: line.offset, length: length) else {
                throw TraceFileError.unreadable(path: files[line.file].path, reason: SystemError.text())
            }
            return Array(buffer.filled.prefix { $0 != UInt8(ascii: "\n") })
        }
    }
}

extension Catalogue {
    /// Calls `body` with the bytes of every record of an unknown type in a file, as they stand, newlines included.
    public func forEachUnknownRecord(file: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let extents = state.withLock { $0.files[file].unknown }
        guard !extents.isEmpty else { return }
        let buffer = PaddedBuffer()
        try files[file].withDescriptor { descriptor, _ in
            for extent in extents {
                guard buffer.read(descriptor, offset: extent.offset, length: extent.length) else {
                    throw TraceFileError.unreadable(path: files[file].path, reason: SystemError.text())
                }
                try body(buffer.filled)
            }
        }
    }
}

/// A run with the places of its records.
struct IndexedRun: Sendable {
    var entry: RunEntry
    var whole: Bool
    var element: Int?
    var first: Extent
    /// Further places, for runs whose records are interleaved with others.
    var more: [Extent] = []
}

/// How far a file was read, and what is needed to go on.
struct FileProgress: Sendable {
    var identity: FileIdentity?
    var isDocument = false
    /// Bytes that need not be read again, and lines in them.
    var consumed = 0
    var lines = 0
    var counts = LineCounts()
    var keysSeen: [String] = []
    /// Where records of unknown types stand.
    var unknown: [Extent] = []
    /// Positions of runs by identifier, for records that stand on lines of their own.
    var runs: [String: Int] = [:]
}
