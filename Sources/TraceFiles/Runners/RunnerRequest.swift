public import CreditEngine

/// The line that asks the user's own system for one run.
///
/// One JSON object a line on the system's standard input; here over several lines for reading:
/// ```
/// {"op":"run","id":17,"trace":"run-000417",
///  "problem":{"id":"p-42","input":"…","reference":"18"},
///  "prompts":{"researcher":"…","coordinator":"…","aggregation":"…"},
///  "models":{"critic":"small"},"turns":2,
///  "prefix":[{"turn":1,"agent":"researcher","output":"…"}],
///  "replace":{"turn":1,"agent":"critic","output":"I don't have enough information to contribute."},
///  "pins":[{"turn":2,"agent":"critic","output":"…"}],
///  "seed":9,"repetition":1}
/// ```
/// - `op`: always `run`; a system answers any other with an error.
/// - `id`: the request's number, which the reply repeats.
/// - `trace`: the run's identifier, for logs.
/// - `problem`: `id`, `input` and `reference`, each only when known.
/// - `prompts`: the role prompts to speak under, by agent; `aggregation` is the aggregation protocol's. They may differ
///   from the system's own, which is how a revised prompt is tried.
/// - `models`: the model's name of each agent that has one; left out when nobody does.
/// - `turns`: the turns of a full run; left out when the team has no protocol.
/// - `prefix`: the messages to keep word for word at the start, in order, as native message records without `type`,
///   `trace` and `input`; empty for a run from the start. Nobody speaks in their place.
/// - `replace`: the first cell after the prefix whose words are given; left out when there is none. The agent is not
///   asked; everyone later hears these words.
/// - `pins`: further such cells, in order; left out when there are none. An agent with several messages in one turn has
///   several entries; `"output":null` keeps an agent silent.
/// - `seed`: fixes all randomness that the system can fix. Requests with equal seeds are compared with each other, so the
///   randomness of a cell should depend on seed, turn and agent alone.
/// - `repetition`: left out when 0; asks the same again, for what a seed does not fix.
///
/// The system's input ends when nothing more is wanted; then it should end too.
public enum RunnerRequest {
    /// The line of a plan, without its newline.
    public static func line(_ plan: RunPlan, as team: Team, id: Int) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("op", "run")
            text.field("id", id)
            text.field("trace", plan.id)
            text.key("problem")
            text.object { text in
                text.field("id", plan.problem.id)
                text.field("input", plan.problem.input)
                text.field("reference", plan.problem.reference)
            }
            write(team, to: &text)
            write(plan, team, to: &text)
            text.key("seed")
            text.value(plan.seeding.replay)
            if plan.seeding.repetition > 0 {
                text.key("repetition")
                text.value(plan.seeding.repetition)
            }
        }
        return text.bytes
    }

    private static func write(_ team: Team, to text: inout JSONText) {
        text.key("prompts")
        text.object { text in
            for member in team.members { text.field(member.name, member.prompt) }
            text.field("aggregation", team.aggregation?.prompt)
        }
        if team.members.contains(where: { $0.model != nil }) {
            text.key("models")
            text.object { text in for member in team.members { text.field(member.name, member.model) } }
        }
        text.field("turns", team.aggregation?.turns)
    }

    private static func write(_ plan: RunPlan, _ team: Team, to text: inout JSONText) {
        let kept = Trace(id: plan.id, agents: plan.agents)
        text.key("prefix")
        text.array { text in
            for message in plan.prefix where plan.agents.indices.contains(message.agent) {
                var message = message
                message.input = nil
                text.object { NativeWriter.writeMessage(message, kept, CarriedFields(), to: &$0) }
            }
        }
        let pins = given(plan, team)
        guard let first = pins.first else { return }
        text.key("replace")
        write(first, to: &text)
        guard pins.count > 1 else { return }
        text.key("pins")
        text.array { text in for pin in pins.dropFirst() { write(pin, to: &text) } }
    }

    private struct Pin {
        var slot: RunPlan.Slot
        var output: String?
    }

    private static func write(_ pin: Pin, to text: inout JSONText) {
        text.object { text in
            text.field("turn", pin.slot.turn)
            text.field("agent", pin.slot.agent)
            text.key("output")
            if let output = pin.output { text.value(output) } else { text.null() }
        }
    }

    /// The words that are given, in speaking order.
    private static func given(_ plan: RunPlan, _ team: Team) -> [Pin] {
        let order = (team.aggregation?.order ?? []) + plan.agents.map(\.name)
        let place: (RunPlan.Slot) -> Int = { slot in order.firstIndex(of: slot.agent) ?? order.count }
        return plan.pins.sorted { a, b in
            (a.key.turn, place(a.key), a.key.agent) < (b.key.turn, place(b.key), b.key.agent)
        }.flatMap { slot, words in
            words.isEmpty ? [Pin(slot: slot, output: nil)] : words.map { Pin(slot: slot, output: $0) }
        }
    }
}
