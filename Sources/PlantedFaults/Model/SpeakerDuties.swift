extension Speaker {
    /// Says what the step will do.
    mutating func plan() {
        guard let step else {
            say(.waiting)
            return
        }
        let now = sheet.steps[step - 1]
        say(.plan, ["\(step)", now.left, now.right, now.result])
    }

    /// States the facts of the step.
    mutating func collect() {
        guard let step else {
            if !rules.computes { finish() }
            return
        }
        let now = sheet.steps[step - 1]
        var facts: [String] = []
        for name in [now.left, now.right] where sheet.fact(name) != nil {
            if let value = value(of: name) {
                facts.append(sheet.language.phrases.pair(name, value, random))
            } else {
                say(.missing, ["\(step)", name])
            }
        }
        guard !facts.isEmpty else {
            if sentences.isEmpty, !rules.computes { say(.plan, ["\(step)", now.left, now.right, now.result]) }
            return
        }
        say(.facts, ["\(step)", facts.joined(separator: sheet.language.phrases.separator)])
    }

    /// Works out every step that has had its turn and has no value yet.
    mutating func workOut() {
        var worked = false
        for (index, step) in sheet.steps.prefix(input.turn).enumerated() where known[step.result] == nil {
            worked = true
            guard let a = value(of: step.left), let b = value(of: step.right),
                let right = step.operation.apply(a, b)
            else {
                let wanting = known[step.left] == nil ? step.left : step.right
                say(.stuck, ["\(index + 1)", sheet.rootOfMissing(wanting)], index)
                return
            }
            workOut(step, index, a, b, right)
        }
        if !worked { finish() }
    }

    private mutating func workOut(_ step: Worksheet.Step, _ index: Int, _ a: Int, _ b: Int, _ right: Int) {
        var result = right
        if step.operation.isHard, errs(trapChance, "slip \(step.result)") {
            result = step.operation.wrong(right, divisor: b, random: random, index: index)
            note(.miscalculated, step.result, right: right, said: result)
        }
        known[step.result] = result
        let worked = equation(a, step.operation, b, result)
        say(.worked, ["\(index + 1)", worked, step.result, "\(result)"], index)
        guard rules.careful else { return }
        if let inverse = step.operation.inverse {
            say(.check, [equation(result, inverse, b, a)], index)
        } else {
            say(.again, [worked], index)
        }
    }

    /// Comments on the newest result, recomputes it when told to, and looks at the control figure.
    mutating func review() {
        guard self.step != nil else {
            finish()
            return
        }
        let newest = sheet.steps.prefix(input.turn).lastIndex { known[$0.result] != nil }
        guard let newest, let said = known[sheet.steps[newest].result] else {
            say(.waiting)
            return
        }
        let (now, step) = (sheet.steps[newest], newest + 1)
        if rules.careful {
            recompute(now, step, said)
        } else {
            say(.reviewed, ["\(step)", now.result, "\(said)"])
        }
        if let control = sheet.control, control.name == now.result, let value = known[now.result],
            let rest = Operation.modulo.apply(value, control.divisor)
        {
            let shown = equation(value, .modulo, control.divisor, rest)
            say(rest == control.remainder ? .controlFits : .controlOff, [shown, "\(control.remainder)"])
        }
    }

    /// Works the step out again from the problem's facts and the earlier results.
    private mutating func recompute(_ step: Worksheet.Step, _ number: Int, _ said: Int) {
        let facts = [step.left, step.right].compactMap { sheet.fact($0) }
        let wrong = facts.first { fact in fact.value.map { known[fact.name] ?? $0 != $0 } ?? false }
        let a = sheet.fact(step.left)?.value ?? known[step.left]
        let b = sheet.fact(step.right)?.value ?? known[step.right]
        guard let a, let b, let right = step.operation.apply(a, b) else {
            say(.waiting)
            return
        }
        guard right != said else {
            say(.confirmed, ["\(number)", equation(a, step.operation, b, right)])
            return
        }
        if errs(rules.hurried ? sizes.glancing : sizes.overlooking, "overlook \(step.result)") {
            note(.overlooked, step.result, right: right, said: said)
            let (left, other) = (known[step.left] ?? a, known[step.right] ?? b)
            say(.confirmed, ["\(number)", equation(left, step.operation, other, said)])
            return
        }
        if let wrong, let value = wrong.value, let was = known[wrong.name] {
            say(.factCorrected, [wrong.name, "\(value)", "\(was)"])
        }
        known[step.result] = right
        say(
            .corrected,
            ["\(number)", equation(a, step.operation, b, right), "\(said)", step.result, "\(right)"])
    }

    /// Says that everything is worked out, or what is wanting.
    mutating func finish() {
        if let value = known[sheet.question] {
            say(.finished, [sheet.question, "\(value)"])
        } else {
            say(.stuck, ["\(sheet.steps.count)", sheet.rootOfMissing(sheet.question)])
        }
    }
}

extension Worksheet {
    /// The fact that is not recorded and keeps a name from being worked out; the name itself when there is none.
    func rootOfMissing(_ name: String) -> String {
        facts.first { $0.value == nil }?.name ?? name
    }
}
