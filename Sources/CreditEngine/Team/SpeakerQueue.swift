/// The speakers of one run that is being made, one after the other.
struct SpeakerQueue: Sendable {
    private var left: ArraySlice<RunPlan.Slot>
    private let router: RouterRule?
    /// The slots so far, those of the kept messages first.
    private var heard: [RunPlan.Slot]
    private var occurrences: [RunPlan.Slot: Int]

    /// The speakers of a plan after its kept messages.
    init(_ plan: RunPlan, _ aggregation: AggregationProtocol) {
        heard = plan.prefix.compactMap { message in
            guard plan.agents.indices.contains(message.agent), plan.agents[message.agent].kind == .model else {
                return nil
            }
            return RunPlan.Slot(turn: message.turn, agent: plan.agents[message.agent].name)
        }
        occurrences = heard.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        router = plan.order?.router
        left = (plan.order?.slots(after: plan.prefix.count) ?? aggregation.slots)[...]
    }

    /// One place to speak.
    struct Place: Sendable {
        let slot: RunPlan.Slot
        /// 0 for the first message of this agent in this turn, then 1, 2, ….
        let occurrence: Int
    }

    /// The next place to speak; `nil` at the end.
    ///
    /// - Parameter text: what was said last; `nil` when nothing was.
    mutating func next(after text: String?) throws -> Place? {
        guard let slot = try slot(after: text) else { return nil }
        let occurrence = occurrences[slot, default: 0]
        occurrences[slot] = occurrence + 1
        heard.append(slot)
        return Place(slot: slot, occurrence: occurrence)
    }

    /// Whether an agent is known to speak once more in its turn.
    func comesAgain(_ slot: RunPlan.Slot) -> Bool { left.contains(slot) }

    private mutating func slot(after text: String?) throws -> RunPlan.Slot? {
        guard let router else { return left.popFirst() }
        let slot = router.next(after: text ?? "", heard: heard)
        if slot != nil, heard.count >= router.limit {
            throw SpeakingOrder.Fault.endless(router: router.name, messages: heard.count)
        }
        return slot
    }

    /// Whether a slot has not been reached for the last time when the place given is about to speak.
    func mayReach(_ slot: RunPlan.Slot, from place: Place) -> Bool {
        if place.slot == slot || left.contains(slot) && router == nil { return true }
        return router != nil && occurrences[slot] == nil && place.slot.turn <= slot.turn
    }

    /// Throws when words that were to be said had no place to be said in.
    func checkReached(_ pins: [RunPlan.Slot: [String]]) throws {
        guard router != nil else { return }
        let missed = pins.filter { !$0.value.isEmpty && occurrences[$0.key] == nil }.keys
        guard let first = missed.min(by: { ($0.turn, $0.agent) < ($1.turn, $1.agent) }) else { return }
        throw SpeakingOrder.Fault.notReached(turn: first.turn, agent: first.agent)
    }
}
