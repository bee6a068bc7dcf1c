import CreditEngine

/// Reads how a run ended, under the names that people give it.
enum OutcomeReader {
    /// The outcome that an object carries, itself or under `outcome`; `nil` when it carries none.
    static func outcome(_ node: JSONNode) -> Outcome? {
        var success: Bool?
        var score: Double?
        var answer: String?
        var evaluator: String?
        var nested: JSONNode?
        node.forEachField { key, value in
            switch key {
            case "success", "is_correct", "is_corrected": success = value.bool ?? success
            case "score", "reward": score = value.double ?? score
            case "answer": answer = value.string
            case "evaluator": evaluator = value.string
            case "outcome": nested = value.kind == .object ? value : nested
            default: break
            }
        }
        if let nested, let inner = outcome(nested) { return inner }
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
            case "problem", "task": id = identifier(value) ?? value["id"].flatMap(identifier) ?? id
            case "question_ID", "task_id", "problem_id", "question_id": id = identifier(value) ?? id
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
                problem.input = (value["input"] ?? value["question"])?.string ?? problem.input
                problem.reference = (value["reference"] ?? value["answer"]).flatMap(identifier) ?? problem.reference
            case "question": problem.input = value.string ?? problem.input
            case "ground_truth", "reference": problem.reference = identifier(value) ?? problem.reference
            case "info": problem.input = value["task"]?["instruction"]?.string ?? problem.input
            default: break
            }
        }
        return problem == Problem() ? nil : problem
    }

    /// A short scalar as text: a string, or a number as it is written.
    private static func identifier(_ node: JSONNode) -> String? {
        node.string ?? node.integer.map(String.init) ?? node.double.map { "\($0)" }
    }
}
