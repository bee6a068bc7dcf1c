import Testing

@testable import CreditEngine

@Suite("Stated equalities")
struct StatedEqualityTests {
    private func read(_ text: String) -> Bool? {
        var text = text
        return text.withUTF8 { bytes in
            bytes.indices.filter { bytes[$0] == UInt8(ascii: "=") }
                .compactMap { StatedEquality.read(bytes, at: $0)?.holds }.last
        }
    }

    @Test(
        "Hold",
        arguments: [
            "17 % 5 = 2", "so 17 mod 5 = 2.", "17 modulo 5 = 2", "2 + 3 * 4 = 14", "(2 + 3) * 4 = 20",
            "13 × 28 = 364, which", "10 / 4 = 2.5", "10 / 3 = 3.33", "10 / 3 = 3", "1,200 + 34 = 1,234",
            "$12 + 3 = $15", "9 − 4 = 5", "8 ÷ 2 = 4", "It is 3. 4 + 4 = 8", "2022 - 1995 = 27 years", "$28 + $5 = $33",
            "28 + 5 = **33**", "28 apples + 5 apples = 33 apples", "3 boxes × 14 plums = 42", "14 / 56 = 25%",
            "14 / 56 * 100 = 25%", "\\(28 + 5 = 33\\)", "\\[ 3 \\times 14 = 42 \\]", "2 * 3 * 7 = 6 × 7 = 42",
        ])
    func hold(text: String) { #expect(read(text) == true) }

    @Test(
        "Do not hold",
        arguments: [
            "17 % 5 = 3", "17 mod 5 = 3", "2 + 2 = 5", "10 / 4 = 2.6", "Step 2: 364 mod 52 = 38. That", "9 − 4 = 4",
            "1,200 + 34 = 1,235", "2 * 3 * 4 = 23", "$28 + $5 = $34", "28 + 5 = **34**", "3 \\times 14 = 44",
            "2 * 3 * 7 = 6 × 7 = 43",
        ])
    func doNotHold(text: String) { #expect(read(text) == false) }

    @Test(
        "Are no claims",
        arguments: [
            "x = 5", "x1 + 2 = 5", "n - 1 + 2 = 5", "3 + 4 = 5x", "3 + 4 = 5 + 2", "3 + 4 == 8", "3 + 4 != 8",
            "3 + 4 >= 8", "= 4", "7 = 7", "3 + = 4", "3 / 0 = 4", "f(2) + 1 = 9", "50% = 0.5", "2^3 + 1 = 7", "5 + 5 =",
            "((((((((((((((((((1 + 1)))))))))))))))))) = 3", "12345678901234567890 + 1 = 2", "a[1] + 1 = 9",
            "3 × 14 = 6 × 7", "3 km + 500 m = 4 km", "1 / 3 = 34%",
        ])
    func noClaims(text: String) { #expect(read(text) == nil) }

    private func result(_ text: String) -> [String] {
        var copy = text
        return copy.withUTF8 { bytes in
            var found: [String] = []
            WordScan.words(bytes) { word in
                guard word.isNumber, let equality = Reading.equality(of: word, bytes), equality.holds else { return }
                found.append(String(decoding: bytes[equality.range], as: UTF8.self))
            }
            return found
        }
    }

    @Test(
        "The result may stand first, or be rounded; what does not hold there is no claim",
        arguments: [
            ("28 = 2×14", ["28 = 2×14"]), ("so 28 = 2 × 14, and", ["28 = 2 × 14"]),
            ("10 / 3 ≈ 3.33", ["10 / 3 ≈ 3.33"]),
            ("200 / 7 ≈ 29", ["200 / 7 ≈ 29"]), ("29 = 2 × 14", []), ("Step 3 = 4 + 5", []), ("200 / 7 ≈ 31", []),
            ("28 = 2 × 14x", []), ("n28 = 2 × 14", []), ("28 == 2 × 14", []),
        ])
    func results(text: String, expected: [String]) { #expect(result(text) == expected) }

    @Test("Every prefix and suffix of hostile text is read without harm", arguments: 0..<40 as Range<UInt64>)
    func hostile(seed: UInt64) {
        var random = Digits(seed: seed)
        let alphabet = Array("0123456789 +-*/%()=.,$xmod×÷−é梅".utf8)
        let bytes = (0..<300).map { _ in alphabet[random.below(alphabet.count)] }
        bytes.withUnsafeBufferPointer { all in
            WordScan.words(all) { if $0.isNumber { _ = Reading.equality(of: $0, all) } }
            for i in all.indices where all[i] == UInt8(ascii: "=") {
                if let found = StatedEquality.read(all, at: i) {
                    #expect(found.range.lowerBound >= 0 && found.range.upperBound <= all.count)
                    #expect(found.range.contains(i))
                }
            }
        }
    }
}
