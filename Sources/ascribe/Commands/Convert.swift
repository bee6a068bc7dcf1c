public import ArgumentParser
import CreditEngine
public import TraceFiles
import UseCases

/// `ascribe convert`: rewrites any readable format to native JSON Lines.
struct Convert: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Rewrite any readable format as native JSON Lines, on standard output.",
        discussion: """
            Example: ascribe convert --to packed logs/ > runs.jsonl
            Fields and records of unknown types are carried along.
            """)

    @Argument(help: "Files, folders, or - for standard input.", completion: Completions.files)
    var paths: [String]

    @OptionGroup var reading: ReadingArguments

    @Option(help: "native: one record a line; packed: one run a line; atif and otlp: for other programs.")
    var to: OutputForm

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() throws {
        let catalogue = try reading.catalogue(paths)
        var report = CheckReport(paths: catalogue.paths)
        try catalogue.index { update in
            report.add(update)
            return true
        }
        report.addWhole(catalogue)
        try refuseRepeatedNames(in: catalogue)
        let failed = try convert(catalogue)
        for line in report.lines { Console.complain(line) }
        if !report.failures.isEmpty { throw ExitCode.unreadable }
        if failed || report.hasFindings { throw ExitCode.doneWithFindings }
    }

    /// Runs of the same name from different files would become one in a stream of single records.
    private func refuseRepeatedNames(in catalogue: Catalogue) throws {
        guard to == .native else { return }
        var files: [String: Int] = [:]
        for run in 0..<catalogue.count {
            guard let entry = catalogue.entry(run) else { continue }
            if let first = files.updateValue(entry.file, forKey: entry.id) {
                let (a, b) = (catalogue.paths[first], catalogue.paths[entry.file])
                throw ValidationError(
                    "two runs are called \(VisibleText.escape(entry.id)) (in \(VisibleText.escape(a)) and "
                        + "\(VisibleText.escape(b))): use --to packed, or convert one file at a time.")
            }
        }
    }

    /// Writes every run, then the records of unknown types; answers whether a run could not be read.
    private func convert(_ catalogue: Catalogue) throws -> Bool {
        let form = to
        var failed = false
        try RunStream.forEach(catalogue) { reader, run in
            var text = JSONText()
            let trace = try reader.trace(run)
            form.write(trace, carrying: try reader.carriedFields(run, of: trace), to: &text)
            return text.bytes
        } consume: { _, result in
            switch result {
            case .success(let bytes): try Console.write(bytes)
            case .failure(let error):
                failed = true
                Console.complain("\(error)", .error)
            }
        }
        // Records of unknown types mean nothing in the formats of other programs.
        for file in catalogue.paths.indices where form.native != nil {
            try catalogue.forEachUnknownRecord(file: file) { bytes in
                try Console.write(Array(bytes) + (bytes.last == UInt8(ascii: "\n") ? [] : [UInt8(ascii: "\n")]))
            }
        }
        return failed
    }
}

extension OutputForm: ExpressibleByArgument {}
