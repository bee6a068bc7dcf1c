import Testing

@testable import CreditEngine

@Suite("Words of a text")
struct WordScanTests {
    /// A letter, a digit, both ends of either range and what lies beside them, and characters of two to four bytes.
    private static let alphabet = [
        "a", "z", "A", "Z", "5", "09", "`", "{", "@", "[", "/", ":", " ", "é", "ß", "±", "\u{A0}", "…", "日", "🙂",
    ]

    @Test("a word's hash does not depend on its length, its case or what stands around it", arguments: 1...20)
    func hash(_ length: Int) {
        let word = String("abzq7xyzm0nopqrstuvw".prefix(length))
        for text in [word, word.uppercased(), "\(word) and more of it", "before \(word)", "é \(word.uppercased())±"] {
            #expect(Self.words(text).contains { $0.hash == WordHash.of(word) }, "\(text)")
        }
    }

    @Test("eight bytes at once give the words that one at a time do")
    func eightAtOnce() {
        for seed in 0..<2_000 as Range<UInt64> {
            var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
            var text = ""
            for _ in 0..<(seed % 40) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += Self.alphabet[Int(state >> 33) % Self.alphabet.count]
            }
            // Numbers and scripts without spaces are read otherwise.
            var copy = text
            copy.withUTF8 { bytes in
                WordScan.words(bytes) { word in
                    guard !word.isNumber, bytes[word.start] < 0xE0 else { return }
                    var hash = WordHash()
                    for byte in bytes[word.start..<word.end] { hash.add(byte | 0x20) }
                    #expect(hash.value == word.hash, "\(text)")
                    #expect(word.end == bytes.count || !Self.goesOn(bytes, word.end), "\(text)")
                }
            }
        }
    }

    @Test("letters and digits are counted up to the first other byte", arguments: UInt8.min...UInt8.max)
    func letters(_ byte: UInt8) {
        let isLetter = WordScan.isLetter(byte) || WordScan.isDigit(byte)
        for place in 0..<8 {
            var text = [UInt8](repeating: UInt8(ascii: "m"), count: 8)
            text[place] = byte
            text.withUnsafeBufferPointer { #expect(WordBytes($0, at: 0).letters == (isLetter ? 8 : place)) }
        }
    }

    @Test("a set of words holds these and no others")
    func set() {
        let words = (0..<100).map { "word\($0)" }
        let set = WordSet(words)
        for word in words { #expect(set.contains(WordHash.of(word))) }
        for other in (100..<1_000).map({ "word\($0)" }) { #expect(!set.contains(WordHash.of(other))) }
        #expect(!set.contains(0))
        #expect(!WordSet([]).contains(WordHash.of("word")))
    }

    @Test(
        "bytes are found wherever they stand",
        arguments: [("```", true), ("a```", true), ("``", false), ("`` `", false), ("", false), ("``a```b", true)])
    func search(_ text: String, _ isFound: Bool) {
        var text = text
        #expect(text.withUTF8 { ByteSearch.holds($0, "```") } == isFound)
    }

    /// Whether a word goes on at a place: a letter, a digit or a letter of two bytes.
    private static func goesOn(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        let byte = bytes[at]
        guard byte >= 0x80 else { return WordScan.isLetter(byte) || WordScan.isDigit(byte) }
        return byte < 0xE0 && !(byte == 0xC2 && ![0xAA, 0xB5, 0xBA].contains(bytes[at + 1]))
    }

    private static func words(_ text: String) -> [Word] {
        var (text, words): (String, [Word]) = (text, [])
        text.withUTF8 { bytes in WordScan.words(bytes) { words.append($0) } }
        return words
    }
}
