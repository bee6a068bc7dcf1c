/// Identifiers in the arguments of a call that nobody had given: neither the problem, an instruction, a message nor a tool.
enum InventedArgument {
    /// The bytes of a value that can be an identifier.
    private static let size = 5...64
    /// The digits that an identifier has at least; names and words have fewer.
    private static let digits = 4

    /// The first one; only values without spaces, paths and addresses are looked at, as text and code claim other things.
    static func first(in arguments: String, _ table: ContentTable) -> String? {
        var text = arguments
        return text.withUTF8 { bytes in
            var at = 0
            while at < bytes.count {
                guard bytes[at] == UInt8(ascii: "\"") else {
                    at += 1
                    continue
                }
                let start = at + 1
                at = start
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                    at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                let value = start..<min(at, bytes.count)
                at += 1
                guard size.contains(value.count), isIdentifier(bytes[value]) else { continue }
                if isNew(UnsafeBufferPointer(rebasing: bytes[value]), table) {
                    return String(decoding: bytes[value], as: UTF8.self)
                }
            }
            return nil
        }
    }

    private static func isIdentifier(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var count = 0
        for byte in value {
            if WordScan.isDigit(byte) { count += 1 }
            let isMark = byte == UInt8(ascii: "#") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            guard WordScan.isDigit(byte) || WordScan.isLetter(byte) || isMark else { return false }
        }
        return count >= digits && !isDate(value)
    }

    /// Whether it is written like a day (`2024-05-14`): days are derived from words such as tomorrow.
    private static func isDate(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let parts = value.split(separator: UInt8(ascii: "-"))
        return parts.count >= 2 && parts.allSatisfy { $0.count <= 4 && $0.allSatisfy(WordScan.isDigit) }
    }

    private static func isNew(_ value: UnsafeBufferPointer<UInt8>, _ table: ContentTable) -> Bool {
        var isNew = false
        WordScan.words(value) { word in
            let hasDigits = value[word.start..<word.end].count(where: WordScan.isDigit) >= digits
            if hasDigits, table.introducer(of: word.hash) == nil { isNew = true }
        }
        return isNew
    }
}
