package import CreditEngine
import TraceFiles

/// Names jobs by what they ask for, so that a restart finds what is finished, and nothing else does.
package enum JobName {
    /// The name of a job: its kind, and the hash of all that its results depend on; throws `IdentityError`.
    ///
    /// - Parameters:
    ///   - kind: the command (`measure`).
    ///   - parts: what is asked, without what changes no result (jobs under way at once, limits).
    package static func of(
        _ kind: String, _ runtime: TeamRuntime, trace: Trace? = nil,
        _ parts: KeyValuePairs<String, CanonicalJSON?> = [:]
    ) throws -> String {
        let asked: CanonicalJSON = .object(present: [
            "kind": .string(kind), "crew": runtime.identity, "prompts": .string(try PromptSet(runtime.team).identity()),
            "trace": try trace.map { .string(try identity(of: $0)) }, "parts": .object(present: parts),
            "speakers": trace.flatMap { speakers(of: $0, by: runtime.team) },
        ])
        return kind + "-" + String(try SHA256Digest(of: asked.text()).hex.prefix(24))
    }

    /// The rule by which speakers follow each other in replays; `nil` for the protocol's own order.
    private static func speakers(of trace: Trace, by team: Team) -> CanonicalJSON? {
        let rule = SpeakingOrder(of: trace, by: team).rule
        return rule == .protocolOrder ? nil : .string(rule.name)
    }

    /// A hash of all that a run recorded but when it was, which changes no result; throws `IdentityError`.
    package static func identity(of trace: Trace) throws -> String {
        var trace = trace
        for index in trace.messages.indices {
            (trace.messages[index].started, trace.messages[index].ended) = (nil, nil)
        }
        var text = JSONText()
        NativeWriter.write(trace, form: .packed, to: &text)
        return try SHA256Digest(of: text.bytes).hex
    }
}
