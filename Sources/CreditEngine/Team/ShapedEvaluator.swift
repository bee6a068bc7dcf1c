/// Partial credit for correct intermediate steps, for problems that are solved too rarely to tell two teams apart.
///
/// A run that failed gets y = Φ(s_T) with the potential Φ(s) = w·φ(s), where φ is the share of the different sums
/// stated so far that hold; a run that succeeded keeps y = 1. The bonus is a potential, so it telescopes over the
/// turns, Σ(Φ(s_t) − Φ(s_{t−1})) = Φ(s_T): saying a step twice or by a detour earns nothing. With w < ½ every success
/// stays above every failure and above the threshold, so shaping only orders runs that were equal before. A run that
/// states no sum keeps its score. Source: Method §6, "Sparse outcomes".
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

/// The different sums that a run's models state, and how many of them hold.
struct StatedSums: Sendable, Equatable {
    private(set) var right = 0
    private(set) var wrong = 0

    init(_ run: FinishedRun) {
        var seen: Set<[UInt8]> = []
        for message in run.messages
        where run.agents.indices.contains(message.agent) && run.agents[message.agent].kind == .model {
            var text = message.output
            text.withUTF8 { bytes in
                for place in bytes.indices where bytes[place] == UInt8(ascii: "=") {
                    guard let sum = StatedEquality.read(bytes, at: place) else { continue }
                    let words = bytes[sum.range].filter { $0 != UInt8(ascii: " ") }
                    guard seen.insert(words).inserted else { continue }
                    if sum.holds { right += 1 } else { wrong += 1 }
                }
            }
        }
    }

    /// φ; `nil` when none is stated.
    var share: Double? { right + wrong > 0 ? Double(right) / Double(right + wrong) : nil }
}
