import Testing

@testable import PlantedFaults

@Suite struct ClaimsTests {
    @Test(
        arguments: [
            ("good plums = 12", [nil, 12]), ("crates: 5, good plums at 7.", [5, 7]),
            ("Step 2: 17 mod 5 = 2", [nil, nil]),
            ("good plums = 3. Then good plums = 4.", [nil, 4]), ("good plums = 17 × 2 = 34", [nil, 34]),
            ("the crates = 9", [9, nil]), ("good plums = -4", [nil, -4]), ("I doubt the 12 good plums", [nil, nil]),
            ("good plums = 17 - 20 = -3", [nil, -3]), ("crates =", [nil, nil]), ("", [nil, nil]), ("7", [nil, nil]),
            ("good plums = 99999999999999999999999999", [nil, 9_999_999_999_999]),
        ] as [(String, [Int?])])
    func theLastStatementHolds(text: String, values: [Int?]) {
        let claims = Claims(
            reading: Array(text.utf8), names: [Array("crates".utf8), Array("good plums".utf8)],
            in: .english)
        #expect(claims.values == values)
    }

    /// In a language that puts the value first.
    @Test(
        arguments: [
            ("we hold 12 good plums", [nil, 12]), ("5 crates and 7 good plums.", [5, 7]),
            ("17 dealt out by the 5 leaves 2 over", [nil, nil]), ("3 good plums, then 4 good plums", [nil, 4]),
            ("7 crateside", [nil, nil]), ("good plums = 7", [nil, nil]), ("-4 good plums", [nil, -4]),
            ("7 ", [nil, nil]),
        ] as [(String, [Int?])])
    func aValueMayStandBeforeItsName(text: String, values: [Int?]) {
        let claims = Claims(
            reading: Array(text.utf8), names: [Array("crates".utf8), Array("good plums".utf8)], in: .plainspoken)
        #expect(claims.values == values)
    }

    @Test func theLongestNameIsMeant() {
        let claims = Claims(
            reading: Array("plums for all stalls = 40".utf8),
            names: [Array("stalls".utf8), Array("plums for all stalls".utf8)], in: .english
        )
        #expect(claims.values == [nil, 40])
    }
}
