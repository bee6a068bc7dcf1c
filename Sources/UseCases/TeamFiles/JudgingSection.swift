package import CreditEngine

/// How a team file wants outcomes judged.
package indirect enum EvaluatorConfiguration: Sendable, Equatable {
    /// By comparing the answer with the reference.
    case answer(AnswerEvaluator)
    /// By a regular expression that must occur in the answer.
    case pattern(BoundedPattern)
    /// By a program, by argument vector.
    case command([String], seconds: Int)
    /// By a model of the file, perhaps by the file's own criteria.
    case judge(model: String, criteria: String?)
    /// By another one that knows only success and failure, with partial credit for correct steps.
    case shaped(EvaluatorConfiguration, steps: Double)

    /// The program that judges; `nil` when none does.
    var command: [String]? {
        switch self {
        case .command(let command, _): command
        case .shaped(let base, _): base.command
        case .answer, .pattern, .judge: nil
        }
    }
}

/// Where a team file wants states from.
package enum StateConfiguration: Sendable, Equatable {
    /// From the conversation or the trace.
    case source(StateSource)
    /// From a program, by argument vector.
    case command([String])
}

/// Reads `evaluator`, `state`, `split` and `budget`.
enum JudgingSection {
    static func evaluator(_ node: TeamNode, models: [String: ModelConfiguration]) throws -> EvaluatorConfiguration {
        let fields = try node.fields([
            "kind", "tolerance", "pattern", "command", "seconds", "model", "criteria", "shaping",
        ])
        let kind = try fields.required("kind")
        let name = try kind.text()
        let takes: [String: [String]] = [
            "numeric": ["tolerance", "shaping"], "regex": ["pattern", "shaping"], "command": ["command", "seconds"],
            "judge": ["model", "criteria"],
        ]
        for (field, node) in fields.fields.sorted(by: { $0.key < $1.key })
        where field != "kind" && !(takes[name] ?? ["shaping"]).contains(field) {
            throw node.wrong("does not belong to an evaluator of kind \(name); remove it")
        }
        let base = try base(name, fields, models: models)
        guard let shaping = fields["shaping"] else { return base }
        let steps = try shaping.fields(["steps"]).required("steps").number(ShapedEvaluator.weights)
        return .shaped(base, steps: steps)
    }

    private static func base(
        _ name: String, _ fields: TeamFields, models: [String: ModelConfiguration]
    ) throws -> EvaluatorConfiguration {
        switch name {
        case "numeric":
            let tolerance = try fields["tolerance"]?.number(0...Double.greatestFiniteMagnitude)
            return .answer(tolerance.map { .numeric(tolerance: $0) } ?? .numeric())
        case "regex":
            let pattern = try fields.required("pattern")
            do {
                return .pattern(try BoundedPattern(try pattern.text()))
            } catch let error as PatternError {
                throw pattern.wrong("cannot be used: \(error)")
            }
        case "command":
            return .command(
                try fields.required("command").texts(),
                seconds: try fields["seconds"]?.whole(1...86_400) ?? CommandEvaluator.patience)
        case "judge":
            let model = try fields.required("model")
            guard models[try model.text()] != nil else {
                throw model.wrong("is not one of the file's models; add it to 'models'")
            }
            return .judge(model: try model.text(), criteria: try fields["criteria"]?.text())
        default:
            guard let evaluator = AnswerEvaluator(name: name) else {
                throw try fields.required("kind").wrong(
                    "must be one of exact, choice, numeric, regex, contains, command, judge")
            }
            return .answer(evaluator)
        }
    }

    static func state(_ node: TeamNode) throws -> StateConfiguration {
        let fields = try node.fields(["kind", "command"])
        let kind = try fields.required("kind")
        if try kind.text() == "command" { return .command(try fields.required("command").texts()) }
        if let command = fields["command"] {
            throw command.wrong("does not belong to states of kind \(try kind.text()); remove it")
        }
        guard let source = StateSource(rawValue: try kind.text()) else {
            throw kind.wrong("must be one of recorded, reasoning, code, command")
        }
        return .source(source)
    }

    static func split(_ node: TeamNode) throws -> (ProblemSplit.Fractions, seed: UInt64) {
        let fields = try node.fields(["optimise", "validate", "test", "seed"])
        let fractions = ProblemSplit.Fractions(
            optimise: try fields.required("optimise").number(0...1),
            validate: try fields.required("validate").number(0...1), test: try fields.required("test").number(0...1))
        let sum = fractions.optimise + fractions.validate + fractions.test
        guard (sum - 1).magnitude < 1e-9 else { throw node.wrong("must add up to 1 over optimise, validate and test") }
        return (fractions, UInt64(try fields["seed"]?.whole(0...Int.max) ?? 0))
    }

    static func limits(_ node: TeamNode) throws -> BudgetLimits {
        let fields = try node.fields(["calls", "tokens", "cost_usd", "minutes"])
        let range = 0...Double.greatestFiniteMagnitude
        return BudgetLimits(
            calls: try fields["calls"]?.whole(0...Int.max), tokens: try fields["tokens"]?.whole(0...Int.max),
            cost: try fields["cost_usd"]?.number(range),
            milliseconds: try fields["minutes"].map { try $0.number(0...1e9) * 60_000 })
    }
}
