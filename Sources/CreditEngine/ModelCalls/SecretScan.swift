/// Finds likely secrets in one pass; every step looks ahead by a bounded number of bytes.
struct SecretScan {
    /// One secret.
    struct Secret: Equatable {
        let kind: String
        let range: Range<Int>
    }

    let bytes: UnsafeBufferPointer<UInt8>
    /// Whether the bytes were decoded from others already.
    var isDecoded = false

    /// The most bytes of a block with a private key, of a name, of a value.
    private static let blockReach = 16_384
    private static let nameReach = 64
    private static let valueReach = 4_096

    /// The secrets in order; none overlaps another.
    func secrets() -> [Secret] {
        var found: [Secret] = []
        var at = 0
        var blockEnd = 0
        while at < bytes.count {
            if let secret = block(at, &blockEnd) ?? starting(at) {
                found.append(secret)
                at = secret.range.upperBound
            } else {
                at += 1
            }
        }
        return found
    }

    private func starting(_ at: Int) -> Secret? {
        if bytes[at] == UInt8(ascii: ":") { return login(at) }
        guard SecretForms.Alphabet.letters.has(bytes[at]), at == 0 || !isWord(bytes[at - 1]) else { return nil }
        return token(at) ?? webToken(at) ?? named(at) ?? header(at) ?? encoded(at)
    }

    /// A run in base64 whose text holds a secret: the whole run.
    ///
    /// Each run is decoded once, where it begins.
    private func encoded(_ at: Int) -> Secret? {
        guard !isDecoded, at == 0 || !EncodedText.has(bytes[at - 1]) || bytes[at - 1] == UInt8(ascii: "=") else {
            return nil
        }
        let end = run(from: at, upTo: EncodedText.lengths.upperBound + 1, where: EncodedText.has)
        guard EncodedText.lengths.contains(end - at) else { return nil }
        return EncodedText.decoded(bytes[at..<end]).withUnsafeBufferPointer { text in
            SecretScan(bytes: text, isDecoded: true).secrets().first
                .map { Secret(kind: "\($0.kind) in base64", range: at..<end) }
        }
    }

    /// A block between `-----BEGIN … PRIVATE KEY-----` and its end, or what of it is there.
    private func block(_ at: Int, _ end: inout Int) -> Secret? {
        guard bytes[at] == UInt8(ascii: "-"), has(SecretForms.keyBlockStart, at) else { return nil }
        let start = at + SecretForms.keyBlockStart.count
        guard let name = (start..<min(bytes.count, start + 32)).first(where: { has(SecretForms.keyBlockName, $0) })
        else { return nil }
        let body = name + SecretForms.keyBlockName.count
        // The next end is looked for once, and again only behind it, so that many beginnings cost no more than one.
        if end < body {
            end = body
            while end < bytes.count, !has(SecretForms.keyBlockEnd, end) { end += 1 }
        }
        if end < bytes.count, end - body <= Self.blockReach {
            let after = run(from: end + SecretForms.keyBlockEnd.count, upTo: 48) { $0 != 0x0A && $0 != 0x0D }
            return Secret(kind: "private key", range: at..<after)
        }
        let rest = run(from: body, upTo: Self.blockReach) {
            SecretForms.Alphabet.dotted.has($0) || $0 == 0x2B || $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x5C
        }
        return Secret(kind: "private key", range: at..<rest)
    }

    private func token(_ at: Int) -> Secret? {
        for form in SecretForms.tokens where form.start[0] == bytes[at] && has(form.start, at) {
            let start = at + form.start.count
            let end = run(from: start, upTo: form.length.upperBound + 1, where: form.alphabet.has)
            if form.length.contains(end - start) { return Secret(kind: form.kind, range: at..<end) }
        }
        return nil
    }

    /// Three parts in base64url with full stops between them, the first two of them JSON objects.
    private func webToken(_ at: Int) -> Secret? {
        let opening = Array("eyJ".utf8)
        guard bytes[at] == opening[0], at == 0 || bytes[at - 1] != UInt8(ascii: "-") else { return nil }
        var end = at
        for part in 0..<3 {
            if part > 0 {
                guard end < bytes.count, bytes[end] == UInt8(ascii: ".") else { return nil }
                end += 1
            }
            guard part == 2 || has(opening, end) else { return nil }
            let start = end
            end = run(from: start, upTo: Self.valueReach, where: SecretForms.Alphabet.dashed.has)
            guard end - start >= 10 else { return nil }
        }
        return Secret(kind: "JSON web token", range: at..<end)
    }

