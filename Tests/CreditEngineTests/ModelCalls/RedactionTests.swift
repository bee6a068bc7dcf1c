import CreditEngine
import Foundation
import Testing

@Suite struct RedactionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var redacted: String
        var testDescription: String { String(text.prefix(40)) }
    }

    private static let token = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz3"
    private static let pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nabc+/=\n-----END RSA PRIVATE KEY-----"

    @Test(arguments: [
        Case(text: "key AKIAIOSFODNN7EXAMPLE.", redacted: "key [redacted: AWS key]."),
        Case(text: "ghp_\(token.prefix(36))", redacted: "[redacted: GitHub token]"),
        Case(text: "github_pat_\(token)\(token)", redacted: "[redacted: GitHub token]"),
        Case(text: "(glpat-\(token.prefix(20)))", redacted: "([redacted: GitLab token])"),
        Case(text: "xoxb-123456789012-abcdef", redacted: "[redacted: Slack token]"),
        Case(text: "sk_live_\(token.prefix(24))", redacted: "[redacted: Stripe key]"),
        Case(text: "sk-ant-api03-\(token)", redacted: "[redacted: Anthropic key]"),
        Case(text: "use sk-proj-\(token) now", redacted: "use [redacted: OpenAI key] now"),
        Case(text: "AIza\(token.prefix(35))", redacted: "[redacted: Google key]"),
        Case(text: "hf_\(token.prefix(34))", redacted: "[redacted: Hugging Face token]"),
        // As a client encodes a user and a key.
        Case(
            text: "(\(Data("user:sk-ant-api03-\(token)".utf8).base64EncodedString()))",
            redacted: "([redacted: Anthropic key in base64])"),
        Case(text: "npm_\(token.prefix(36))", redacted: "[redacted: npm token]"),
        Case(
            text: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4",
            redacted: "[redacted: JSON web token]"),
        Case(text: "a\n\(pem)\nb", redacted: "a\n[redacted: private key]\nb"),
        Case(
            text: "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNzaC1rZXk\\n, cut",
            redacted: "[redacted: private key], cut"),
        Case(
            text: "Authorization: Bearer \(token)", redacted: "Authorization: Bearer [redacted: bearer token]"),
        Case(text: "password=hunter2", redacted: "password=[redacted: secret]"),
        Case(text: "DB_PASSWORD=hunter2;", redacted: "DB_PASSWORD=[redacted: secret];"),
        Case(text: "{\"api_key\": \"s3cr3t-value\"}", redacted: "{\"api_key\": \"[redacted: secret]\"}"),
        Case(text: "apiKey: 'correct horse'", redacted: "apiKey: 'correct horse'"),
        Case(text: "client-secret := a1b2c3d4e5", redacted: "client-secret := [redacted: secret]"),
        Case(
            text: "postgres://bob:p4ssw0rd@db.example/x", redacted: "postgres://bob:[redacted: password]@db.example/x"),
        Case(text: "梅ghp_\(token.prefix(36))桃", redacted: "梅[redacted: GitHub token]桃"),
    ])
    func secretsGo(_ item: Case) {
        let redaction = Redaction(of: item.text)
        #expect(redaction.text == item.redacted)
        #expect(redaction.count == (item.text == item.redacted ? 0 : 1))
    }

    @Test(arguments: [
        "", "Step 2: 17 × 3 = 51, so apples = 51.", "The password is wrong.", "password: incorrect", "token = None",
        "password=os.getenv('X')", "secret = ${SECRET}", "max_tokens: 40960000", "task-force-one", "sk-short",
        "AKIAshort", "https://example.org/a:b@c", "basic arithmetic is enough", "the bearer of this letter 1234",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "eyJhbGci.short.x", "秘密：なし",
        "bm90aGluZyBzZWNyZXQgaXMgaW4gdGhpcyB0ZXh0IGF0IGFsbA==",
    ])
    func ordinaryTextStays(_ text: String) {
        #expect(Redaction(of: text) == Redaction(of: text))
        #expect(Redaction(of: text).text == text)
        #expect(Redaction(of: text).count == 0)
    }

    @Test func everySecretIsCounted() {
        let redaction = Redaction(of: "password=hunter2 AKIAIOSFODNN7EXAMPLE password=hunter3")
        #expect(redaction.count == 3)
        #expect(redaction.text == "password=[redacted: secret] [redacted: AWS key] password=[redacted: secret]")
    }

    /// What makes naive patterns look far ahead again and again; quadratic time would take minutes.
    @Test(arguments: [
        "-----BEGIN PRIVATE KEY-----", "eyJ-", "eyJaaaaaaaaaa.", "a-", "password=", "://a:", "bearer ", "sk-", "----",
        "aaaa=", "A1b2 ",
    ])
    func hostileTextTakesLinearTime(_ unit: String) {
        let text = String(repeating: unit, count: 200_000 / unit.utf8.count)
        #expect(Redaction(of: text).text.utf8.count <= 4 * text.utf8.count)
    }
}
