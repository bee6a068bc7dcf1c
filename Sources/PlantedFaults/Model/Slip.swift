import CreditEngine

/// An error that the simulated model made while speaking; never part of a trace.
struct Slip: Sendable, Hashable {
    /// What kind of error.
    enum Kind: String, Sendable, Hashable {
        /// A fact was taken from the wrong line of the problem.
        case misread
        /// A step was worked out wrongly.
        case miscalculated
        /// A wrong value was looked over and let pass.
        case overlooked
        /// A value was summed up wrongly.
        case misquoted
    }

    var slot: RunPlan.Slot
    var kind: Kind
    /// The name whose value went wrong.
    var name: String
    /// The value that was due and the one that was said.
    var right: Int
    var said: Int
}
