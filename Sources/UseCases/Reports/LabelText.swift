import CreditEngine
package import CreditStore

/// The queue in words.
package enum LabelText {
    /// All items, and what their labels come to.
    package static func lines(_ items: [LabelItem]) -> [String] { items.map(line) + lines(LabelSums(items)) }

    /// One line an item.
    package static func line(_ item: LabelItem) -> String {
        let reasons = item.run.reasons.isEmpty ? ["drawn by chance"] : item.run.reasons
        let state: String
        if let holder = item.holder {
            state = "in hand of \(holder)"
        } else if item.labels.isEmpty {
            state = "waits"
        } else {
            state = item.agreed.map(said) ?? "people differ"
        }
        return "\(item.number)  \(item.run.trace)  \(state)  \(reasons.joined(separator: "; "))"
    }

    private static func said(_ verdict: RunVerdict) -> String {
        let culprit = verdict.culprit.map { $0 + (verdict.turn.map { " in turn \($0)" } ?? "") }
        let outcome = verdict.success.map { $0 ? "it succeeded" : "it failed" }
        return [culprit, outcome, verdict.mode, verdict.note].compactMap { $0 }.joined(separator: ", ")
    }

    /// What a person is given next: an item as it is put before a person, or that nothing is left.
    package static func next(of queue: Labelling, for who: String, isSecond: Bool) async throws -> [String] {
        guard let item = try await queue.next(for: who, isSecond: isSecond) else { return ["nothing is left to label"] }
        return lines(item, try await queue.answers())
    }

    /// An item as it is put before a person: why, what came of asking again, the run, and how to label it.
    ///
    /// - Parameter answers: what came of asking again, by item.
    static func lines(_ item: LabelItem, _ answers: [Int64: [RepromptAnswer]]) -> [String] {
        var lines = [line(item)] + (answers[item.number] ?? []).map(RepromptText.beside) + ["from \(item.run.path)"]
        guard let trace = item.trace else { return lines + ["its record cannot be read any more"] }
        if let input = trace.problem?.input {
            lines.append("asked: \(input.split { $0.isWhitespace }.joined(separator: " "))")
        }
        if let reference = trace.problem?.reference { lines.append("reference answer: \(reference)") }
        lines.append(trace.outcome.map { $0.success ? "it succeeded" : "it failed" } ?? "nobody says how it ended")
        for message in trace.messages {
            let words = message.output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            lines.append("turn \(message.turn)  \(trace.agents[message.agent].name): \(words.first ?? "")")
            lines += words.dropFirst().map { "  " + $0 }
        }
        return lines + [
            "label it: ascribe queue label --agent NAME --turn N, or --nobody, with --outcome success|failure, --mode, --note"
        ]
    }

    /// How far two people agree.
    package static func line(_ pair: LabelSums.Pair) -> String {
        let kappa = pair.kappa
        let value = kappa.kappa.map { "κ \(Numeral.fixed($0, 2))" } ?? "κ unknown (one answer only)"
        let interval = kappa.interval.map { " \(Numeral.signedInterval($0.lowerBound, $0.upperBound, 2))" } ?? ""
        return "\(pair.first) and \(pair.second) agree on \(Numeral.percent(kappa.agreement)) of "
            + "\(Numeral.count(kappa.items, "item")), \(value)\(interval)"
    }

    /// What the labels come to.
    static func lines(_ sums: LabelSums) -> [String] {
        var lines = [
            "\(Numeral.count(sums.items, "item")), \(sums.labelled) labelled, \(sums.items - sums.labelled) wait, people differ on \(sums.disputed)"
        ]
        lines += sums.pairs.map(line)
        guard sums.drawn > 0 else {
            return lines + ["no item that was drawn by chance is labelled, so no rate is known"]
        }
        lines.append(
            "of all watched runs, by \(Numeral.count(sums.drawn, "labelled item")) drawn by chance (weights 1/p):")
        lines += sums.rates.map { rate in
            "  \(rate.name) \(Numeral.percent(rate.share)) [\(Numeral.percent(rate.interval.low)), \(Numeral.percent(rate.interval.high))]"
        }
        return lines
    }
}
