/// A word problem as its text states it: named facts, steps that combine them, and a question.
struct Worksheet: Sendable, Hashable {
    /// A named number that the text gives.
    struct Fact: Sendable, Hashable {
        var name: String
        /// `nil` when the text says that it is not recorded.
        var value: Int?
        /// Last year's number, which the text also gives: the one to pick up by mistake.
        var stale: Int?
    }

    /// One step: what is found, from what.
    struct Step: Sendable, Hashable {
        var result: String
        var operation: Operation
        var left: String
        var right: String
    }

    /// A remainder that the text says to expect of one result.
    struct Control: Sendable, Hashable {
        var name: String
        var divisor: Int
        var remainder: Int
    }

    var language: Language
    var opening: String
    var facts: [Fact]
    var steps: [Step]
    var control: Control?
    var question: String

    /// Every name that stands for a number, facts first.
    var names: [String] { facts.map(\.name) + steps.map(\.result) }

    /// The fact of a name.
    func fact(_ name: String) -> Fact? { facts.first { $0.name == name } }

    /// What the question asks for, worked out without any team; `nil` when a fact is missing.
    var solution: Int? {
        var values: [String: Int] = [:]
        for fact in facts { values[fact.name] = fact.value }
        for step in steps {
            guard let a = values[step.left], let b = values[step.right] else { return nil }
            values[step.result] = step.operation.apply(a, b)
        }
        return values[question]
    }
}
