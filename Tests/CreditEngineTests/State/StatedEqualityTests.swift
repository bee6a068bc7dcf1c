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
            "$12 + 3 = $15", "9 − 4 = 5", "8 ÷ 2 = 4", "It is 3. 4 + 4 = 8", "2022 - 1995 = 27 years",
        ])
    func hold(text: String) { #expect(read(text) == true) }

    @Test(
        "Do not hold",
        arguments: [
            "17 % 5 = 3", "17 mod 5 = 3", "2 + 2 = 5", "10 / 4 = 2.6", "Step 2: 364 mod 52 = 38. That", "9 − 4 = 4",
            "1,200 + 34 = 1,235", "2 * 3 * 4 = 23",
        ])
    func doNotHold(text: String) { #expect(read(text) == false) }

    @Test(
        "Are no claims",
        arguments: [
            "x = 5", "x1 + 2 = 5", "n - 1 + 2 = 5", "3 + 4 = 5x", "3 + 4 = 5 + 2", "3 + 4 == 8", "3 + 4 != 8",
            "3 + 4 >= 8", "= 4", "7 = 7", "3 + = 4", "3 / 0 = 4", "f(2) + 1 = 9", "50% = 0.5", "2^3 + 1 = 7", "5 + 5 =",
            "((((((((((((((((((1 + 1)))))))))))))))))) = 3", "12345678901234567890 + 1 = 2", "a[1] + 1 = 9",
        ])
    func noClaims(text: String) { #expect(read(text) == nil) }

    @Test("Every prefix and suffix of hostile text is read without harm", arguments: 0..<40 as Range<UInt64>)
    func hostile(seed: UInt64) {
        var random = Digits(seed: seed)
        let alphabet = Array("0123456789 +-*/%()=.,$xmod×÷−é梅".utf8)
        let bytes = (0..<300).map { _ in alphabet[random.below(alphabet.count)] }
        bytes.withUnsafeBufferPointer { all in
            for i in all.indices where all[i] == UInt8(ascii: "=") {
                if let found = StatedEquality.read(all, at: i) {
                    #expect(found.range.lowerBound >= 0 && found.range.upperBound <= all.count)
                    #expect(found.range.contains(i))
                }
            }
        }
    }
}
