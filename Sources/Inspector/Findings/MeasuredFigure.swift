import CreditEngine

extension MeasuredEffects {
    /// The effect of an agent's message that is shown to hurt the most; `nil` when none is.
    func worst(of agent: Int) -> Effect? {
        effects.filter { $0.key.agent == agent && $0.value.isClear && $0.value.value < 0 }
            .min { ($0.value.value, $0.key) < ($1.value.value, $1.key) }?.value
    }
}

extension MeasuredEffects.Effect {
    /// Tenths of the effect, and its sign where the verdict is clear (else a blank).
    var figure: String { "\(Symbols.tenths(abs(value)))" + (isClear ? (value < 0 ? "−" : "+") : " ") }

    /// The colour of its direction where the verdict is clear.
    var role: Style.Role { isClear ? (value < 0 ? .hurts : .helps) : .plain }
}
