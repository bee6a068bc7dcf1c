/// Finds text without regard to the case of ASCII letters.
enum TextMatch {
    /// Whether a text contains another; an empty one is contained in everything.
    static func contains(_ text: String, _ query: String) -> Bool {
        query.isEmpty || !ranges(of: query, in: text, limit: 1).isEmpty
    }

    /// The UTF-8 ranges of all places where a text contains a non-empty query, not overlapping, in order.
    static func ranges(of query: String, in text: String, limit: Int = .max) -> [Range<Int>] {
        let needle = query.utf8.map(folded)
        guard !needle.isEmpty else { return [] }
        var text = text
        return text.withUTF8 { bytes in
            var found: [Range<Int>] = []
            guard bytes.count >= needle.count else { return found }
            let first = needle[0]
            let last = bytes.count - needle.count
            var at = 0
            while at <= last {
                guard folded(bytes[at]) == first else {
                    at += 1
                    continue
                }
                var matched = 1
                while matched < needle.count, folded(bytes[at + matched]) == needle[matched] { matched += 1 }
                guard matched == needle.count else {
                    at += 1
                    continue
                }
                found.append(at..<at + needle.count)
                if found.count >= limit { return found }
                at += needle.count
            }
            return found
        }
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        byte >= 65 && byte <= 90 ? byte | 32 : byte
    }
}
