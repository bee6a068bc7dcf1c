import CreditEngine
package import CreditStore
import TraceFiles

/// The queue as a file for other programs.
package struct ExportedLabels: Sendable {
    /// The file.
    package let bytes: [UInt8]
    /// What it holds, in words.
    package let sentence: String

    /// Who is to read it.
    package enum Reader: Sendable {
        /// `ascribe eval`: the labelled runs in the native format with their label records.
        case eval
        /// Label Studio: all items as tasks.
        case labelStudio
        /// Langfuse: the labels as scores.
        case langfuse
    }

    /// All items, or their labels, for a reader.
    ///
    /// Items on which people differ, and those that name no agent, have no native label and are counted.
    package init(_ items: [LabelItem], for reader: Reader) {
        switch reader {
        case .labelStudio:
            bytes = LabelStudio.tasks(items)
            sentence = "\(Numeral.count(items.count, "item")) written"
        case .langfuse:
            bytes = LangfuseScores.document(items)
            let labels = items.reduce(0) { $0 + $1.verdicts.count }
            sentence = "\(Numeral.count(labels, "label")) written as scores"
        case .eval: (bytes, sentence) = Self.runs(items)
        }
    }

    private static func runs(_ items: [LabelItem]) -> ([UInt8], String) {
        var text = JSONText()
        var (written, left, names): (Int, Int, Set<String>) = (0, 0, [])
        for item in items where !item.labels.isEmpty {
            guard let verdict = item.agreed, let agent = verdict.agent, var trace = item.trace else {
                left += 1
                continue
            }
            // Runs of different files may share an identifier.
            if !names.insert(trace.id).inserted { trace.id += "#\(item.number)" }
            if let success = verdict.success { trace.outcome = Outcome(success: success) }
            var carried = CarriedFields()
            carried.labels = [RunLabel(agent: agent, turn: verdict.turn, reason: verdict.note).record(of: trace)]
            NativeWriter.write(trace, carrying: carried, form: .packed, to: &text)
            written += 1
        }
        let sentence =
            "\(Numeral.count(written, "labelled run")) written; \(left) left out, because people differ or name no agent"
        return (text.bytes, sentence)
    }
}
