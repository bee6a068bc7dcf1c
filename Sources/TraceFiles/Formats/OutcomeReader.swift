import CreditEngine

/// Reads how a run ended, under the names that people give it.
enum OutcomeReader {
    /// The outcome that an object carries, itself or under `outcome`; `nil` when it carries none.
    static func outcome(_ node: JSONNode) -> Outcome? {
        if let nested = node["outcome"], let outcome = ownOutcome(nested) { return outcome }
        return ownOutcome(node)
    }

    private static func ownOutcome(_ node: JSONNode) -> Outcome? {
        var success: Bool?
        var score: Double?
        var answer: String?
        var evaluator: String?
        node.forEachField { key, value in
            switch key {
            case "success", "is_correct", "is_corrected": success = value.bool ?? success
            case "score", "reward": score = value.double ?? score
            case "answer": answer = value.scalarText ?? answer
            case "evaluator": evaluator = value.string
            default: break
            }
        }
        guard let verdict = success ?? score.map({ $0 >= Outcome.threshold }) else { return nil }
        return Outcome(success: verdict, score: score, answer: answer, evaluator: evaluator)
    }
}

/// Reads what the team was asked, under the names that people give it.
enum ProblemReader {
    /// The problem's identifier.
    static func id(_ node: JSONNode) -> String? {
        var id: String?
        node.forEachField { key, value in
            switch key {
            case "problem", "task":
                if let text = value.scalarText {
                    id = isName(text) ? text : id
                } else {
                    id = value["id"]?.scalarText ?? id
                }
            case "question_ID", "task_id", "problem_id", "question_id": id = value.scalarText ?? id
            default: break
            }
        }
        return id
    }

    /// All that is known of the problem; `nil` when nothing is.
    static func problem(_ node: JSONNode) -> Problem? {
        var problem = Problem(id: id(node))
        node.forEachField { key, value in
            switch key {
            case "problem", "task":
                if let text = value.string, !isName(text) { problem.input = text }
                problem.input = (value["input"] ?? value["question"])?.plainText ?? problem.input
                problem.reference = (value["reference"] ?? value["answer"])?.plainText ?? problem.reference
            case "question": problem.input = value.plainText ?? problem.input
            case "ground_truth", "reference": problem.reference = value.plainText ?? problem.reference
            case "info": problem.input = value["task"]?["instruction"]?.string ?? problem.input
            default: break
            }
        }
        return problem == Problem() ? nil : problem
    }

    /// Whether a text names a problem rather than putting it: it is one word.
    private static func isName(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
    }
}
