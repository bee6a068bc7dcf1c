/// Where a credit figure comes from; figures of different sources are never mixed in one ranking.
public enum CreditSource: String, Sendable, Equatable, Codable, CaseIterable {
    /// Computed from the recorded text and states, without a model call: a place to look first.
    case estimated
    /// A critic model's score.
    case judged
    /// An outcome difference under intervention.
    case measured
}
