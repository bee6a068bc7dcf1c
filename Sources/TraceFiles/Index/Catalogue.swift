public import CreditEngine
import Synchronization

/// All the runs of the paths that a person named.
///
/// Made without reading anything; `index` then finds the runs, and `trace` decodes one of them when it is asked for.
/// Safe to use from any thread; `index` by one at a time. Runs keep their position while the catalogue grows.
public final class Catalogue: Sendable {
    let files: SourceFiles
    let options: ReadingOptions
    /// Paths in the named folders that are called like files of runs and are none: pipes, devices, links to nowhere.
    public let passedOver: [String]
    let state: Mutex<State>

    struct State {
        var runs: [IndexedRun] = []
        var files: [FileProgress]
        /// Counts things started anew: what is still being read of an earlier generation is dropped.
        var generation = 0
        /// Runs in foreign formats that were found but not decoded yet.
        var unrefined: Set<Int> = []
        /// Whether nobody should wait for pipes any more.
        var stopped = false
    }

    /// Finds the files; none of them is opened yet, except that pipes begin to be copied.
    ///
    /// Throws a `TraceFileError` when a path does not exist or a folder holds nothing to read.
    ///
    /// - Parameter mayGain: whether a folder may hold nothing yet, because it is followed.
    public convenience init(
        paths: [String], options: ReadingOptions = ReadingOptions(), mayGain: Bool = false
    ) throws {
        var options = options
        let found = try PathSearch.search(paths, &options, mayGain: mayGain)
        self.init(
            files: SourceFiles(found.files, paths: paths, options: options), options: options,
            passedOver: found.passedOver)
    }

    convenience init(files: [SourceFile], options: ReadingOptions) {
        self.init(files: SourceFiles(files, options: options), options: options)
    }

    private init(files: SourceFiles, options: ReadingOptions, passedOver: [String] = []) {
        self.files = files
        self.options = options
        self.passedOver = passedOver
        state = Mutex(State(files: files.all.map { _ in FileProgress() }))
    }

    /// The runs of one file, of which a part was read before.
    init(file: SourceFile, options: ReadingOptions, progress: FileProgress) {
        (files, self.options, passedOver) = (SourceFiles([file], options: options), options, [])
        state = Mutex(State(files: [progress]))
    }

    /// How far a file was read.
    func progress(ofFile file: Int) -> FileProgress { state.withLock { $0.files[file] } }

    /// The paths of the files, in order; `RunEntry.file` and `BadLine.file` are positions in it.
    public var paths: [String] { files.all.map(\.path) }

    /// Reads what was not read yet and reports what is found, in order, on the calling thread.
    ///
    /// Called again, it goes on where a file has grown. `report` answers `false` to stop; the next call goes on from there.
    /// Pipes are read to their ends, unless `waiting` is false: then only what has arrived is read, and `waitForMore` tells
    /// when to call again. Throws `TraceFileError.changed` when a file was deleted, replaced, written anew or became
    /// shorter than what was read of it: `restart` then forgets everything.
    public func index(waiting: Bool = true, report: (IndexUpdate) throws -> Bool) throws {
        var goesOn = true
        repeat {
            var finished: IndexUpdate?
            try indexArrived { update in
                if waiting, update.finished {
                    finished = update
                    return true
                }
                goesOn = try report(update)
                return goesOn
            }
            guard goesOn, waiting, var last = finished else { return }
            let comes = waitForMore()
            last.finished = !comes
            goesOn = try report(last) && comes
        } while goesOn
    }

