/// A rule that says which turn looks critical from its states alone; the name on screen is the raw value.
///
/// Source: Method §2.
public enum TemporalMetric: String, Sendable, Equatable, CaseIterable {
    /// B = ½·max(0, d − max(0, ΔP)) + ½·max(0, −ΔP), in [0,1].
    case stall
    /// d / (ΔP + 1e-6), as the article prints it; any finite number.
    case article
    /// KL(s[t] ‖ s[t−1]) of smoothed states in nats, from 0.
    case kl
    /// Jensen–Shannon divergence of smoothed states in bits, in [0,1].
    case js

    /// What to know before trusting the metric, as one sentence for its help.
    public var caveat: String {
        switch self {
        case .stall:
            "The state moved and progress did not follow, or went backwards; 0 to 1."
        case .article:
            "As the article prints it: a change without progress divides by 1e-6 (0.4 gives 400,000, 0.02 gives 20,000, "
                + "so a tiny change beats every real one), and a turn that makes things worse gets a negative figure "
                + "(0.4 at -0.2 gives -2.00001) and ranks last."
        case .kl:
            "State vectors are not distributions: they are scaled, smoothed by .01 and normalised first; nats."
        case .js:
            "State vectors are not distributions: they are scaled, smoothed by .01 and normalised first; bits, 0 to 1."
        }
    }
}
