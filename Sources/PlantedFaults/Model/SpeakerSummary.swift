extension Speaker {
    /// Sums up the turn, and gives the answer in the last one.
    mutating func coordinate() {
        let misquoted = misquote()
        if input.turn == input.turns {
            answer()
            return
        }
        if rules.restates {
            let values = sheet.names.compactMap { name in
                known[name].map { sheet.language.phrases.pair(name, $0, random) }
            }
            if !values.isEmpty { say(.sofar, [values.joined(separator: sheet.language.phrases.separator)]) }
        } else if let step, let value = known[sheet.steps[step - 1].result] {
            say(.noted, [sheet.steps[step - 1].result, "\(value)"])
        }
        if let step {
            if !misquoted, controlIsOff(at: step) { say(.doubt) }
            if step < sheet.steps.count { say(.next, ["\(step + 1)"]) }
        } else if sentences.isEmpty {
            finish()
        }
    }

    /// A remainder that was just worked out may be carried on wrongly.
    private mutating func misquote() -> Bool {
        guard let step, input.turn < input.turns else { return false }
        let now = sheet.steps[step - 1]
        let chance = rules.careful ? sizes.misquotingCareful : sizes.misquoting
        guard now.operation.isHard, let right = known[now.result], let divisor = known[now.right],
            errs(chance, "misquote \(now.result)")
        else { return false }
        let said = now.operation.wrong(right, divisor: divisor, random: random, index: step)
        known[now.result] = said
        note(.misquoted, now.result, right: right, said: said)
        return true
    }

    private func controlIsOff(at step: Int) -> Bool {
        guard let control = sheet.control, control.name == sheet.steps[step - 1].result,
            let value = known[control.name]
        else { return false }
        return Operation.modulo.apply(value, control.divisor) != control.remainder
    }

    private mutating func answer() {
        if let value = known[sheet.question] {
            say(.answer, ["\(value)"])
        } else {
            say(.noAnswer, [sheet.rootOfMissing(sheet.question)])
        }
    }
}
