import CreditEngine
import Foundation

/// The agent's name where a request itself gives it.
enum AgentHint {
    /// The fields of a request that always name an agent, outermost first.
    private static let fields = [["metadata", "agent"], ["metadata", "ascribe_agent"]]

    /// The name in the body of a request.
    ///
    /// - Parameter field: a field that names the agent by what a person said, its parts joined by dots (`user`,
    ///   `metadata.role`).
    static func name(in body: CanonicalJSON, field: String?) -> String? {
        let named = field.map { $0.split(separator: ".").map(String.init) }
        for path in (named.map { [$0] } ?? []) + fields {
            let value = path.reduce(Optional(body)) { $0?[$1] }
            if let name = value?.string, !name.isEmpty { return name }
        }
        return nil
    }

    /// A path without the part that names an agent (`openai/v1/agent/NAME/chat/completions`), and that name.
    static func taken(from path: String) -> (path: String, name: String?) {
        guard let wire = Wires.wire(of: path) else { return (path, nil) }
        var parts = path.dropLast(wire.pathEnding.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 2, parts[parts.count - 2] == "agent", let name = parts.last?.removingPercentEncoding,
            !name.isEmpty
        else { return (path, nil) }
        parts.removeLast(2)
        return (parts.joined(separator: "/") + wire.pathEnding, name)
    }
}
