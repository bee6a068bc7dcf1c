import CreditEngine

/// What one JSON object of a file is, told from its signal keys without decoding what it says.
struct RecordHead {
    /// The part that a record plays.
    enum Kind: Equatable {
        /// A whole run in one record.
        case run
        /// One record of a run whose other records stand on other lines.
        case trace, message, state, outcome, label
        /// A record of a type that nobody here knows.
        case unknown
    }

    var kind: Kind
    /// The run's identifier; `nil` when the record has none.
    var id: RecordID?
    var problem: String?
    var success: Bool?
    var score: Double?
    /// Whether something is said of the run's outcome, and none of it can be understood.
    var hasOddOutcome = false
    var messages = 0
    /// Messages of `messages` that are not understood.
    var oddMessages = 0

    private init(_ kind: Kind, id: RecordID?) {
        self.kind = kind
        self.id = id
    }

    /// Whether this is a record of the run called `known`; `nil` is the run of the records without an identifier.
    func isOf(_ known: String?) -> Bool {
        guard let known, let id else { return known == nil && id == nil }
        return id.matches(known)
    }

    /// Why a value that is no object is bad.
    static let noObject = "not an object"

    /// A sentence's clause that says why a record is bad.
    struct Fault: Error { var reason: String }

    /// Tells what an object is; throws when it claims to be a record but lacks what its kind requires.
    init(_ node: JSONNode, options: ReadingOptions) throws(Fault) {
        guard node.kind == .object else { throw Fault(reason: Self.noObject) }
        let signals = Signals(node, mapping: options.mapping)
        defer { withExtendedLifetime(signals) {} }
        if Self.isNative(signals) {
            self = try Self.native(node, signals, options)
        } else if signals.nativeID != nil, let type = signals.type, !Self.isMessage(type) {
            // A native record of a type that is not known here is carried along, whatever else it holds.
            self.init(.unknown, id: nil)
        } else if let list = signals.messages {
            self = try Self.plainRun(node, list, signals, options)
        } else if let id = signals.id {
            self = try Self.grouped(node, id, signals, options)
        } else if signals.speaks, signals.type.map(Self.isMessage) ?? true {
            self = try Self.message(node, id: nil, options)
        } else {
            self.init(.unknown, id: nil)
        }
    }

    /// Whether a record is a native one.
    static func isNative(_ node: JSONNode) -> Bool {
        guard node.kind == .object else { return false }
        let signals = Signals(node, mapping: ReadingOptions.FieldMapping())
        return isNative(signals) && signals.nativeID != nil
    }

    /// Whether a record uses one of our own types in our own way.
    private static func isNative(_ signals: Signals) -> Bool {
        switch signals.type {
        case "trace", "state", "outcome", "label": true
        case "message": signals.nativeID != nil || signals.id == nil && signals.hasOutput
        default: false
        }
    }

    /// Whether a type is one that messages have: `message`, or AutoGen's `TextMessage` and its like.
    private static func isMessage(_ type: String) -> Bool { type == "message" || type.hasSuffix("Message") }

    private static func native(
        _ node: JSONNode, _ signals: Signals, _ options: ReadingOptions
    ) throws(Fault) -> RecordHead {
        guard let type = signals.type, let id = signals.id else {
            throw Fault(reason: "a \(signals.type ?? "") record needs \"trace\", the run's identifier")
        }
        switch type {
        case "message":
            var head = RecordHead(.message, id: id)
            guard let turn = node["turn"]?.integer, turn >= 1 else {
                throw Fault(reason: "a message record needs \"turn\", a whole number from 1")
            }
            guard turn <= Limits.turns else { throw Fault(reason: "more than \(Limits.turns) turns") }
            guard node["agent"]?.utf8?.isEmpty == false else { throw Fault(reason: "a message record needs \"agent\"") }
            guard node["output"] != nil else { throw Fault(reason: "a message record needs \"output\"") }
            head.messages = 1
            return head
        case "state":
            guard let turn = node["turn"]?.integer, turn >= 0, turn <= Limits.turns else {
                throw Fault(reason: "a state record needs \"turn\", a whole number up to \(Limits.turns)")
            }
            guard node["metrics"]?.kind == .object else { throw Fault(reason: "a state record needs \"metrics\"") }
            return RecordHead(.state, id: id)
        case "outcome":
            var head = RecordHead(.outcome, id: id)
            guard let outcome = OutcomeReader.outcome(node) else {
                throw Fault(
                    reason: OutcomeReader.oddity(node).map { "an outcome record whose \($0)" }
                        ?? "an outcome record needs \"success\" or \"score\"")
            }
            (head.success, head.score) = (outcome.success, outcome.score)
            return head
        case "label": return RecordHead(.label, id: id)
        default:
            guard let list = signals.messages else {
                var head = RecordHead(.trace, id: id)
                head.problem = ProblemReader.id(node)
                head.hasOddOutcome = OutcomeReader.outcome(node) == nil && OutcomeReader.oddity(node) != nil
                return head
            }
            return try plainRun(node, list, signals, options)
        }
    }

    private static func plainRun(
        _ node: JSONNode, _ list: JSONNode, _ signals: Signals, _ options: ReadingOptions
    ) throws(Fault) -> RecordHead {
        var head = RecordHead(.run, id: signals.id)
        head.problem = ProblemReader.id(node)
        if let outcome = OutcomeReader.outcome(node) {
            (head.success, head.score) = (outcome.success, outcome.score)
        } else {
            head.hasOddOutcome = OutcomeReader.oddity(node) != nil
        }
        var fault: String?
        var oddity: String?
        var (position, instructions, odd) = (0, 0, 0)
        list.forEach { message in
            defer { position += 1 }
            guard fault == nil else { return }
            if options.mapping.isEmpty, MessageOutline(message).isPlain { return }
            let fields = MessageFields(message, mapping: options.mapping)
            if fields.isInstruction { instructions += 1 }
            if let reason = fields.oddity(in: message) {
                odd += 1
                if oddity == nil { oddity = "messages[\(position)] \(reason)" }
            } else if let reason = fields.turnFault(options) {
                fault = "messages[\(position)] \(reason)"
            }
        }
        // One odd message is shown as not understood; when no message is understood, the field names differ.
        if let oddity, odd == position { fault = oddity }
        if let fault { throw Fault(reason: fault) }
        head.messages = position - instructions
        head.oddMessages = odd
        return head
    }

    private static func grouped(
        _ node: JSONNode, _ id: RecordID, _ signals: Signals, _ options: ReadingOptions
    ) throws(Fault) -> RecordHead {
        if signals.type == "outcome" || !signals.speaks, let outcome = OutcomeReader.outcome(node) {
            var head = RecordHead(.outcome, id: id)
            (head.success, head.score) = (outcome.success, outcome.score)
            return head
        }
        guard signals.speaks else { return RecordHead(.unknown, id: nil) }
        return try message(node, id: id, options)
    }

    private static func message(
        _ node: JSONNode, id: RecordID?, _ options: ReadingOptions
    ) throws(Fault) -> RecordHead {
        let fields = MessageFields(node, mapping: options.mapping)
        if let reason = fields.oddity(in: node) ?? fields.turnFault(options) {
            throw Fault(reason: "a message that \(reason)")
        }
        var head = RecordHead(.message, id: id)
        head.messages = fields.isInstruction ? 0 : 1
        return head
    }
}

/// Bounds on what one run may hold.
enum Limits {
    /// Bytes of the largest document that is read.
    static let documentBytes = 256 << 20
    static let agents = 10_000
    static let turns = 1_000_000
}
