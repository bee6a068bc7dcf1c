extension Worksheet {
    /// The problem as put to a team: a paragraph of facts, a line a step, and the question.
    var text: String {
        let grammar = language.grammar
        var sentences = [opening]
        for fact in facts {
            if let stale = fact.stale {
                sentences.append(grammar.stale.filled(fact.name, "\(stale)"))
            }
            if let value = fact.value {
                sentences.append(grammar.fact.filled(fact.name, "\(value)"))
            } else {
                sentences.append(grammar.missing.before + fact.name + grammar.missing.after)
            }
        }
        var lines = [sentences.joined(separator: grammar.gap)]
        for (index, step) in steps.enumerated() {
            lines.append(grammar.step.before + "\(index + 1)" + grammar.step.after + sentence(for: step))
        }
        if let control {
            let form = grammar.control
            lines.append(
                form.before + control.name + form.divisor + "\(control.divisor)" + form.remainder
                    + "\(control.remainder)" + form.after)
        }
        lines.append(grammar.question.before + question + grammar.question.after)
        return lines.joined(separator: "\n")
    }

    private func sentence(for step: Step) -> String {
        let grammar = language.grammar
        for (operation, form, swapped) in grammar.operations where operation == step.operation {
            let (first, second) = swapped ? (step.right, step.left) : (step.left, step.right)
            return form.filled(first, second) + step.result + grammar.found
        }
        return step.result
    }
}

extension Grammar.Form {
    /// The sentence with its gaps filled.
    func filled(_ first: String, _ second: String) -> String {
        before + first + middle + second + after
    }

    /// The gaps of a sentence that has this form; `nil` when it does not.
    func gaps(in sentence: String) -> (String, String)? {
        guard sentence.hasPrefix(before), sentence.hasSuffix(after) else { return nil }
        let inner = sentence.dropFirst(before.count).dropLast(after.count)
        guard let middle = inner.firstRange(of: middle) else { return nil }
        return (String(inner[..<middle.lowerBound]), String(inner[middle.upperBound...]))
    }
}
