import ArgumentParser
import CreditEngine
import TraceFiles

/// `ascribe check`: validates every byte and accounts for every line.
struct Check: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Validate traces: every byte is read, every line is accounted for.",
        discussion: """
            Example: ascribe check runs.jsonl
            Exit status: 0 nothing bad, 1 bad lines were seen, 3 a file could not be read.
            """)

    @Argument(help: "Files, folders, or - for standard input.")
    var paths: [String]

    @OptionGroup var reading: ReadingArguments

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() throws {
        let catalogue = try reading.catalogue(paths)
        let report = try CheckReport(indexing: catalogue)
        if json {
            try Console.write(report.json)
        } else {
            for line in report.lines { try Console.say(line) }
        }
        try report.exitUnlessSound()
    }
}

/// What `check` found, and how it is told.
struct CheckReport {
    let paths: [String]
    private(set) var counts = LineCounts()
    private(set) var failures: [TraceFileError] = []
    /// What is worth a sentence and no failure.
    private var notes: [String] = []
    private var traces = 0
    private var badLines: [BadLine] = []

    init(paths: [String]) { self.paths = paths }

    /// Reads a catalogue to its end and accounts for every line.
    init(indexing catalogue: Catalogue) throws {
        self.init(paths: catalogue.paths)
        var report = self
        try catalogue.index { update in
            report.add(update)
            return true
        }
        self = report
    }

    /// Ends the command with the status of what was wrong: unreadable files, else bad lines; returns when nothing was.
    func exitUnlessSound() throws {
        if !failures.isEmpty { throw ExitCode.unreadable }
        if counts.bad + counts.incomplete > 0 { throw ExitCode.doneWithFindings }
    }

    mutating func add(_ update: IndexUpdate) {
        traces += update.runs.count
        counts = update.counts
        if !update.withdrawn.isEmpty { badLines.removeAll { update.withdrawn.contains($0) } }
        badLines += update.badLines
        for failure in update.failures {
            // A file with nothing in it yet is worth a sentence, but nothing is wrong with it.
            if case .empty = failure { notes.append("\(failure)") } else { failures.append(failure) }
        }
    }

    /// The report as lines for a person.
    var lines: [String] {
        var lines = problems
        lines.append(
            "\(Counted.of(traces, "trace")) in \(Counted.of(paths.count, "file")), "
                + "\(Counted.of(counts.messages, "message")), \(verdict)")
        lines.append(
            "\(Counted.of(counts.read, "record")) read = \(counts.kept) kept + \(counts.unknown) of unknown type + "
                + "\(counts.bad) bad + \(counts.blank) blank + \(counts.incomplete) incomplete")
        if counts.duplicateKeys > 0 {
            lines.append("\(Counted.of(counts.duplicateKeys, "line")) with a key given twice; the last one is used")
        }
        return lines
    }

    /// Only what was wrong, a line each.
    var problems: [String] {
        var lines = failures.map { "\($0)" } + notes
        lines += badLines.map { "\(paths[$0.file]):\($0.line): \($0.reason)" }
        let hidden = counts.bad + counts.incomplete - badLines.count
        if hidden > 0 { lines.append("… and \(Counted.of(hidden, "more bad line"))") }
        return lines
    }

    private var verdict: String {
        if counts.bad + counts.incomplete + failures.count == 0 { return "nothing bad" }
        var parts: [String] = []
        if counts.bad > 0 { parts.append(Counted.of(counts.bad, "bad line")) }
        if counts.incomplete > 0 { parts.append(Counted.of(counts.incomplete, "incomplete last line")) }
        if !failures.isEmpty { parts.append(Counted.of(failures.count, "unreadable file")) }
        return parts.joined(separator: ", ")
    }

    /// The report as one JSON object.
    var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("traces", traces)
            text.field("files", paths.count)
            text.field("messages", counts.messages)
            text.field("read", counts.read)
            text.field("kept", counts.kept)
            text.field("unknown", counts.unknown)
            text.field("bad", counts.bad)
            text.field("blank", counts.blank)
            text.field("incomplete", counts.incomplete)
            text.field("duplicate_keys", counts.duplicateKeys)
            text.key("bad_lines")
            text.array { text in
                for line in badLines {
                    text.object { text in
                        text.field("file", paths[line.file])
                        text.field("line", line.line)
                        text.field("byte", line.byte)
                        text.field("offset", line.offset)
                        text.field("reason", line.reason)
                        text.field("incomplete", line.incomplete)
                    }
                }
            }
            text.key("failures")
            text.array { text in for failure in failures { text.value("\(failure)") } }
        }
        text.endLine()
        return text.bytes
    }
}

/// Counts in words.
enum Counted {
    /// `1 trace`, `2,345 traces`.
    static func of(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }

    /// A number with commas between thousands, in every locale.
    static func grouped(_ count: Int) -> String {
        var digits = Array(String(count))
        var at = digits.count - 3
        while at > (count < 0 ? 1 : 0) {
            digits.insert(",", at: at)
            at -= 3
        }
        return String(digits)
    }
}
