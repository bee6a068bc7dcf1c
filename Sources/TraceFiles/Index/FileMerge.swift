import CreditEngine

/// Adds what one block holds to what is known of its file, in file order.
enum FileMerge {
    /// Bad lines that are kept one by one; beyond that they are only counted.
    static let badLineLimit = 100_000

    /// Adds a scan to the catalogue and to the update that is reported.
    static func add(
        _ result: ItemScan, of source: SourceFile, to files: inout [FileProgress], runs: inout [IndexedRun],
        update: inout IndexUpdate
    ) {
        let item = result.item
        let scan = result.scan
        if let failure = scan.failure { update.failures.append(failure) }
        var changed: Set<Int> = []
        let known = runs.count
        for piece in scan.pieces {
            let run = add(piece, of: source, isDocument: result.isDocument, item, to: &files[item.file], runs: &runs)
            if let run, run < known { changed.insert(run) }
        }
        update.runs += runs[known...].map(\.entry)
        update.changed += changed.sorted().map { (run: $0, entry: runs[$0].entry) }
        for line in scan.badLines where update.badLines.count < badLineLimit {
            var line = line
            if !result.isDocument { line.line += files[item.file].lines }
            update.badLines.append(line)
        }
        finish(result, source, &files[item.file], &update)
    }

    private static func add(
        _ piece: Piece, of source: SourceFile, isDocument: Bool, _ item: IndexPlan.Item,
        to file: inout FileProgress, runs: inout [IndexedRun]
    ) -> Int? {
        var extent = piece.extent
        if !isDocument { extent.line += file.lines }
        if !piece.whole {
            let id = piece.id ?? source.stem
            if let run = file.runs[id] {
                extend(&runs[run], by: piece, extent)
                return run
            }
        }
        let id = piece.id ?? name(source, piece, isDocument: isDocument, line: extent.line)
        let entry = RunEntry(
            id: id, problem: piece.problem, success: piece.success, score: piece.score, messages: piece.messages,
            file: item.file)
        runs.append(IndexedRun(entry: entry, whole: piece.whole, element: piece.element, first: extent))
        file.runs[id] = runs.count - 1
        return nil
    }

    /// What a run without an identifier is called: after its file, and its place in it where there are several.
    private static func name(_ source: SourceFile, _ piece: Piece, isDocument: Bool, line: Int) -> String {
        if !piece.whole { return source.stem }
        if isDocument { return piece.element.map { "\(source.stem):\($0 + 1)" } ?? source.stem }
        return "\(source.stem):\(line)"
    }

    private static func extend(_ run: inout IndexedRun, by piece: Piece, _ extent: Extent) {
        run.entry.messages += piece.messages
        run.entry.problem = piece.problem ?? run.entry.problem
        if let success = piece.success { (run.entry.success, run.entry.score) = (success, piece.score) }
        if run.more.isEmpty, run.first.offset + run.first.length == extent.offset {
            run.first.length += extent.length
        } else {
            BlockScanner.join(extent, to: &run.more)
        }
    }

    private static func finish(
        _ result: ItemScan, _ source: SourceFile, _ file: inout FileProgress, _ update: inout IndexUpdate
    ) {
        let scan = result.scan
        let item = result.item
        file.identity = item.identity
        file.isDocument = result.isDocument
        let before = file.consumed
        file.consumed = max(file.consumed, scan.consumed)
        for key in scan.keysSeen where file.keysSeen.count < 12 && !file.keysSeen.contains(key) {
            file.keysSeen.append(key)
        }
        for extent in scan.unknown {
            var extent = extent
            extent.line += file.lines
            BlockScanner.join(extent, to: &file.unknown)
        }
        file.lines += scan.counts.read - (result.isDocument ? 0 : scan.counts.incomplete)
        file.counts = file.counts + scan.counts
        update.counts = update.counts + scan.counts
        update.bytes += max(0, file.consumed - before)
        guard item.isLast else { return }
        // Settled anew when the file grows: an incomplete line is then read again.
        if file.counts.kept == 0, scan.failure == nil { refuse(source, file, &update) }
        file.counts.incomplete = 0
        file.counts.read -= scan.counts.incomplete
    }

    /// Says why a file without a single record is of no use.
    private static func refuse(_ source: SourceFile, _ file: FileProgress, _ update: inout IndexUpdate) {
        guard file.counts.read > file.counts.blank + file.counts.incomplete else {
            update.failures.append(.empty(path: source.path))
            return
        }
        let hint =
            file.keysSeen.isEmpty
            ? "one JSON object a line is expected, with the messages of a run or one message of it"
            : "name the fields that play the parts, as in --map messages=FIELD or --map run=FIELD --map agent=FIELD --map text=FIELD"
        update.failures.append(.unrecognised(path: source.path, keys: file.keysSeen, hint: hint))
    }
}
