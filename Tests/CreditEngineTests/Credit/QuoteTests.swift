import Testing

@testable import CreditEngine

/// What is quoted of a sentence, and that what is left out is seen.
@Suite("Quotes")
struct QuoteTests {
    @Test(arguments: [
        ("One. The crates hold 412 plums. Three.", 40, "The crates hold 412 plums"),
        (
            "First of all and after a long while the crates hold 412 plums, which nobody counts.", 40,
            "…the crates hold 412 plums, which nobody…"
        ),
        (
            "The crates hold 412 plums in every one of the many rooms of the house", 40,
            "The crates hold 412 plums in every one…"
        ),
        ("One\n412 plums\nThree", 40, "412 plums"), ("412", 40, "412"), ("Are there 412? Yes.", 40, "Are there 412"),
    ])
    func passage(text: String, limit: Int, expected: String) throws {
        let bytes = Array(text.utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "412".utf8) })
        #expect(Quote.passage(text, around: place..<place + 3, limit: limit) == expected)
    }
}
