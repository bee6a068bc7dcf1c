import CreditEngine

/// Adds what one block holds to what is known of its file, in file order.
struct FileMerge {
    /// Bad lines of a file that are kept one by one; beyond that they are only counted.
    static let badLineLimit = 100_000

    let source: SourceFile
    let options: ReadingOptions
    let result: ItemScan

    /// Adds the scan to the catalogue and to the update that is reported.
    func add(to file: inout FileProgress, runs: inout [IndexedRun], update: inout IndexUpdate) {
        let scan = result.scan
        if let failure = scan.failure {
            update.failures.append(failure)
            file.failure = failure
        }
        if options.joinsTraces { file.joins.learn(from: scan.pieces.flatMap(\.parts)) }
        var changed: Set<Int> = []
        let known = runs.count
        for piece in scan.pieces {
            if let run = add(piece, to: &file, runs: &runs), run < known { changed.insert(run) }
        }
        update.runs += runs[known...].map(\.entry)
        update.changed += changed.sorted().map { (run: $0, entry: runs[$0].entry) }
        if result.item.block == 0, let unsettled = file.unsettled {
            update.withdrawn.append(unsettled)
            file.badLines -= 1
            if file.reported.last == unsettled { file.reported.removeLast() }
            file.unsettled = nil
        }
        for line in scan.badLines where file.badLines < Self.badLineLimit {
            var line = line
            line.line = placed(line.line, file)
            file.badLines += 1
            update.badLines.append(line)
            if file.reported.count < KeptIndex.badLineLimit { file.reported.append(line) }
            if line.offset == scan.unsettledOffset { file.unsettled = line }
        }
        move(&file, &update)
    }

    /// Adds a piece; answers the run that it goes on with, `nil` when it starts one.
    private func add(_ piece: Piece, to file: inout FileProgress, runs: inout [IndexedRun]) -> Int? {
        var extent = piece.extent
        extent.line = placed(extent.line, file)
        let keys = piece.id.map { file.joins.keys(of: $0) } ?? [source.stem]
        if !piece.whole, let run = keys.compactMap({ file.runs[$0] }).first, !begins(piece, after: runs[run]) {
            if let id = piece.id, file.runs[id] == nil { file.runs[id] = run }
            if keys.count > 1 { runs[run].keys = keys }
            extend(&runs[run], by: piece, extent)
            return run
        }
        let id = piece.id ?? name(piece, line: extent.line)
        var entry = RunEntry(
            id: id, problem: piece.problem, success: piece.success, score: piece.score, messages: piece.messages,
            file: result.item.file)
        if entry.success == nil, let outcome = options.outcomes[id] {
            (entry.success, entry.score) = (outcome.success, outcome.score)
        }
        var run = IndexedRun(
            entry: entry, key: piece.id, keys: keys.count > 1 ? keys : [], whole: piece.whole, first: extent)
        if let element = piece.element { run.elements = [element] }
        runs.append(run)
        file.runs[id] = runs.count - 1
        return nil
    }

    /// Whether a piece begins another run of the same identifier: files that were written one behind the other hold such
    /// runs, each from its `trace` record to its outcome.
    private func begins(_ piece: Piece, after run: IndexedRun) -> Bool {
        piece.isHeaded && run.entry.success != nil && options.outcomes[run.entry.id] == nil
    }

    /// A line of the block as a line of the file.
    private func placed(_ line: Int, _ file: FileProgress) -> Int { result.isDocument ? line : line + file.lines }

    /// What a run without an identifier is called: after its file, and its place in it where there are several.
    private func name(_ piece: Piece, line: Int) -> String {
        if !piece.whole { return source.stem }
        if result.isDocument { return piece.element.map { "\(source.stem):\($0 + 1)" } ?? source.stem }
        return "\(source.stem):\(line)"
    }

    private func extend(_ run: inout IndexedRun, by piece: Piece, _ extent: Extent) {
        run.entry.messages += piece.messages
        run.entry.problem = piece.problem ?? run.entry.problem
        if let success = piece.success { (run.entry.success, run.entry.score) = (success, piece.score) }
        if let element = piece.element {
            if run.elements.last != element { run.elements.append(element) }
        } else if run.first == extent || run.more.last == extent || extent.offset < (run.more.last ?? run.first).end {
            // The record is known to be of the run by another of its keys.
            return
        } else if run.more.isEmpty, run.first.end == extent.offset {
            run.first.length += extent.length
        } else {
            run.more.join(extent)
        }
    }

    private func move(_ file: inout FileProgress, _ update: inout IndexUpdate) {
        let scan = result.scan
        let item = result.item
        file.isKept = false
        let (before, consumed, seen) = (file.counts, file.consumed, file.position.seen)
        // The first block of what is new starts with the line that was not settled before.
        if item.block == 0 { file.counts = file.counts - file.provisional }
        file.counts = file.counts + scan.counts
        // A block in the middle of a long line says nothing about how the file ends.
        if scan.counts.read > 0 || scan.consumed > 0 {
            (file.provisional, file.insideLine) = (scan.provisional, scan.endsInsideLine)
        }
        file.consumed = max(file.consumed, scan.consumed)
        file.position.identity = item.identity
        file.position.isDocument = result.isDocument
        file.position.importer = result.importer
        file.position.seen = item.isLast ? item.end : max(file.position.seen, file.consumed)
        file.position.beginning = scan.beginning ?? file.position.beginning
        for key in scan.keysSeen where file.keysSeen.count < 12 && !file.keysSeen.contains(key) {
            file.keysSeen.append(key)
        }
        for extent in scan.unknown {
            file.unknown.join(Extent(offset: extent.offset, length: extent.length, line: extent.line + file.lines))
        }
        file.unknownElements += scan.unknownElements
        file.unknownKinds.merge(scan.unknownKinds, uniquingKeysWith: +)
        file.lines += scan.lines
        update.counts = update.counts + (file.counts - before)
        let isContent = item.identity.copySize != nil
        update.bytes += isContent ? file.position.seen - seen : file.consumed - consumed
    }
}

extension FileProgress {
    /// Why a file that was read to its end is of no use; `nil` when it holds a record.
    func refusal(path: String) -> TraceFileError? {
        guard counts.kept == 0 else { return nil }
        let isDamaged = counts.incomplete > 0 || reported.contains { !$0.reason.hasSuffix(RecordHead.noObject) }
        if position.isDocument, keysSeen.isEmpty, isDamaged {
            return .unreadable(
                path: path,
                reason: "one damaged JSON document; mend it at the place that is named, or write it out again")
        }
        guard counts.read > counts.blank + counts.incomplete else { return .empty(path: path) }
        let hint =
            keysSeen.isEmpty
            ? "one JSON object a line is expected, with the messages of a run or one message of it"
            : "name the fields that play the parts, as in --map messages=FIELD or --map run=FIELD --map agent=FIELD --map text=FIELD"
        return .unrecognised(path: path, keys: keysSeen, hint: hint)
    }
}