    private func indexArrived(report: (IndexUpdate) throws -> Bool) throws {
        var pending = IndexUpdate()
        recall(&pending)
        let (plan, generation) = try plan(&pending)
        let options = options
        let files = files.all
        var goesOn = true
        try OrderedWork.run(
            workers: min(options.workers ?? OrderedWork.workers, max(1, plan.itemCount)), next: { plan.next() },
            start: { try BlockScanner(options: options) },
            work: { scanner, item in item.scan(files[item.file], scanner, options) },
            consume: { result in
                if case .changed = result.scan.failure {
                    throw TraceFileError.changed(path: files[result.item.file].path)
                }
                var update = pending
                goesOn = state.withLock { state in
                    guard state.generation == generation else { return false }
                    let file = result.item.file
                    FileMerge(source: files[file], options: options, result: result)
                        .add(to: &state.files[file], runs: &state.runs, update: &update)
                    if result.importer != nil {
                        let new = state.runs.count - update.runs.count..<state.runs.count
                        state.unrefined.formUnion(Array(new) + update.changed.map(\.run))
                    }
                    return true
                }
                guard goesOn else { return false }
                pending = IndexUpdate()
                (pending.counts, pending.bytes, pending.totalBytes) = (update.counts, update.bytes, update.totalBytes)
                goesOn = try report(update)
                return goesOn
            })
        guard goesOn, settle(plan, generation, &pending) else { return }
        guard try refine(generation, &pending, report) else { return }
        pending.finished = true
        _ = try report(pending)
        keepIndexes(generation)
    }

    /// What only a run's importer knows of it.
    private struct Summary: Sendable {
        var run: Int
        var messages = 0
        var problem: String?
        var success: Bool?
        var score: Double?
    }

    /// Tells of runs in foreign formats what only their importers know, as it becomes known: how many messages they have
    /// and how they ended.
    ///
    /// Runs whose turn did not come before `report` answered `false` are decoded by the next call.
    private func refine(
        _ generation: Int, _ pending: inout IndexUpdate, _ report: (IndexUpdate) throws -> Bool
    ) throws -> Bool {
        let runs = state.withLock { $0.unrefined.sorted() }
        guard !runs.isEmpty else { return true }
        let next = Mutex(runs[...])
        var goesOn = true
        try OrderedWork.run(
            workers: min(options.workers ?? OrderedWork.workers, runs.count),
            next: { next.withLock { $0.popFirst() } },
            start: { try self.makeReader() },
            work: { reader, run in Self.summary(of: run, reader) },
            consume: { summary in
                guard goesOn else { return false }
                let entry = state.withLock { state -> RunEntry? in
                    guard state.generation == generation, state.runs.indices.contains(summary.run) else { return nil }
                    state.unrefined.remove(summary.run)
                    let added = summary.messages - state.runs[summary.run].entry.messages
                    state.files[state.runs[summary.run].entry.file].counts.messages += added
                    pending.counts.messages += added
                    state.runs[summary.run].entry.messages = summary.messages
                    state.runs[summary.run].entry.problem = summary.problem
                    state.runs[summary.run].entry.success = summary.success
                    state.runs[summary.run].entry.score = summary.score
                    return state.runs[summary.run].entry
                }
                guard let entry else { return false }
                pending.changed.append((run: summary.run, entry: entry))
                guard pending.changed.count >= Self.refinedAtOnce else { return true }
                goesOn = try report(pending)
                let told = pending
                pending = IndexUpdate()
                (pending.counts, pending.bytes, pending.totalBytes) = (told.counts, told.bytes, told.totalBytes)
                return goesOn
            })
        return goesOn && state.withLock { $0.generation == generation }
    }

    /// Decoded runs that are reported together.
    private static let refinedAtOnce = 64

    private static func summary(of run: Int, _ reader: TraceReader) -> Summary {
        guard let trace = try? reader.trace(run) else { return Summary(run: run) }
        return Summary(
            run: run, messages: trace.messages.count, problem: trace.problem?.id, success: trace.outcome?.success,
            score: trace.outcome?.score)
    }

    /// Whether no run was found, and some file could not be read as traces.
    public var opensNothing: Bool {
        state.withLock { state in
            state.runs.isEmpty
                && state.files.contains { file in
                    if case .empty = file.failure { return false }
                    return file.failure != nil
                }
        }
    }

