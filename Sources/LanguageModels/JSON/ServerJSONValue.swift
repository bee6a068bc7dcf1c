package import CreditEngine

extension ServerJSON {
    /// The value as JSON allows it: halves of a surrogate pair are U+FFFD, numbers that are none are `null`.
    var canonical: CanonicalJSON {
        switch self {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .number(let digits):
            if let whole = Int(digits) { return .integer(whole) }
            return Double(digits).flatMap { $0.isFinite ? .number($0) : nil } ?? .null
        case .text(let text): return .string(text.string)
        case .list(let elements): return .array(elements.map(\.canonical))
        case .object(let members):
            var places: [String: Int] = [:]
            var kept: [CanonicalJSON.Member] = []
            for member in members {
                if let place = places[member.key] {
                    kept[place].value = member.value.canonical
                } else {
                    places[member.key] = kept.count
                    kept.append(CanonicalJSON.Member(member.key, member.value.canonical))
                }
            }
            return .object(kept)
        }
    }
}

extension CanonicalJSON {
    /// Reads a body of foreign make as `ServerJSON` does; `nil` when it is no JSON.
    package init?(foreign body: [UInt8]) {
        guard let value = ServerJSON(body) else { return nil }
        self = value.canonical
    }
}
