public import CreditEngine

/// The cell of a run to look at first: the measured one that costs the most, else the hottest estimated one that no
/// measurement has spoken of.
public struct HotCell: Sendable, Equatable {
    /// What speaks against it.
    public enum Figure: Sendable, Equatable {
        /// A measured effect in [−1,1], kept − replaced; negative, since it hurt.
        case measured(MeasuredEffects.Effect)
        /// Estimated heat in [0,1].
        case estimated(Double)
    }

    /// Its turn, from 1.
    public var turn: Int
    /// Its agent's name.
    public var agent: String
    /// What speaks against it.
    public var figure: Figure

    /// Makes one.
    public init(turn: Int, agent: String, figure: Figure) {
        (self.turn, self.agent, self.figure) = (turn, agent, figure)
    }

    /// How hot it is, in [0,1]: the measured loss, or the estimated heat.
    var heat: Double {
        switch figure {
        case .measured(let effect): min(1, max(0, -effect.value))
        case .estimated(let heat): heat
        }
    }
}