    /// The records of a file that no reader understands; empty for a position that is no file.
    public func unknownKinds(ofFile file: Int) -> UnknownKinds {
        state.withLock { $0.files.indices.contains(file) ? UnknownKinds($0.files[file].unknownKinds) : UnknownKinds() }
    }

    /// The name of the format that a file is in; `nil` for native and plain ones.
    public func format(ofFile file: Int) -> String? {
        state.withLock { $0.files.indices.contains(file) ? $0.files[file].position.importer?.name : nil }
    }

    private func plan(_ pending: inout IndexUpdate) throws -> (IndexPlan, generation: Int) {
        let (progress, generation) = state.withLock { ($0.files, $0.generation) }
        let plan = try IndexPlan(
            files: Array(files.all.prefix(progress.count)), progress: progress, options: options,
            failures: &pending.failures)
        pending.totalBytes = plan.totalBytes
        pending.bytes = plan.totalBytes - plan.newBytes
        pending.counts = progress.reduce(LineCounts()) { $0 + $1.counts }
        return (plan, generation)
    }

    /// Notes what was there of every file, and refuses those that hold nothing; `false` when everything was forgotten.
    private func settle(_ plan: IndexPlan, _ generation: Int, _ pending: inout IndexUpdate) -> Bool {
        state.withLock { state in
            guard state.generation == generation else { return false }
            for (file, arrival) in plan.present {
                state.files[file].arrival = arrival
                guard arrival.ended, let refusal = state.files[file].refusal(path: files[file].path) else { continue }
                // Said once, and not of a file of which something worse was said.
                guard state.files[file].failure == nil else { continue }
                state.files[file].failure = refusal
                pending.failures.append(refusal)
            }
            return true
        }
    }

    /// Waits until a pipe has brought more lines or has ended since `index` was last finished.
    ///
    /// Answers `false` when nothing more can come, or `stopWaiting` was called. With it a filter works on runs while
    /// others are still to be written: `repeat { index(waiting: false); work on the final runs } while waitForMore()`.
    public func waitForMore() -> Bool {
        let (known, stopped) = state.withLock { ($0.files.map(\.arrival), $0.stopped) }
        guard !stopped else { return false }
        let spools = zip(files.all, known).compactMap { file, known in file.spool.map { (spool: $0, known: known) } }
        if spools.contains(where: { $0.spool.arrival != $0.known }) { return true }
        guard let open = spools.first(where: { !$0.known.ended }) else { return false }
        open.spool.wait(beyond: open.known)
        return state.withLock { !$0.stopped }
    }

    /// Lets `waitForMore` answer `false`, now and from now on.
    public func stopWaiting() {
        state.withLock { $0.stopped = true }
        for file in files.all { file.spool?.stop() }
    }

    /// Whether nothing more of a run can come from a pipe: it stands in one record, or the pipe has ended.
    ///
    /// Runs of files are always final, although a file may grow.
    public func isFinal(_ run: Int) -> Bool {
        state.withLock { state in
            guard state.runs.indices.contains(run) else { return false }
            let file = state.runs[run].entry.file
            return state.runs[run].whole || files[file].spool == nil || state.files[file].arrival.ended
        }
    }

    /// Forgets everything that was read.
    public func restart() {
        state.withLock { state in
            state.runs = []
            state.unrefined = []
            state.files = files.all.map { _ in FileProgress() }
            state.generation += 1
        }
    }

    /// Whether some file is not as it was when it was read: grown, replaced, shorter or gone.
    public var hasChanged: Bool {
        let progress = state.withLock { $0.files }
        return zip(files.all, progress).contains { file, known in
            let identity = try? file.identity()
            return identity != known.position.identity
        }
    }

