import CreditEngine

/// Reads how a run ended, under the names that people give it.
enum OutcomeReader {
    /// The outcome that an object carries, itself or under `outcome`; `nil` when it carries none.
    static func outcome(_ node: JSONNode) -> Outcome? {
        if let nested = node["outcome"], let outcome = ownOutcome(nested) { return outcome }
        return ownOutcome(node) ?? node["outcome"].flatMap(wordOutcome)
    }

    /// The outcome that a value under `outcome` is by itself: a truth value, or a number from 0 to 1.
    private static func wordOutcome(_ node: JSONNode) -> Outcome? {
        if let success = truth(node) { return Outcome(success: success) }
        return share(node).map { Outcome(success: $0 >= Outcome.threshold, score: $0) }
    }

    private static func ownOutcome(_ node: JSONNode) -> Outcome? {
        var success: Bool?
        var score: Double?
        var answer: String?
        var evaluator: String?
        var reason: String?
        node.forEachField { key, value in
            switch key {
            case "success", "is_correct", "is_corrected": success = truth(value) ?? success
            case "score", "reward": score = share(value) ?? score
            case "answer": answer = value.scalarText ?? answer
            case "evaluator": evaluator = value.string
            case "reason": reason = value.string
            default: break
            }
        }
        guard let verdict = success ?? score.map({ $0 >= Outcome.threshold }) else { return nil }
        return Outcome(success: verdict, score: score, answer: answer, evaluator: evaluator, reason: reason)
    }

    /// What an object says of its outcome that cannot be understood, as a sentence for a person; `nil` when there is
    /// nothing of that kind.
    static func oddity(_ node: JSONNode) -> String? {
        var oddity: String?
        func look(_ node: JSONNode) {
            node.forEachField { key, value in
                switch key {
                case "success", "is_correct", "is_corrected":
                    if value.kind != .null, truth(value) == nil {
                        oddity = "\"\(key.string)\" is \(JSONText.of(value)), neither true nor false"
                    }
                case "score", "reward":
                    if value.kind != .null, share(value) == nil {
                        oddity = "\"\(key.string)\" is \(JSONText.of(value)), no number from 0 to 1"
                    }
                default: break
                }
            }
        }
        look(node)
        if let nested = node["outcome"] {
            look(nested)
            let isValue = nested.kind != .object && nested.kind != .array && nested.kind != .null
            if isValue, wordOutcome(nested) == nil {
                oddity = "\"outcome\" is \(JSONText.of(nested)), neither true nor false nor a number from 0 to 1"
            }
        }
        guard let oddity else { return nil }
        return outcome(node) == nil
            ? oddity + ", so it tells no outcome; say how the run ended with --outcomes" : oddity
    }

    /// A truth value, as itself, as 1 and 0, or in a word for it.
    private static func truth(_ node: JSONNode) -> Bool? {
        if let flag = node.bool { return flag }
        switch node.scalarText?.lowercased() {
        case "true", "1", "1.0", "success", "succeeded", "solved", "passed", "pass", "correct": return true
        case "false", "0", "0.0", "failure", "failed", "fail", "unsolved", "incorrect": return false
        default: return nil
        }
    }

    /// A number from 0 to 1, as itself, as decimal text or under `value`; any other scale is not known here.
    private static func share(_ node: JSONNode) -> Double? {
        let decimal = node.string.flatMap { $0.utf8.allSatisfy(Self.isDecimal) ? Double($0) : nil }
        let number = node.double ?? decimal ?? node["value"]?.double
        return number.flatMap { (0...1).contains($0) ? $0 : nil }
    }

    /// Whether a byte stands in a decimal number; Swift reads hexadecimal ones, too.
    private static func isDecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
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
