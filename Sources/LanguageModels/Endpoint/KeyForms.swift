internal import Foundation

/// The forms in which a key may come back: as it is, in base64 wherever it lies in the encoded bytes, in hexadecimal,
/// in decimal codes, backwards, with all or some of its characters escaped as in addresses, JSON, C and HTML, each also in
/// pieces and with anything but letters and digits between its characters.
///
/// Texts are compared by their letters and digits alone, in lower case, in windows of half a form, of a long one a third, so
/// that the time is linear in the text.
struct KeyForms: Sendable {
    /// Every window of every form, by its length and hash.
    private var windows: [Int: [UInt64: [ArraySlice<UInt8>]]] = [:]

    private static let shortestWindow = 8
    private static let shortestThird = 10
    private static let base: UInt64 = 1_099_511_628_211

    init(of key: String) {
        let bytes = Array(key.utf8)
        let encoded = (0..<3).map { shift in
            // The characters at the ends hang on what lies around the key.
            let text = Data([UInt8](repeating: 0, count: shift) + bytes).base64EncodedString()
            return Array(text.utf8).dropFirst([0, 2, 3][shift]).prefix { $0 != UInt8(ascii: "=") }.dropLast()
        }
        let forms = [bytes[...], bytes.reversed()[...]] + Self.escaped(bytes) + encoded
        for form in forms { add(form.compactMap(Self.folded)) }
    }

    /// The key with all its characters escaped, and with those only that are no letters or digits: `%73`, `\x73` and
    /// `&#x73;`, `\u0073`, `&#115;`, of which the letters and digits are compared.
    private static func escaped(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        let escapes: [(UInt8) -> String] = [
            { hexadecimal($0) }, { "x" + hexadecimal($0) }, { "u00" + hexadecimal($0) }, { String($0) },
        ]
        return escapes.flatMap { escape in
            [
                bytes.flatMap { Array(escape($0).utf8) }[...],
                bytes.flatMap { folded($0) == nil ? Array(escape($0).utf8) : [$0] }[...],
            ]
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    private mutating func add(_ form: [UInt8]) {
        let length = max(Self.shortestWindow, min(form.count / 2, max(Self.shortestThird, form.count / 3)))
        guard form.count >= length else { return }
        for start in 0...(form.count - length) {
            let window = form[start..<start + length]
            windows[length, default: [:]][Self.hash(window), default: []].append(window)
        }
    }

    /// The text with every such piece replaced.
    func hidden(in text: String) -> String {
        let bytes = Array(text.utf8)
        var (letters, places): ([UInt8], [Int]) = ([], [])
        for (place, byte) in bytes.enumerated() {
            guard let letter = Self.folded(byte) else { continue }
            letters.append(letter)
            places.append(place)
        }
        var isHidden = [Bool](repeating: false, count: letters.count)
        for (length, known) in windows { mark(letters, length, known, &isHidden) }
        guard isHidden.contains(true) else { return text }
        var (kept, start, at): ([UInt8], Int, Int) = ([], 0, 0)
        while at < letters.count {
            guard isHidden[at] else {
                at += 1
                continue
            }
            kept += bytes[start..<places[at]]
            kept += Array("<key>".utf8)
            while at + 1 < letters.count, isHidden[at + 1] { at += 1 }
            start = places[at] + 1
            at += 1
        }
        return String(decoding: kept + bytes[start...], as: UTF8.self)
    }

    private func mark(
        _ letters: [UInt8], _ length: Int, _ known: [UInt64: [ArraySlice<UInt8>]], _ isHidden: inout [Bool]
    ) {
        guard letters.count >= length else { return }
        var power: UInt64 = 1
        for _ in 1..<length { power &*= Self.base }
        var hash = Self.hash(letters[..<length])
        var marked = 0
        for start in 0...(letters.count - length) {
            if start > 0 {
                hash = (hash &- UInt64(letters[start - 1]) &* power) &* Self.base &+ UInt64(letters[start + length - 1])
            }
            guard let same = known[hash], same.contains(where: { $0.elementsEqual(letters[start..<start + length]) })
            else { continue }
            for place in max(start, marked)..<start + length { isHidden[place] = true }
            marked = start + length
        }
    }

    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 &* base &+ UInt64($1) }
    }

    /// A letter or digit in lower case; `nil` for anything else.
    private static func folded(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: nil
        }
    }
}
