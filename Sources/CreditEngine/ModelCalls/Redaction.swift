/// A text with its likely secrets taken out, before it is sent anywhere; the trace itself is never changed.
///
/// What counts as one: `SecretForms`, after the rules of gitleaks. The time is linear in the text whatever it holds.
/// Source: Safety, "Keys and secrets".
public struct Redaction: Sendable, Hashable {
    /// The text; a secret reads `[redacted: GitHub token]` or the like.
    public let text: String
    /// How many secrets were taken out.
    public let count: Int

    /// Takes the likely secrets out of a text.
    public init(of text: String) {
        var text = text
        let found = text.withUTF8 { SecretScan(bytes: $0).secrets() }
        count = found.count
        guard !found.isEmpty else {
            self.text = text
            return
        }
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var start = 0
        for secret in found {
            kept += bytes[start..<secret.range.lowerBound]
            kept += Array("[redacted: \(secret.kind)]".utf8)
            start = secret.range.upperBound
        }
        self.text = String(decoding: kept + bytes[start...], as: UTF8.self)
    }
}
