import CreditEngine

/// Draws what the opened run was about, below its title: the task; what was expected, what was given, who judged.
struct RunTaskHead {
    let trace: Trace

    /// The rows that it takes in a screen of so many rows.
    static func rows(_ size: Size) -> Int { size.rows >= 24 ? 2 : size.rows >= 18 ? 1 : 0 }

    func draw(on canvas: inout Canvas, rows: Int) {
        let columns = canvas.frame.columns
        guard rows > 0 else { return }
        let quiet = Style(.quiet)
        var at = canvas.own(" task ", column: 0, row: 1, style: Style(.title))
        if let task = trace.problem?.firstLine {
            // The rest is one key away, and the sign says that there is some.
            let hint = "9 all"
            canvas.put(.foreign(ColumnNames.clipped(task, columns - at - hint.count - 3)), column: at, row: 1)
            canvas.right(.own(hint, quiet), end: columns - 1, row: 1)
        } else {
            canvas.own("not recorded", column: at, row: 1, style: quiet)
        }
        guard rows > 1 else { return }
        at = 0
        let fields = fields
        let texts = fields.map { $0.value ?? $0.missing }
        let widest = Self.widest(
            texts.map { Glyph.columns(of: $0) },
            in: columns - 1 - fields.reduce(0) { $0 + Glyph.columns(of: $1.name) + 3 })
        for (field, text) in zip(fields, texts) {
            at = canvas.own(" \(field.name) ", column: at, row: 2, style: Style(.title))
            let style = field.value == nil ? quiet : Style(.plain)
            at = canvas.put(.foreign(ColumnNames.clipped(text, widest), style), column: at, row: 2) + 1
        }
    }

    /// The most columns that each text may have so that all of them fit: short ones leave their room to long ones.
    private static func widest(_ widths: [Int], in columns: Int) -> Int {
        var most = max(4, widths.max() ?? 0)
        while most > 4, widths.reduce(0, { $0 + min($1, most) }) > columns { most -= 1 }
        return most
    }

    private var fields: [(name: String, value: String?, missing: String)] {
        let outcome = trace.outcome
        let isScored = outcome.map { $0.evaluator != nil } ?? false
        return [
            ("expected", trace.problem?.reference.map(RunTaskText.line), "not recorded"),
            (
                "given", trace.finalAnswer.map(RunTaskText.line),
                RunTaskText.lastWords(of: trace).map { "last words: " + $0 } ?? "not recorded"
            ),
            (
                "judged by", outcome?.evaluator.map { "evaluator " + RunTaskText.line($0) },
                outcome == nil ? "nobody: no outcome" : isScored ? "" : "the file alone"
            ),
        ]
    }
}

/// The lines of the task pane: everything that is known of what the run was about.
enum RunTaskText {
    static func lines(_ trace: Trace, width: Int) -> [TextLine] {
        var wrapper = TextWrapper(width: width)
        add("task", trace.problem?.input, "not recorded: this file does not say what was asked", to: &wrapper)
        add("expected", trace.problem?.reference, "not recorded", to: &wrapper)
        let end = lastWords(of: trace).map { "not recorded; the run's last words: " + $0 } ?? "not recorded"
        add("given", trace.finalAnswer, end, to: &wrapper)
        add("judged", judged(trace.outcome), "no outcome is recorded; --outcomes FILE brings it", to: &wrapper)
        return wrapper.lines
    }

    /// What stands where no answer is recorded: the line of the last messages that calls itself an answer, else the last
    /// line of the last message; `nil` where nothing was said.
    static func lastWords(of trace: Trace) -> String? {
        let ends = trace.messages.suffix(4)
        if let marked = ends.reversed().lazy.compactMap({ AnswerText.markedLine(in: $0.output) }).first {
            return line(marked)
        }
        return ends.last?.output.split { $0.isNewline }.lazy.map { line(String($0)) }.last { !$0.isEmpty }
    }

    /// A text in one line.
    static func line(_ text: String) -> String {
        VisibleText.escape(
            text.unicodeScalars.split { $0.properties.isWhitespace }.map { String(String.UnicodeScalarView($0)) }
                .joined(separator: " "))
    }

    private static func judged(_ outcome: Outcome?) -> String? {
        guard let outcome else { return nil }
        let score = outcome.score.map { " with score " + Numeral.general($0) } ?? ""
        return (outcome.success ? "solved" : "not solved") + score
            + (outcome.evaluator.map { ", by the evaluator that is called \($0)" }
                ?? ", by the file, which does not say how")
            + (outcome.reason.map { "\nwhy: " + $0 } ?? "")
    }

    private static func add(_ name: String, _ text: String?, _ missing: String, to wrapper: inout TextWrapper) {
        wrapper.add(name, Style(.title, bold: true), isOwn: true)
        if let text, !text.isEmpty {
            wrapper.add(text)
        } else {
            wrapper.add(missing, Style(.quiet))
        }
    }
}

extension Problem {
    /// The first line of the task that says something; `nil` when no task is recorded.
    var firstLine: String? {
        let line = input?.split { $0.isNewline }.map { RunTaskText.line(String($0)) }.first { !$0.isEmpty }
        return line
    }
}
