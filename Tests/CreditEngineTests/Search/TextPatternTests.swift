import CreditEngine
import Testing

@Suite("Looking for text")
struct TextPatternTests {
    @Test(
        "finds every place, letters in either case",
        arguments: [
            ("Error", "an error, an ERROR and an Error", [3..<8, 13..<18, 26..<31]),
            ("aa", "aaaa", [0..<2, 2..<4]),
            ("x", "", []),
            ("", "anything", []),
            ("漢字", "abc漢字def漢", [3..<9]),
            ("é", "É is not é", [10..<12]),
            ("needle", String(repeating: "hay ", count: 40) + "needle", [160..<166]),
            ("[", "{[", [1..<2]),
        ])
    func places(pattern: String, text: String, expected: [Range<Int>]) {
        #expect(TextPattern(pattern).ranges(in: text) == expected)
        #expect(TextPattern(pattern).matches(text) == !expected.isEmpty)
    }

    @Test("agrees with a plain search on random texts", arguments: 0..<40)
    func agreesWithPlainSearch(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let text = String((0..<next(200)).map { _ in "abAB".randomElement(at: next(4)) })
        let pattern = String((0..<1 + next(4)).map { _ in "ab".randomElement(at: next(2)) })
        let bytes = Array(text.lowercased().utf8)
        let needle = Array(pattern.utf8)
        var expected: [Range<Int>] = []
        var at = 0
        while at + needle.count <= bytes.count {
            if Array(bytes[at..<at + needle.count]) == needle {
                expected.append(at..<at + needle.count)
                at += needle.count
            } else {
                at += 1
            }
        }
        #expect(TextPattern(pattern).ranges(in: text) == expected)
    }
}

extension String {
    fileprivate func randomElement(at position: Int) -> Character { self[index(startIndex, offsetBy: position)] }
}
