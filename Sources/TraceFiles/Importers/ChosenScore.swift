import CreditEngine

extension ScoreChoice {
    /// The outcome that a run's scores tell; `nil` when none of them is chosen, or when its value is outside [0,1].
    func outcome(of scores: [NamedScore]) -> Outcome? {
        let chosen = scores.last { score in
            name.map { score.name == $0 } ?? Self.plain.contains(score.name.lowercased())
        }
        guard let chosen, (0...1).contains(chosen.value) else { return nil }
        let value = isInverted ? 1 - chosen.value : chosen.value
        return Outcome(success: value >= Outcome.threshold, score: value, evaluator: chosen.name)
    }
}
