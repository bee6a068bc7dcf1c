/// A tool call that hands the word to another agent rather than using a tool.
///
/// Frameworks write routing as tool calls: `transfer_to_editor`, `handoff`, `Delegate work to coworker`. Such a call is
/// whom a message is addressed to, and no evidence.
struct Handoff: Equatable {
    /// The agent that is addressed; `nil` when the call does not tell.
    var target: String?
    /// Whether the call's result is what that agent said, rather than a note that the word was handed over.
    var returnsWords: Bool

    /// `nil` for an ordinary tool.
    init?(tool: String, arguments: String) {
        let name = tool.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 }.reduce(into: "") { $0.append($1) }
        let prefixes = ["transfer_back_to_", "transfer_to_", "handoff_to_", "handoff_back_to_", "hand_off_to_"]
        if Self.delegations.contains(name) {
            self.init(target: Self.named(in: arguments), returnsWords: true)
        } else if let prefix = prefixes.first(where: name.hasPrefix) {
            let target = String(tool.dropFirst(prefix.count))
            let isGeneric = ["agent", "member", "coworker"].contains(target.lowercased())
            self.init(target: isGeneric ? Self.named(in: arguments) : target, returnsWords: false)
        } else if name.hasPrefix("delegate_to_") {
            self.init(target: String(tool.dropFirst("delegate_to_".count)), returnsWords: true)
        } else if name == "handoff" || name == "hand_off" || name == "handoff_to_agent" {
            self.init(target: Self.named(in: arguments), returnsWords: false)
        } else {
            return nil
        }
    }

    private init(target: String?, returnsWords: Bool) {
        self.target = target.flatMap { $0.isEmpty ? nil : $0 }
        self.returnsWords = returnsWords
    }

    private static let delegations: Set<String> = [
        "delegate_work_to_coworker", "ask_question_to_coworker", "delegate_task_to_member", "delegate_task_to_members",
        "delegate_to_member", "delegate_task", "delegate_work", "transfer_task_to_member", "forward_task_to_member",
    ]

    /// The agent that the arguments name.
    private static func named(in arguments: String) -> String? {
        guard let embedded = EmbeddedJSON(arguments) else { return nil }
        return withExtendedLifetime(embedded) {
            let root = embedded.root
            let name =
                root["coworker"] ?? root["to_agent"] ?? root["agent_name"] ?? root["agentName"] ?? root["member_id"]
                ?? root["member"] ?? root["agent"] ?? root["recipient"] ?? root["target"]
            return name?.string
        }
    }
}
