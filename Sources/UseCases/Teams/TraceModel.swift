import CreditEngine
import LanguageModels
import TraceFiles

/// Answers with what the runs of a file recorded: the same input and seed give the words said then.
///
/// A run that records no inputs answers nothing.
struct TraceModel: LanguageModel {
    private let model: RecordedModel

    /// Reads the runs of a file; throws `TraceFileError` or `IdentityError`.
    init(path: String) throws {
        let catalogue = try Catalogue(paths: [path])
        try catalogue.index { _ in true }
        let reader = try catalogue.makeReader()
        let identity = ModelIdentity(provider: "recorded", origin: path)
        var replies: [RequestKey: ModelReply] = [:]
        for run in 0..<catalogue.count {
            for message in try reader.trace(run).messages {
                guard let input = message.input else { continue }
                let key = try RequestKey(ModelRequest(messages: input, seed: message.seed), to: identity)
                replies[key] = ModelReply(
                    text: message.output, model: message.model, usage: message.usage, latency: message.latency,
                    cost: message.cost)
            }
        }
        model = RecordedModel(of: identity) { [replies] key in replies[key] }
    }

    /// Answers as then; throws `RecordedModelError` when nobody asked that then.
    func reply(to request: ModelRequest) async throws -> ModelReply {
        try await model.reply(to: ModelRequest(messages: request.messages, seed: request.seed))
    }
}
