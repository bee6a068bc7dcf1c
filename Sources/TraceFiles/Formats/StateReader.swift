public import CreditEngine

/// Reads states: those that records carry, and the answers of a person's own state program.
public enum StateReader {
    /// The state that an object's `metrics` and `summary` tell; booleans count as 1 and 0, and the last of a repeated
    /// name wins.
    static func state(_ node: JSONNode, turn: Int) -> State {
        var positions: [String: Int] = [:]
        var state = State(turn: turn, components: [], summary: node["summary"]?.string)
        node["metrics"]?.forEachField { key, value in
            let reading: State.Component.Value? =
                value.double.map { .number($0) } ?? value.bool.map { .number($0 ? 1 : 0) }
                ?? value.string.map { .category($0) }
            guard let reading else { return }
            let name = key.string
            if let known = positions[name] {
                state.components[known].value = reading
            } else {
                positions[name] = state.components.count
                state.components.append(State.Component(name: name, value: reading))
            }
        }
        return state
    }

    /// The state after a turn that a program answered with: `{"metrics":{…},"summary":"…"}`, strict JSON.
    ///
    /// `nil` when the answer is anything else, or holds no component.
    public static func state(answer: [UInt8], turn: Int) -> State? {
        guard let parser = try? JSONParser() else { return nil }
        return (answer + [UInt8](repeating: 0, count: JSONParser.padding)).withUnsafeBytes { bytes in
            let text = UnsafeRawBufferPointer(rebasing: bytes[..<answer.count])
            guard let (root, _) = parser.parse(text), root["metrics"]?.kind == .object else { return nil }
            let state = state(root, turn: turn)
            return state.components.isEmpty ? nil : state
        }
    }
}
