/// The team's state after a turn: named numbers computable from the conversation so far.
///
/// Source: Method §1 (article, "State representation").
public struct State: Sendable, Equatable {
    /// The turn after which the state holds, from 1 (0 is the state before anyone spoke).
    public var turn: Int
    /// The components by name, in the order in which they were recorded or computed; names are unique.
    public var components: [Component]
    /// A one-line summary in words, when recorded.
    public var summary: String?

    /// Makes a state.
    public init(turn: Int, components: [Component], summary: String? = nil) {
        self.turn = turn
        self.components = components
        self.summary = summary
    }

    /// The value of a component, `nil` when the state does not have it.
    public subscript(name: String) -> Component.Value? {
        components.first { $0.name == name }?.value
    }

    /// One named component with the evidence it came from.
    public struct Component: Sendable, Equatable {
        /// A component's value.
        public enum Value: Sendable, Equatable {
            /// A finite number.
            case number(Double)
            /// A category; any change of it counts as a full change.
            case category(String)
        }

        /// The component's name, such as `solution_completeness`.
        public var name: String
        /// Its value.
        public var value: Value
        /// Where in the conversation it was read off; empty for recorded states.
        public var evidence: [Evidence]

        /// Makes a component.
        public init(name: String, value: Value, evidence: [Evidence] = []) {
            self.name = name
            self.value = value
            self.evidence = evidence
        }
    }
}