    /// What a look at the folders found.
    public enum FolderChange: Sendable, Equatable {
        /// The files are those that are known.
        case none
        /// Files came; the next call of `index` reads them, after those that are known.
        case gained
        /// Files came that belong to runs which are known: `restart` and `index` read these runs whole.
        case regrouped(path: String)
    }

    /// Searches the folders that the person named for files that were not there before.
    public func searchFolders() -> FolderChange {
        let found = files.search()
        guard !found.new.isEmpty || !found.regrouped.isEmpty else { return .none }
        state.withLock { state in
            files.take(found)
            state.files += found.new.map { _ in FileProgress() }
        }
        return found.regrouped.first.map { .regrouped(path: $0.file.path) } ?? .gained
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
            let (known, count) = state.withLock { state in (state.runs.prefix(3).map(\.entry.id), state.runs.count) }
            throw TraceFileError.noSuchTrace(id: id, known: known, of: count)
        }
        throw TraceFileError.ambiguousTrace(id: id, files: entries.map { files[$0.file].path })
    }

    /// How many outcomes a person gave in a file of their own, and the runs they name that were not found.
    public var givenOutcomes: (count: Int, ofNoRun: [String]) {
        guard !options.outcomes.isEmpty else { return (0, []) }
        let known = state.withLock { Set($0.runs.map(\.entry.id)) }
        return (options.outcomes.count, options.outcomes.keys.filter { !known.contains($0) }.sorted())
    }

    /// A reader of runs for one thread; readers share the catalogue.
    public func makeReader() throws -> TraceReader { try TraceReader(catalogue: self, options: options) }

    /// What a reader needs to know of a run.
    func location(_ run: Int) -> (run: IndexedRun, file: SourceFile, position: ReadPosition)? {
        state.withLock { state in
            guard state.runs.indices.contains(run) else { return nil }
            let found = state.runs[run]
            return (found, files[found.entry.file], state.files[found.entry.file].position)
        }
    }

    /// Opens the file of a bad line and gives at most `limit` bytes of it.
    public func bytes(of line: BadLine, limit: Int = 4096) throws -> [UInt8] {
        guard files.all.indices.contains(line.file) else { return [] }
        let position = state.withLock { $0.files[line.file].position }
        return try files[line.file].withDescriptor(stillAs: position) { descriptor, identity in
            let buffer = PaddedBuffer()
            try buffer.read(
                descriptor, offset: line.offset, length: min(limit, max(0, identity.readable - line.offset)))
            return Array(buffer.filled.prefix { $0 != UInt8(ascii: "\n") })
        }
    }
}

extension Catalogue {
    /// Calls `body` with every record of an unknown type in a file, without newlines: lines as they stand, values of a
    /// document's list as compact JSON.
    public func forEachUnknownRecord(file: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let (position, extents, elements) = state.withLock {
            ($0.files[file].position, $0.files[file].unknown, $0.files[file].unknownElements)
        }
        // Records of foreign formats mean nothing in a native file.
        guard position.importer == nil else { return }
        guard !extents.isEmpty || !elements.isEmpty else { return }
        try files[file].withDescriptor(stillAs: position) { descriptor, identity in
            let buffer = PaddedBuffer()
            if position.isDocument, !extents.isEmpty {
                let document = try OpenDocument(descriptor, identity, files[file])
                try Array(JSONText.of(document.root).utf8).withUnsafeBytes(body)
                return
            }
            for extent in extents {
                let part = LineBlock.Part(
                    descriptor: descriptor, base: extent.offset, end: extent.end, limit: options.lineLimit)
                try LineBlock.forEachLine(of: part, buffer: buffer) { try body($0.text) }
            }
            guard !elements.isEmpty else { return }
            let document = try OpenDocument(descriptor, identity, files[file])
            for element in elements where document.elements.indices.contains(element) {
                try Array(JSONText.of(document.elements[element]).utf8).withUnsafeBytes(body)
            }
        }
    }
}
