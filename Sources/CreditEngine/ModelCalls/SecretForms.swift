/// The forms by which secrets are known.
enum SecretForms {
    /// The characters of a token.
    enum Alphabet: Sendable {
        case letters, hexadecimal, upper, word, dashed, dotted

        func has(_ c: UInt8) -> Bool {
            let digit = c >= 48 && c <= 57
            let (upper, lower) = (c >= 65 && c <= 90, c >= 97 && c <= 122)
            switch self {
            case .letters: return digit || upper || lower
            case .hexadecimal: return digit || (c | 0x20 >= 97 && c | 0x20 <= 102)
            case .upper: return digit || upper
            case .word: return digit || upper || lower || c == 95
            case .dashed: return digit || upper || lower || c == 95 || c == 45
            case .dotted: return digit || upper || lower || c == 95 || c == 45 || c == 46 || c == 47 || c == 61
            }
        }
    }

    /// A token that is known by how it begins.
    struct Token: Sendable {
        let kind: String
        let start: [UInt8]
        let alphabet: Alphabet
        /// How many characters follow the beginning; a longer run is no token of this form.
        let length: ClosedRange<Int>

        init(_ kind: String, _ start: String, _ alphabet: Alphabet, _ length: ClosedRange<Int>) {
            self.kind = kind
            self.start = Array(start.utf8)
            self.alphabet = alphabet
            self.length = length
        }
    }

    private static let many = 4_096

    /// Tokens by their beginnings; the first that fits counts.
    static let tokens: [Token] =
        ["AKIA", "ASIA", "ABIA", "ACCA"].map { Token("AWS key", $0, .upper, 16...16) }
        + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map { Token("GitHub token", $0, .letters, 36...255) }
        + ["xoxb-", "xoxa-", "xoxp-", "xoxr-", "xoxs-", "xapp-"].map { Token("Slack token", $0, .dashed, 10...255) }
        + ["sk_live_", "sk_test_", "rk_live_", "rk_test_"].map { Token("Stripe key", $0, .letters, 10...255) }
        + [
            Token("GitHub token", "github_pat_", .word, 36...255),
            Token("GitLab token", "glpat-", .dashed, 20...64),
            Token("Anthropic key", "sk-ant-", .dashed, 20...many),
            Token("OpenAI key", "sk-", .dashed, 20...many),
            Token("Google key", "AIza", .dashed, 35...35),
            Token("Google token", "ya29.", .dashed, 20...many),
            Token("npm token", "npm_", .letters, 36...36),
            Token("PyPI token", "pypi-AgE", .dashed, 50...many),
            Token("Hugging Face token", "hf_", .letters, 30...64),
            Token("SendGrid key", "SG.", .dotted, 50...128),
            Token("DigitalOcean token", "dop_v1_", .hexadecimal, 64...64),
            Token("Shopify token", "shpat_", .hexadecimal, 32...32),
            Token("age key", "AGE-SECRET-KEY-1", .upper, 58...58),
            Token("Slack webhook", "hooks.slack.com/services/", .dotted, 30...128),
        ]

    /// The ends of names whose values are secrets, without `_` and `-`, in lower case.
    static let names = [
        "password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "accesskey", "secretkey", "privatekey",
        "authkey", "credential", "credentials",
    ].map { Array($0.utf8) }

    /// The words before a token in a header.
    static let schemes = ["bearer", "basic"].map { Array($0.utf8) }

    /// How a block with a private key begins and ends.
    static let keyBlockStart = Array("-----BEGIN ".utf8)
    static let keyBlockEnd = Array("-----END ".utf8)
    static let keyBlockName = Array("PRIVATE KEY".utf8)
}
