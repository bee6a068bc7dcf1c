import CreditEngine

@testable import TraceFiles

/// Everything that indexing reported, put together as a program would.
struct Report: Equatable {
    var runs: [RunEntry] = []
    var badLines: [BadLine] = []
    var failures: [TraceFileError] = []
    var counts = LineCounts()

    mutating func add(_ update: IndexUpdate) {
        runs += update.runs
        for (run, entry) in update.changed { runs[run] = entry }
        badLines.removeAll { update.withdrawn.contains($0) }
        badLines += update.badLines
        failures += update.failures
        counts = update.counts
    }

    /// Whether every line is accounted for.
    var reconciles: Bool {
        counts.read == counts.kept + counts.unknown + counts.bad + counts.blank + counts.incomplete
    }
}

extension Catalogue {
    func indexed(_ report: inout Report, waiting: Bool = true) throws {
        try index(waiting: waiting) { update in
            report.add(update)
            return true
        }
    }

    func indexed() throws -> Report {
        var report = Report()
        try indexed(&report)
        return report
    }

    /// Decodes the run at a position.
    func trace(_ run: Int = 0) throws -> Trace { try makeReader().trace(run) }

    /// All runs as native text.
    func converted(to form: NativeWriter.Form) throws -> String {
        var text = JSONText()
        let reader = try makeReader()
        for run in 0..<count {
            let trace = try reader.trace(run)
            NativeWriter.write(trace, carrying: try reader.carriedFields(run, of: trace), form: form, to: &text)
        }
        var result = text.string
        for file in paths.indices {
            try forEachUnknownRecord(file: file) { result += String(decoding: $0, as: UTF8.self) + "\n" }
        }
        return result
    }
}

extension TemporaryFolder {
    /// The catalogue of one file with this text, indexed.
    func catalogue(
        _ text: String, name: String = "runs.jsonl", options: ReadingOptions = ReadingOptions()
    ) throws -> (Catalogue, Report) {
        let catalogue = try Catalogue(paths: [try write(text, to: name)], options: options)
        return (catalogue, try catalogue.indexed())
    }
}
