package import CreditEngine

/// When and how queued turns are asked for once more, as a person wrote it: a policy file, or `reprompt` in a team file.
///
/// ```
/// reason: critique      # critique, evaluator or note
/// least_gain: 0.1
/// ```
package struct RepromptPolicy: Sendable, Equatable {
    /// Whose words say why an agent is asked again.
    package enum Reason: String, Sendable, CaseIterable {
        /// A critic's, on the message.
        case critique
        /// The evaluator's, on the run.
        case evaluator
        /// A person's, in the note of a label.
        case note
    }

    /// Whose words say why.
    package var reason: Reason
    /// What the agent is told, in the person's words.
    package var instruction = Reprompt.instruction
    /// The team file's model that criticises, unless it is the usual one.
    package var critic: String?
    /// Whether each agent is also asked again without the reason.
    package var hasControl = true
    /// The smallest useful gain in success, in [0,1]: asking stops when a gain as large is ruled out.
    package var leastGain = 0.1
    /// Queued turns that are asked for again at most.
    package var most = 50

    private static let keys = ["reason", "instruction", "critic", "control", "least_gain", "most"]

    /// Reads one; throws `TeamFileError`.
    init(_ node: TeamNode) throws {
        let fields = try node.fields(Self.keys)
        reason = try fields.required("reason").word(Reason.self)
        if let words = fields["instruction"] { instruction = try words.text() }
        critic = try fields["critic"]?.text()
        if let node = fields["critic"], reason != .critique {
            throw node.wrong("is asked for reason critique only; remove it")
        }
        if let control = fields["control"] { hasControl = try control.flag() }
        if let gain = fields["least_gain"] { leastGain = try gain.number(0...1) }
        if let count = fields["most"] { most = try count.whole(1...1_000_000) }
    }

    /// Reads a policy file; throws `TeamFileError`.
    package init(path: String) throws {
        let text = try TeamFolder.text(of: path, limit: TeamFolder.teamLimit)
        guard let root = try TeamNode(yaml: text, path: path) else {
            throw TeamFileError.notYAML(path: path, line: nil, reason: "the file is empty")
        }
        try self.init(root)
    }

    /// All that an answer under it depends on; how many turns are asked for, and what gain is enough, is no part of that.
    package var identity: CanonicalJSON {
        .object(present: [
            "reason": .string(reason.rawValue), "instruction": .string(instruction),
            "critic": critic.map { .string($0) }, "control": .bool(hasControl),
        ])
    }
}
