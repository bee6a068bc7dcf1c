import ArgumentParser

/// The tables of `planted-faults`, in the order in which they are printed.
enum FaultsTable: String, CaseIterable, ExpressibleByArgument {
    /// How often the estimate, which costs no replay, points at the cause.
    case estimated
    /// How often replays name the cause within a budget.
    case measured
    /// Which strategies mend the prompts, at what cost, and what harm they ship.
    case repair
    /// How often acceptance rules take simulated edits of a known effect; no suite runs for it.
    case gate
}
