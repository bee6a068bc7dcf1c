public import CreditEngine

/// Which message of a run is known to be the mistake, as a person or the planting of a fault says.
///
/// A label is not part of a `Trace`, and the engine cannot see this type: only what compares an estimate with the truth
/// reads it.
public struct RunLabel: Sendable, Equatable {
    /// The agent at fault, without routing suffixes; `nil` when only the place is labelled.
    public var agent: String?
    /// The message, as its ordinal in file order from 0; `nil` when the label gives a turn instead.
    public var message: Int?
    /// The turn, from 1; `nil` when the label gives a message instead.
    public var turn: Int?
    /// Why, in the words of whoever labelled it.
    public var reason: String?

    /// Makes a label.
    public init(agent: String? = nil, message: Int? = nil, turn: Int? = nil, reason: String? = nil) {
        self.agent = agent
        self.message = message
        self.turn = turn
        self.reason = reason
    }
}

/// In which form files carry labels.
public enum LabelForm: String, Sendable, CaseIterable {
    /// `mistake_agent` and `mistake_step` in each run.
    case whoAndWhen = "who-and-when"
    /// Native label records.
    case native
}

extension RunLabel {
    /// The label that a record carries in one form, or in any; `nil` when it carries none.
    init?(_ node: JSONNode, form: LabelForm? = nil) {
        if form != .whoAndWhen, let label = node["label"], label.kind == .object {
            self.init(
                agent: label["agent"]?.string, message: label["message"]?.integer, turn: label["turn"]?.integer,
                reason: label["reason"]?.string)
        } else if form != .native, let agent = node["mistake_agent"]?.string {
            let step = node["mistake_step"]
            self.init(
                agent: Speaker(splitting: agent, anyNote: false).name,
                message: step?.integer ?? step?.string.flatMap { Int($0) },
                reason: node["mistake_reason"]?.string)
        } else {
            return nil
        }
    }
}

extension TraceReader {
    /// The label of a run; `nil` when its file carries none in that form.
    public func label(_ run: Int, form: LabelForm) throws -> RunLabel? {
        guard !isForeign(run) else { return nil }
        var label: RunLabel?
        try forEachRecord(of: run) { node, kind in
            if kind == .label || kind == .run || kind == .trace { label = RunLabel(node, form: form) ?? label }
        }
        return label
    }

    /// What a run's records hold that a `Trace` has no room for; a label in a foreign form becomes a native one.
    public func carriedFields(_ run: Int, of trace: Trace) throws -> CarriedFields {
        var carried = CarriedFields()
        guard !isForeign(run) else { return carried }
        let options = self.options
        try forEachRecord(of: run) { node, kind in
            carried.add(node, kind: kind, id: trace.id, options: options)
            guard kind == .run || kind == .trace else { return }
            if let label = node["label"], label.kind == .object, node["type"]?.string == "trace" {
                carried.labels.append(RunLabel.record(JSONText.of(label), of: trace))
            } else if let label = RunLabel(node) {
                carried.labels.append(RunLabel.record(label.json(in: trace), of: trace))
            }
        }
        carried.finish()
        carried.run = carried.run.lastOfEach
        return carried
    }
}

extension RunLabel {
    /// The label as a native record of a trace: one JSON object, for `CarriedFields.labels`.
    public func record(of trace: Trace) -> String { Self.record(json(in: trace), of: trace) }

    /// A label in JSON as a native record.
    fileprivate static func record(_ json: String, of trace: Trace) -> String {
        var text = JSONText()
        text.object { text in
            text.field("type", "label")
            text.field("trace", trace.id)
            text.key("label")
            text.literal(json)
        }
        return text.string
    }

    /// The label in JSON, with the turn that its message has in the trace.
    fileprivate func json(in trace: Trace) -> String {
        var text = JSONText()
        text.object { text in
            text.field("agent", agent)
            text.field("message", message)
            text.field("turn", turn ?? trace.messages.first { $0.ordinal == message }?.turn)
            text.field("reason", reason)
        }
        return text.string
    }
}
