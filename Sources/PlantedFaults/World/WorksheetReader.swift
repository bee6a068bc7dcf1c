extension Worksheet {
    /// Reads a problem from its text, in whatever language it is; `nil` when it is no worksheet.
    init?(reading text: String) {
        for language in Language.allCases {
            if let sheet = Worksheet(reading: text, language: language) {
                self = sheet
                return
            }
        }
        return nil
    }

    private init?(reading text: String, language: Language) {
        self.init(language: language, opening: "", facts: [], steps: [], control: nil, question: "")
        for line in text.split(separator: "\n") {
            readLine(String(line))
        }
        guard !steps.isEmpty, !question.isEmpty else { return nil }
    }

    private mutating func readLine(_ line: String) {
        let grammar = language.grammar
        if let step = readStep(line) {
            steps.append(step)
        } else if let control = readControl(line) {
            self.control = control
        } else if let name = line.between(grammar.question.before, grammar.question.after) {
            question = name
        } else {
            for sentence in line.sentences(endedBy: grammar.fact.after.last ?? ".") {
                readFact(sentence)
            }
        }
    }

    private mutating func readFact(_ sentence: String) {
        let grammar = language.grammar
        if let (name, value) = grammar.stale.gaps(in: sentence), let number = Int(value) {
            facts.append(Fact(name: name, value: nil, stale: number))
        } else if let (name, value) = grammar.fact.gaps(in: sentence), let number = Int(value) {
            if let known = facts.firstIndex(where: { $0.name == name }) {
                facts[known].value = number
            } else {
                facts.append(Fact(name: name, value: number, stale: nil))
            }
        } else if let name = sentence.between(grammar.missing.before, grammar.missing.after) {
            facts.append(Fact(name: name, value: nil, stale: nil))
        }
    }

    private func readStep(_ line: String) -> Step? {
        let grammar = language.grammar
        guard line.hasPrefix(grammar.step.before), let colon = line.firstRange(of: grammar.step.after),
            line.hasSuffix(grammar.found)
        else { return nil }
        let body = String(line[colon.upperBound...].dropLast(grammar.found.count))
        for (operation, form, swapped) in grammar.operations {
            guard body.hasPrefix(form.before), let close = body.firstRange(of: form.after) else { continue }
            guard let (first, second) = form.gaps(in: String(body[..<close.upperBound])) else { continue }
            let result = String(body[close.upperBound...])
            return Step(
                result: result, operation: operation, left: swapped ? second : first, right: swapped ? first : second)
        }
        return nil
    }

    private func readControl(_ line: String) -> Control? {
        let form = language.grammar.control
        guard let inner = line.between(form.before, form.after), let name = inner.firstRange(of: form.divisor),
            let rest = inner.firstRange(of: form.remainder), name.upperBound <= rest.lowerBound,
            let divisor = Int(inner[name.upperBound..<rest.lowerBound]), let remainder = Int(inner[rest.upperBound...])
        else { return nil }
        return Control(name: String(inner[..<name.lowerBound]), divisor: divisor, remainder: remainder)
    }
}

extension String {
    /// What stands between a beginning and an end; `nil` unless the whole text has both.
    fileprivate func between(_ before: String, _ after: String) -> String? {
        guard hasPrefix(before), hasSuffix(after), count >= before.count + after.count else { return nil }
        return String(dropFirst(before.count).dropLast(after.count))
    }

    /// The sentences of a paragraph, each with its end mark.
    fileprivate func sentences(endedBy mark: Character) -> [String] {
        split(separator: mark).map { String($0.drop { $0 == " " }) + String(mark) }
    }
}
