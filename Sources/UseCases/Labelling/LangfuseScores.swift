package import CreditStore
import CreditEngine
import Foundation
import TraceFiles

/// Labels as scores of Langfuse, and back: what its API takes (`POST /api/public/scores`) and gives (`GET
/// /api/public/v2/scores`).
///
/// One score for each thing that a person says: `culprit` (the agent, or `no one`), `culprit_turn`, `success` (1 or 0),
/// `failure_mode`; the note is the comment of the first of them. Source: Langfuse's reference of its public API.
package enum LangfuseScores {
    private static let culprit = "culprit", turn = "culprit_turn", success = "success", mode = "failure_mode"
    private static let note = "note"

    /// All labels as an object with `data`, an array of scores; a JSON document.
    package static func document(_ items: [LabelItem]) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.key("data")
            text.array { text in
                for item in items {
                    for (who, verdict) in item.verdicts { write(verdict, item, by: who, to: &text) }
                }
            }
        }
        text.endLine()
        return text.bytes
    }

    private static func write(_ verdict: RunVerdict, _ item: LabelItem, by who: String, to text: inout JSONText) {
        var scores: [(name: String, type: String, words: String?, number: Double?)] = []
        if let culprit = verdict.culprit { scores.append((Self.culprit, "CATEGORICAL", culprit, nil)) }
        if let turn = verdict.turn { scores.append((Self.turn, "NUMERIC", nil, Double(turn))) }
        if let success = verdict.success { scores.append((Self.success, "BOOLEAN", nil, success ? 1 : 0)) }
        if let mode = verdict.mode { scores.append((Self.mode, "CATEGORICAL", mode, nil)) }
        if scores.isEmpty, let note = verdict.note { scores.append((Self.note, "CATEGORICAL", note, nil)) }
        for (place, score) in scores.enumerated() {
            text.object { text in
                // The same label has the same identifier, so that it is not taken twice.
                text.field("id", "ascribe-\(item.number)-\(who)-\(score.name)")
                text.field("traceId", item.run.trace)
                text.field("name", score.name)
                text.field("dataType", score.type)
                if let words = score.words { text.field("value", words) }
                if let number = score.number { text.field("value", number) }
                text.field("comment", place == 0 ? verdict.note : nil)
                text.field("authorUserId", who)
            }
        }
    }

    // MARK: Reading

    private struct Score: Decodable {
        var traceId: String
        var name: String
        var words: String?
        var number: Double?
        var comment: String?
        var authorUserId: String?

        private enum Keys: String, CodingKey { case traceId, name, value, stringValue, comment, authorUserId }

        init(from decoder: any Decoder) throws {
            let keyed = try decoder.container(keyedBy: Keys.self)
            traceId = try keyed.decode(String.self, forKey: .traceId)
            name = try keyed.decode(String.self, forKey: .name)
            comment = try keyed.decodeIfPresent(String.self, forKey: .comment)
            authorUserId = try keyed.decodeIfPresent(String.self, forKey: .authorUserId)
            number = try? keyed.decodeIfPresent(Double.self, forKey: .value)
            // What it gives has the words of a categorical score beside its number, what it takes has them as the value.
            words =
                try keyed.decodeIfPresent(String.self, forKey: .stringValue)
                ?? (try? keyed.decodeIfPresent(String.self, forKey: .value))
        }
    }

    private struct Document: Decodable { var data: [Score] }

    /// The labels in a file of scores; `nil` when it is none, and an error as a sentence for what cannot be one item's.
    ///
    /// - Parameter items: the queue, whose runs the scores name.
    static func labels(in data: Data, _ items: [LabelItem]) -> (
        labels: [(item: Int64, who: String, verdict: RunVerdict)], refused: [String]
    )? {
        let decoder = JSONDecoder()
        guard
            let scores = try? (try? decoder.decode(Document.self, from: data).data)
                ?? decoder.decode([Score].self, from: data)
        else { return nil }
        let known = Dictionary(grouping: items, by: \.run.trace)
        var (labels, refused): ([(item: Int64, who: String, verdict: RunVerdict)], [String]) = ([], [])
        let own = scores.filter { [culprit, turn, success, mode, note].contains($0.name) }
        let groups = Dictionary(grouping: own) { [$0.traceId, $0.authorUserId ?? "langfuse"] }
        for (key, scores) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let found = known[key[0]] ?? []
            guard found.count == 1 else {
                refused.append("run \(key[0]): \(found.isEmpty ? "it is not in the queue" : "several items are of it")")
                continue
            }
            labels.append((found[0].number, key[1], verdict(scores)))
        }
        return (labels, refused)
    }

    private static func verdict(_ scores: [Score]) -> RunVerdict {
        var verdict = RunVerdict()
        for score in scores {
            switch score.name {
            case culprit where score.words == RunVerdict.nobody: verdict.isNobody = true
            case culprit: verdict.agent = score.words
            case turn: verdict.turn = score.number.flatMap { Int(exactly: $0) }
            case success: verdict.success = score.number.map { $0 != 0 }
            case mode: verdict.mode = score.words
            case note: verdict.note = score.words
            default: break
            }
            if score.name != note { verdict.note = score.comment ?? verdict.note }
        }
        return verdict
    }
}
