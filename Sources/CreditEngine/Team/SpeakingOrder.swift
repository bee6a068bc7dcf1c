/// Who spoke in a recorded run, and by what rule the speakers of a replay follow each other.
///
/// A replay goes the way of the record up to the message that changes; from there on the rule that chose the speakers
/// chooses again. Members that the record passed over are not made to speak.
public struct SpeakingOrder: Sendable, Equatable {
    /// The rules; the names are those on screen.
    public enum Rule: Sendable, Hashable {
        /// Every member in every turn, as the protocol lists them, to the protocol's last turn.
        case protocolOrder
        /// The speakers of the record in the record's order, to where the record ends.
        case recordedOrder
        /// An agent whose message names who speaks next; the run ends when it names nobody.
        case router(String)

        /// The name on screen.
        public var name: String {
            switch self {
            case .protocolOrder: "protocol order"
            case .recordedOrder: "recorded order"
            case .router(let name): "router \(name)"
            }
        }
    }

    /// Why a run by this order comes to no outcome.
    public enum Fault: Error, Equatable, CustomStringConvertible {
        /// The router still names somebody after so many messages.
        case endless(router: String, messages: Int)
        /// A cell whose words are given was never reached.
        case notReached(turn: Int, agent: String)

        /// One clause.
        public var description: String {
            switch self {
            case .endless(let router, let messages):
                "\(router) still names a next speaker after \(Numeral.count(messages, "message"))"
            case .notReached(let turn, let agent):
                "\(agent) is not called in turn \(turn), where its recorded words were to be kept"
            }
        }
    }

    /// The rule.
    public let rule: Rule
    /// The slots of the models' messages, each with the index of its message, ascending.
    private let spoken: [(message: Int, slot: RunPlan.Slot)]
    let router: RouterRule?

    /// Reads the rule off a record: the protocol's order, else a router's words, else the record's own order.
    public init(of trace: Trace, by team: Team) {
        spoken = trace.messages.indices.compactMap { index in
            let message = trace.messages[index]
            guard trace.agents.indices.contains(message.agent), trace.agents[message.agent].kind == .model else {
                return nil
            }
            return (index, RunPlan.Slot(turn: message.turn, agent: trace.agents[message.agent].name))
        }
        let slots = spoken.map(\.slot)
        if let aggregation = team.aggregation, slots == aggregation.slots {
            (rule, router) = (.protocolOrder, nil)
        } else if let router = RouterRule(of: trace, slots, members: team.members.map(\.name)) {
            (rule, self.router) = (.router(router.name), router)
        } else {
            (rule, router) = (.recordedOrder, nil)
        }
    }

    /// The slots of the record after its first messages.
    ///
    /// - Parameter count: how many messages of the record, tools and persons included, come before.
    public func slots(after count: Int) -> [RunPlan.Slot] {
        spoken.filter { $0.message >= count }.map(\.slot)
    }

    /// The last turn in which a model spoke; 0 when none did.
    var lastTurn: Int { spoken.last?.slot.turn ?? 0 }

    /// Whether the rule and all slots are the same.
    public static func == (a: SpeakingOrder, b: SpeakingOrder) -> Bool {
        a.rule == b.rule && a.router == b.router && a.spoken.elementsEqual(b.spoken, by: ==)
    }
}

extension AggregationProtocol {
    /// The slots of a whole run, turn by turn in speaking order.
    var slots: [RunPlan.Slot] {
        (0..<max(0, turns)).flatMap { turn in order.map { RunPlan.Slot(turn: turn + 1, agent: $0) } }
    }
}
