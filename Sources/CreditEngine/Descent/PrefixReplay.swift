/// A replay of a recorded run that keeps its first cells; everyone later speaks again.
struct PrefixReplay: Sendable {
    /// The run.
    let trace: Trace
    /// Its cells.
    let order: CellOrder
    /// How many of them are kept.
    let prefix: Int
    /// The number of the sample, which the seeds of those who speak again hang on.
    let replay: UInt64
    /// The prompts to speak under; `nil` is those in force.
    var revised: PromptSet?

    /// The cost in rollouts: the fraction of the cells that speak again.
    var cost: Double { order.count > 0 ? Double(order.count - prefix) / Double(order.count) : 0 }

    /// The run to make.
    var plan: RunPlan {
        let kept = prefix < order.count ? order.messages[prefix].first ?? 0 : trace.messages.count
        // What a seed does not fix is drawn anew for every prefix.
        let arm = RandomKey(problem: trace.id, replay: UInt64(prefix), what: "prefix").hash64
        return RunPlan(replaying: trace, keeping: kept, id: trace.id, seeding: Seeding(replay: replay, arm: arm))
    }
}

/// What a prefix replay came to.
struct ReplayedPrefix: Sendable, Equatable {
    /// Whether it succeeded; `nil` when UNDEFINED.
    var success: Bool?
    /// Whether every message was the recorded one.
    var same = false
    /// The model calls that it took.
    var calls = 0

    init() {}

    /// Reads what a journal kept; `nil` when it is something else.
    init?(journaled text: String) {
        let words = text.split(separator: " ")
        guard words.count == 3, let calls = Int(words[2]) else { return nil }
        success = words[0] == "success"
        same = words[1] == "same"
        self.calls = calls
    }

    /// What a journal keeps of a defined replay.
    var journalText: String { "\(success == true ? "success" : "failure") \(same ? "same" : "other") \(calls)" }
}
