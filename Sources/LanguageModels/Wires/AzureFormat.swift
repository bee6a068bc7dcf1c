import CreditEngine
internal import Foundation

/// Chat completions as Azure OpenAI has them: the deployment in the address, `api-version` in its query, the key in the
/// header `api-key`.
///
/// Source: Azure OpenAI in Foundry Models REST API reference. A base that ends in `/openai/v1` is the newer address, which
/// needs no version.
struct AzureFormat: WireFormat {
    private let chat = ChatFormat()
    let provider = "azure"
    let keyScheme = KeyScheme.named("api-key")
    var limitKeys: [String] { chat.limitKeys }

    private static let version = "2024-10-21"

    func path(on endpoint: Endpoint, model: String) -> String {
        guard !endpoint.path.contains("/openai/deployments/"), !hasVersion(endpoint) else {
            return endpoint.path("/chat/completions")
        }
        let name = model.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~")))
        return endpoint.path("/openai") + "/deployments/\(name ?? model)/chat/completions"
    }

    func query(on endpoint: Endpoint) -> [String: String] { hasVersion(endpoint) ? [:] : ["api-version": Self.version] }

    private func hasVersion(_ endpoint: Endpoint) -> Bool { endpoint.path.contains("/openai/v1") }

    func body(of request: ModelRequest, streams: Bool) -> [String: CanonicalJSON] {
        chat.body(of: request, streams: streams)
    }

    func parts(of answer: ServerJSON) throws(WireFault) -> AnswerParts { try chat.parts(of: answer) }

    func assembly() -> any ReplyAssembly { chat.assembly() }
}
