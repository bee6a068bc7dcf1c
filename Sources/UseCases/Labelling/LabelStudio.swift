package import CreditStore
import CreditEngine
import Foundation
import TraceFiles

/// The queue as tasks of Label Studio, and labels from what it exports (JSON).
///
/// Source: Label Studio's documentation of tasks and annotations; the labelling configuration is in the page Production.
package enum LabelStudio {
    /// The tasks, each with the labels that were given; a JSON document.
    package static func tasks(_ items: [LabelItem]) -> [UInt8] {
        var text = JSONText()
        text.array { text in
            for item in items {
                text.object { text in
                    text.field("id", Int(item.number))
                    text.key("data")
                    text.object { text in
                        text.field("item", Int(item.number))
                        text.field("trace", item.run.trace)
                        text.field("file", item.run.path)
                        text.field("reasons", item.run.reasons)
                        text.key("agents")
                        text.array { text in
                            for agent in item.trace?.agents ?? [] where agent.kind == .model {
                                text.object { $0.field("value", agent.name) }
                            }
                        }
                        text.key("dialogue")
                        text.array { text in
                            for message in item.trace?.messages ?? [] { write(message, item, to: &text) }
                        }
                    }
                    text.key("annotations")
                    text.array { text in for (who, verdict) in item.verdicts { write(verdict, by: who, to: &text) } }
                }
            }
        }
        text.endLine()
        return text.bytes
    }

    private static func write(_ message: Message, _ item: LabelItem, to text: inout JSONText) {
        text.object { text in
            text.field("author", "\(message.turn) \(item.trace?.agents[message.agent].name ?? "")")
            text.field("text", message.output)
        }
    }

    private static func write(_ verdict: RunVerdict, by who: String, to text: inout JSONText) {
        text.object { text in
            text.key("completed_by")
            text.object { $0.field("email", who) }
            text.key("result")
            text.array { text in
                choice("culprit", verdict.culprit, to: &text)
                if let turn = verdict.turn {
                    result("turn", "number", to: &text) { $0.field("number", turn) }
                }
                choice("outcome", verdict.success.map { $0 ? "success" : "failure" }, to: &text)
                for (name, value) in [("mode", verdict.mode), ("note", verdict.note)] {
                    guard let value else { continue }
                    result(name, "textarea", to: &text) { $0.field("text", [value]) }
                }
            }
        }
    }

    private static func choice(_ name: String, _ value: String?, to text: inout JSONText) {
        guard let value else { return }
        result(name, "choices", to: &text) { $0.field("choices", [value]) }
    }

    private static func result(
        _ name: String, _ type: String, to text: inout JSONText, _ value: (inout JSONText) -> Void
    ) {
        text.object { text in
            text.field("from_name", name)
            text.field("to_name", "dialogue")
            text.field("type", type)
            text.key("value")
            text.object { value(&$0) }
        }
    }

    // MARK: Reading

    private struct Task: Decodable {
        struct Fields: Decodable { var item: Int64? }
        struct Person: Decodable {
            var name: String

            private enum Keys: String, CodingKey { case email, id }

            init(from decoder: any Decoder) throws {
                if let keyed = try? decoder.container(keyedBy: Keys.self) {
                    name =
                        try keyed.decodeIfPresent(String.self, forKey: .email)
                        ?? "label-studio:\(keyed.decode(Int.self, forKey: .id))"
                } else {
                    name = "label-studio:\(try decoder.singleValueContainer().decode(Int.self))"
                }
            }
        }
        struct Result: Decodable {
            struct Value: Decodable { var choices: [String]?, text: Words?, number: Double? }
            var fromName: String?
            var value: Value?
        }
        /// One text or several.
        struct Words: Decodable {
            var text: String

            init(from decoder: any Decoder) throws {
                let single = try decoder.singleValueContainer()
                text = try (try? single.decode(String.self)) ?? single.decode([String].self).joined(separator: "\n")
            }
        }
        struct Annotation: Decodable {
            var completedBy: Person?
            var wasCancelled: Bool?
            var result: [Result]
        }
        var data: Fields
        var annotations: [Annotation]?
    }

    /// The labels of an export; throws `TraceFileError` when the file is none.
    package static func labels(at path: String) throws -> [(item: Int64, who: String, verdict: RunVerdict)] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw TraceFileError.unreadable(path: path, reason: "no such file, or it may not be read")
        }
        let tasks: [Task]
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            tasks = try decoder.decode([Task].self, from: data)
        } catch {
            throw TraceFileError.unreadable(
                path: path,
                reason: "neither scores of Langfuse nor Label Studio's JSON export for tasks of 'ascribe queue export'")
        }
        return tasks.flatMap { task in
            (task.annotations ?? []).compactMap { annotation in
                guard let item = task.data.item, annotation.wasCancelled != true, !annotation.result.isEmpty else {
                    return nil
                }
                return (item, annotation.completedBy?.name ?? "label-studio", verdict(annotation.result))
            }
        }
    }

    private static func verdict(_ results: [Task.Result]) -> RunVerdict {
        var verdict = RunVerdict()
        for result in results {
            let choice = result.value?.choices?.first
            switch result.fromName {
            case "culprit":
                if choice == RunVerdict.nobody { verdict.isNobody = true } else { verdict.agent = choice }
            case "turn": verdict.turn = result.value?.number.flatMap { Int(exactly: $0) }
            case "outcome": verdict.success = choice.map { $0 == "success" }
            case "mode": verdict.mode = result.value?.text?.text
            case "note": verdict.note = result.value?.text?.text
            default: break
            }
        }
        return verdict
    }
}