    /// `password=…`, `"api_key": "…"`, `DB_SECRET := …`: the value.
    private func named(_ at: Int) -> Secret? {
        guard at == 0 || bytes[at - 1] != UInt8(ascii: "-") else { return nil }
        let nameEnd = run(from: at, upTo: Self.nameReach, where: SecretForms.Alphabet.dashed.has)
        var place = run(from: nameEnd, upTo: 2, where: isQuote)
        place = run(from: place, upTo: 4) { $0 == 0x20 }
        let signs = run(from: place, upTo: 2) { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
        guard signs > place else { return nil }
        let name = bytes[at..<nameEnd].filter { $0 != 95 && $0 != 45 }.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
        guard SecretForms.names.contains(where: { name.count >= $0.count && name.suffix($0.count).elementsEqual($0) })
        else { return nil }
        let tight = signs == nameEnd + 1 && bytes[place] == UInt8(ascii: "=")
        place = run(from: signs, upTo: 4) { $0 == 0x20 || $0 == UInt8(ascii: ">") }
        let start = run(from: place, upTo: 2, where: isQuote)
        let end = run(from: start, upTo: Self.valueReach) { !isQuote($0) && !endsValue($0) }
        let quoted = start > place && end < bytes.count && isQuote(bytes[end])
        guard isSecret(start..<end, surely: tight || quoted) else { return nil }
        return Secret(kind: "secret", range: start..<end)
    }

    /// Whether a value is one: variables, calls, placeholders and plain words are not.
    private func isSecret(_ range: Range<Int>, surely: Bool) -> Bool {
        guard range.count >= (surely ? 4 : 8), let first = range.first.map({ bytes[$0] }) else { return false }
        guard !Array("$%<{[(*.".utf8).contains(first) else { return false }
        let value = bytes[range]
        if value.contains(where: { $0 == UInt8(ascii: "(") }) { return false }
        let lower = String(decoding: value.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }, as: UTF8.self)
        if ["none", "null", "true", "false", "undefined", "string", "xxxx"].contains(where: lower.hasPrefix) {
            return false
        }
        let digits = value.contains { $0 >= 48 && $0 <= 57 }
        let letters = value.contains { $0 | 0x20 >= 97 && $0 | 0x20 <= 122 }
        return surely || (digits && letters)
    }

    /// `Bearer …` and `Basic …`: the token.
    private func header(_ at: Int) -> Secret? {
        for scheme in SecretForms.schemes where at + scheme.count < bytes.count {
            guard bytes[at..<(at + scheme.count)].elementsEqual(scheme, by: { $0 | 0x20 == $1 }),
                bytes[at + scheme.count] == 0x20
            else { continue }
            let start = run(from: at + scheme.count, upTo: 4) { $0 == 0x20 }
            let end = run(from: start, upTo: Self.valueReach) {
                SecretForms.Alphabet.dotted.has($0) || $0 == 0x2B || $0 == 0x7E
            }
            let digits = bytes[start..<end].contains { $0 >= 48 && $0 <= 57 }
            if end - start >= 16, digits { return Secret(kind: "bearer token", range: start..<end) }
        }
        return nil
    }

    /// `://user:password@host`: the password.
    private func login(_ at: Int) -> Secret? {
        guard has(Array("://".utf8), at) else { return nil }
        func belongs(_ c: UInt8) -> Bool { c > 0x20 && c != 0x2F && c != 0x40 && c != 0x3A && !isQuote(c) }
        let user = run(from: at + 3, upTo: 128, where: belongs)
        guard user < bytes.count, bytes[user] == UInt8(ascii: ":") else { return nil }
        let end = run(from: user + 1, upTo: 256, where: belongs)
        guard end - user > 3, end < bytes.count, bytes[end] == UInt8(ascii: "@") else { return nil }
        return Secret(kind: "password", range: (user + 1)..<end)
    }

    private func isWord(_ c: UInt8) -> Bool { SecretForms.Alphabet.word.has(c) }

    private func isQuote(_ c: UInt8) -> Bool {
        c == UInt8(ascii: "\"") || c == UInt8(ascii: "'") || c == UInt8(ascii: "`") || c == UInt8(ascii: "\\")
    }

    private func endsValue(_ c: UInt8) -> Bool {
        switch c {
        case 0...0x20, 0x26, 0x29, 0x2C, 0x3B, 0x3C, 0x3E, 0x5D, 0x7D: true
        default: false
        }
    }

    private func has(_ text: [UInt8], _ at: Int) -> Bool {
        guard at + text.count <= bytes.count else { return false }
        for i in text.indices where bytes[at + i] != text[i] { return false }
        return true
    }

    /// The end of a run of bytes, at most `limit` of them.
    private func run(from start: Int, upTo limit: Int, where belongs: (UInt8) -> Bool) -> Int {
        var end = min(start, bytes.count)
        let last = min(bytes.count, end + limit)
        while end < last, belongs(bytes[end]) { end += 1 }
        return end
    }
}
