package import CreditEngine
package import TraceFiles

/// A run with its estimated credit as one HTML file that needs nothing else: no script, no font, no image from anywhere.
///
/// Everything that stands in a run is foreign text, and written as text. The document's own policy forbids whatever a
/// browser might fetch or run.
package struct RunHTML: Sendable {
    private let trace: Trace
    private let credit: EstimatedCredit
    private let hottest: [Cell: Double]

    package init(_ trace: Trace, _ credit: EstimatedCredit) {
        (self.trace, self.credit) = (trace, credit)
        hottest = Dictionary(credit.cells.map { ($0.cell, $0.score.value ?? 0) }) { max($0, $1) }
    }

    /// One run of a catalogue; throws `TraceFileError`, also when `id` is missing and there is not exactly one run.
    package init(_ catalogue: Catalogue, run id: String?, estimator: TraceEstimator) throws {
        let run: Int
        if let id {
            run = try catalogue.run(called: id)
        } else if catalogue.count == 1 {
            run = 0
        } else {
            throw TraceFileError.unreadable(
                path: catalogue.paths.joined(separator: ", "),
                reason: "\(Numeral.count(catalogue.count, "run")) in it; name one with --trace")
        }
        let trace = try catalogue.makeReader().trace(run)
        self.init(trace, estimator.estimate(trace))
    }

    /// The document.
    package var text: String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escaped(trace.id))</title><style>\(Self.style)</style></head><body>
        <h1>\(Self.escaped(trace.id))</h1>
        \(facts)
        \(suspects)
        \(grid)
        \(messages)
        <footer>Credit is estimated from the text alone; a replay measures it.</footer>
        </body></html>

        """
    }

    private static let style = """
        body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
        table{border-collapse:collapse}th,td{padding:.3rem .7rem;border:1px solid #ccc;text-align:left}
        td.heat{text-align:right}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f5f5f5;padding:.7rem;margin:.3rem 0}
        article{margin:1rem 0;border-left:.4rem solid #ccc;padding-left:.8rem}article:target{outline:2px solid #06c}
        .scroll{overflow-x:auto}footer{color:#555;margin-top:2rem}
        """

    private var facts: String {
        var lines: [String] = []
        if let outcome = trace.outcome { lines.append(outcome.success ? "The run succeeded." : "The run failed.") }
        if trace.outcome == nil { lines.append("Nobody says how the run ended.") }
        lines.append(
            "\(Numeral.count(trace.messages.count, "message")) of \(Numeral.count(trace.agents.count, "agent")) in \(Numeral.count(trace.turnCount, "turn"))."
        )
        let asked = [
            ("Asked", trace.problem?.input), ("Reference answer", trace.problem?.reference),
            ("Given answer", trace.finalAnswer), ("Judged by", trace.outcome?.evaluator),
            ("Why", trace.outcome?.reason),
        ].compactMap { title, text in text.map { "<h2>\(title)</h2><pre>\(Self.escaped($0))</pre>" } }
        let notices = trace.notices.map { "<p>\(Self.escaped($0))</p>" }
        return (["<p>\(lines.joined(separator: " "))</p>"] + notices + asked).joined(separator: "\n")
    }

    private var suspects: String {
        guard !credit.suspects.isEmpty else {
            let why = credit.noSuspect ?? "nobody knows why there is none"
            return "<h2>Suspects</h2><p>\(Self.escaped(why.prefix(1).uppercased() + why.dropFirst())).</p>"
        }
        let items = credit.suspects.map { suspect in
            "<li><a href=\"#m\(suspect.message)\">turn \(suspect.cell.turn), \(name(suspect.cell.agent))</a>: "
                + "\(Self.escaped(suspect.why))</li>"
        }
        return "<h2>Suspects</h2><ol>\(items.joined())</ol>"
    }

    /// Agents by turns, each cell with its heat; only turns in which somebody spoke.
    private var grid: String {
        let turns = Set(trace.messages.map(\.turn)).sorted().prefix(200)
        let head = turns.map { "<th>\($0)</th>" }.joined()
        let rows = trace.agents.indices.map { agent in
            let cells = turns.map { turn -> String in
                guard let heat = hottest[Cell(turn: turn, agent: agent)] else { return "<td></td>" }
                let shade = Int((min(max(heat, 0), 1) * 60).rounded())
                return
                    "<td class=\"heat\" style=\"background:hsl(10 80% \(100 - shade)%)\">\(Numeral.fixed(heat, 2))</td>"
            }
            return "<tr><th>\(name(agent))</th>\(cells.joined())</tr>"
        }
        let cut = turns.count < trace.turnCount ? "<p>The first \(turns.count) turns with messages are shown.</p>" : ""
        return "<h2>Estimated credit by agent and turn</h2><div class=\"scroll\"><table><tr><th></th>\(head)</tr>"
            + "\(rows.joined())</table></div>\(cut)"
    }

    private var messages: String {
        let shown = Dictionary(grouping: credit.messages, by: \.message)
        let articles = trace.messages.enumerated().map { index, message in
            let evidence = (shown[index] ?? []).flatMap(\.evidence).map { "<li>\(Self.escaped($0.shows))</li>" }
            let tools = message.tools.map { tool in
                "<p>calls \(Self.escaped(tool.name))</p><pre>\(Self.escaped(tool.arguments))</pre>"
                    + ((tool.result ?? tool.error).map { "<pre>\(Self.escaped($0))</pre>" } ?? "")
            }
            return "<article id=\"m\(index)\"><h3>turn \(message.turn), \(name(message.agent))</h3>"
                + "<pre>\(Self.escaped(message.output))</pre>\(tools.joined())"
                + (evidence.isEmpty ? "" : "<ul>\(evidence.joined())</ul>") + "</article>"
        }
        return "<h2>Messages</h2>" + articles.joined(separator: "\n")
    }

    private func name(_ agent: Int) -> String { Self.escaped(trace.agents[agent].name) }

    /// Foreign text as text of a document: marks are written out, and what a reader could not see is made visible.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            default:
                let isHidden =
                    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                escaped += isHidden ? "\u{FFFD}" : String(scalar)
            }
        }
        return escaped
    }
}
