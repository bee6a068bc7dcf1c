/// Partial credit for correct intermediate steps, for problems that are solved too rarely to tell two teams apart.
///
/// A run that failed gets y = Φ(s_T) with the potential Φ(s) = w·φ(s), where φ is the part of a whole derivation that was
/// stated so far and holds (`StatedSums`); a run that succeeded keeps y = 1. The bonus is a potential, so it telescopes over the
/// turns, Σ(Φ(s_t) − Φ(s_{t−1})) = Φ(s_T): saying a step twice, by a detour or beside the point earns nothing. With w < ½ every success
/// stays above every failure and above the threshold, so shaping only orders runs that were equal before. A run that
/// states no sum that counts keeps its score. Source: Method §6, "Sparse outcomes".
public struct ShapedEvaluator: Evaluator {
    /// Judges success; its score is 0 or 1.
    public var base: any Evaluator
    /// w in (0, ½).
    public var weight: Double

    /// Shapes an evaluator that knows only success and failure; the weight is clipped to [0, 0.49].
    public init(_ base: any Evaluator, weight: Double) {
        self.base = base
        self.weight = min(max(weight, 0), Self.weights.upperBound)
    }

    /// The weights that may be chosen.
    public static let weights = 0.01...0.49

    /// The base's name, and that it is shaped.
    public var name: String { base.name + "+steps" }

    /// The base's outcome with its score shaped; `nil` where the base has none.
    public func outcome(of run: FinishedRun) async throws -> Outcome? {
        guard var outcome = try await base.outcome(of: run) else { return nil }
        outcome.evaluator = name
        guard !outcome.success else { return outcome }
        let sums = StatedSums(run)
        outcome.score = sums.share.map { weight * $0 } ?? outcome.score
        return outcome
    }
}
