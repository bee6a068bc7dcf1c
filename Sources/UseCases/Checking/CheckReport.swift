package import CreditEngine
package import TraceFiles

/// What `check` found, and how it is told.
package struct CheckReport {
    package let paths: [String]
    package private(set) var counts = LineCounts()
    package private(set) var failures: [TraceFileError] = []
    /// The sentences of the failures: one that comes up again with every look at a file is told once.
    private var told: Set<String> = []
    /// What is worth a sentence and no failure.
    private var notes: [(path: String, sentence: String)] = []
    private var traces = 0
    private var badLines: [BadLine] = []
    private var unknownKinds = UnknownKinds()
    /// Outcomes that a person gave in a file of their own, and the runs they name that are not there.
    private var outcomes: (count: Int, ofNoRun: [String]) = (0, [])

    /// The share of records that may be of unknown kinds before a file counts as not understood.
    static let unknownShare = 0.05

    package init(paths: [String]) { self.paths = paths }

    /// Reads a catalogue to its end and accounts for every line.
    package init(indexing catalogue: Catalogue) throws {
        self.init(paths: catalogue.paths)
        var report = self
        try catalogue.index { update in
            report.add(update)
            return true
        }
        report.addWhole(catalogue)
        self = report
    }

    /// Takes over what is known once everything was read: which records no reader understands, and which outcomes of a
    /// person's file no run has.
    package mutating func addWhole(_ catalogue: Catalogue) {
        for file in paths.indices { unknownKinds.add(catalogue.unknownKinds(ofFile: file)) }
        outcomes = catalogue.givenOutcomes
    }

    /// Whether something was wrong: bad lines, or more records, outcomes or messages than a few that no reader understands.
    package var hasFindings: Bool {
        let limit = Self.unknownShare * Double(counts.read - counts.blank)
        return counts.bad + counts.incomplete > 0
            || Double(max(counts.unknown, counts.oddOutcomes)) > limit
            || Double(counts.oddMessages) > Self.unknownShare * Double(counts.messages)
    }

    package mutating func add(_ update: IndexUpdate) {
        traces += update.runs.count
        counts = update.counts
        if !update.withdrawn.isEmpty { badLines.removeAll { update.withdrawn.contains($0) } }
        badLines += update.badLines
        for failure in update.failures {
            // A file with nothing in it yet is worth a sentence, but nothing is wrong with it.
            if case .empty(let path) = failure {
                notes.append((path, "\(failure)"))
            } else if told.insert("\(failure)").inserted {
                failures.append(failure)
            }
        }
    }

    /// The report as lines for a person.
    package var lines: [String] {
        var lines = problems
        lines.append(
            "\(Numeral.count(traces, "trace")) in \(Numeral.count(paths.count, "file")), "
                + "\(Numeral.count(counts.messages, "message")), \(verdict)")
        lines.append(
            "\(Numeral.count(counts.read, "record")) read = \(Numeral.count(counts.kept)) kept + "
                + "\(Numeral.count(counts.unknown)) of unknown type + \(Numeral.count(counts.bad)) bad + "
                + "\(Numeral.count(counts.blank)) blank + \(Numeral.count(counts.incomplete)) incomplete")
        if counts.duplicateKeys > 0 {
            lines.append("\(Numeral.count(counts.duplicateKeys, "line")) with a key given twice; the last one is used")
        }
        return lines
    }

    /// Only what was wrong, a line each.
    package var problems: [String] {
        var lines = failures.map { "\($0)" }
        // What cannot be read may look empty besides.
        lines += notes.filter { note in !lines.contains { $0.hasPrefix("\(note.path): ") } }.map(\.sentence)
        lines += badLines.map { "\(paths[$0.file]):\($0.line): \($0.reason)" }
        if !unknownKinds.isEmpty { lines.append("not understood: \(unknownKinds.words)") }
        if counts.oddOutcomes > 0 {
            lines.append(
                "\(Numeral.count(counts.oddOutcomes, "outcome")) not understood: taken as not recorded; "
                    + "the notices of an opened run say what stands there (where a scale goes beyond 1, a score of 1 "
                    + "still counts as solved: --outcomes FILE says otherwise)")
        }
        if counts.oddMessages > 0 {
            lines.append(
                "\(Numeral.count(counts.oddMessages, "message")) not understood: shown as they stand in the file; "
                    + "the notices of an opened run say which")
        }
        if !outcomes.ofNoRun.isEmpty {
            let names = outcomes.ofNoRun.prefix(3).joined(separator: ", ") + (outcomes.ofNoRun.count > 3 ? ", …" : "")
            lines.append(
                "\(Numeral.count(outcomes.ofNoRun.count)) of \(Numeral.count(outcomes.count, "outcome")) in --outcomes fit no "
                    + "run here (\(names)); 'ascribe convert' shows what runs are called")
        }
        let hidden = counts.bad + counts.incomplete - badLines.count
        if hidden > 0 { lines.append("… and \(Numeral.count(hidden, "more bad line"))") }
        return lines
    }

    private var verdict: String {
        if counts.bad + counts.incomplete + counts.unknown + counts.oddOutcomes + counts.oddMessages
            + failures.count == 0
        {
            return "nothing bad"
        }
        var parts: [String] = []
        if counts.unknown > 0 { parts.append("\(Numeral.count(counts.unknown, "record")) not understood") }
        if counts.oddOutcomes > 0 { parts.append("\(Numeral.count(counts.oddOutcomes, "outcome")) not understood") }
        if counts.oddMessages > 0 { parts.append("\(Numeral.count(counts.oddMessages, "message")) not understood") }
        if counts.bad > 0 { parts.append(Numeral.count(counts.bad, "bad line")) }
        if counts.incomplete > 0 { parts.append(Numeral.count(counts.incomplete, "incomplete last line")) }
        if !failures.isEmpty { parts.append(Numeral.count(failures.count, "unreadable file")) }
        return parts.joined(separator: ", ")
    }

    /// The report as one JSON object.
    package var json: [UInt8] {
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
            text.field("odd_outcomes", counts.oddOutcomes)
            text.field("odd_messages", counts.oddMessages)
            text.key("unknown_kinds")
            text.object { text in
                for kind in unknownKinds.named { text.field(kind.name, kind.count) }
            }
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
