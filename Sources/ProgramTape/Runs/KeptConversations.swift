import CreditEngine
import LanguageModels
import Synchronization

/// What was said in conversations that the models' server keeps (`previous_response_id`), so that a request can be read, and
/// asked, as a whole: an answer from the record is not at the server.
final class KeptConversations: Sendable {
    private struct Kept {
        var said: [CanonicalJSON]
        var hasRecorded: Bool
    }

    private let kept = Mutex<[String: Kept]>([:])

    /// A request with everything that was said before it, and whether an answer among that is from the record; the request
    /// itself when it stands alone, or goes on from a response that this run has not seen.
    func whole(_ body: CanonicalJSON, _ wire: any Wire.Type) -> (body: CanonicalJSON, hasRecorded: Bool) {
        guard let wire = wire as? any ConversationWire.Type, let id = wire.previous(body),
            let before = kept.withLock({ $0[id] })
        else { return (body, false) }
        return (wire.body(body, after: before.said), before.hasRecorded)
    }

    /// Keeps the response to a whole request.
    func keep(_ response: CanonicalJSON, to body: CanonicalJSON, _ wire: any Wire.Type) {
        guard let wire = wire as? any ConversationWire.Type, let id = response["id"]?.string else { return }
        let said = wire.items(body) + wire.output(of: response)
        kept.withLock { $0[id] = Kept(said: said, hasRecorded: true) }
    }

    /// Keeps a model's answer to a whole request.
    func keep(_ answer: ModelAnswer, to body: CanonicalJSON, _ wire: any Wire.Type, hasRecorded: Bool) {
        guard let wire = wire as? any ConversationWire.Type, let given = answer.kept else { return }
        // Some gateways end a stream with a response that holds nothing.
        let output =
            given.items.isEmpty ? wire.output(of: wire.response(answer, model: "", id: given.id)) : given.items
        let said = wire.items(body) + output
        kept.withLock { $0[given.id] = Kept(said: said, hasRecorded: hasRecorded) }
    }
}
