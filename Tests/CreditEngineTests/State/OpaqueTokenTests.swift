import Testing

@testable import CreditEngine

/// Numbers in addresses, hashes and identifiers are no figures; negated cues are no errors.
struct OpaqueTokenTests {
    private func facts(_ text: String) -> MessageFacts {
        Reading(TraceSketch.trace([("a", text)])).messages[0]
    }

    @Test(arguments: [
        "see https://shop.example/item/48213?ref=9912&id=77",
        "in /srv/data/2024/run_0042.csv", "commit a3f09c77be41d2905f", "id run-000417b2c9f1", "mail bob42@example.org",
        "token ZXhhbXBsZTEyMzQ1Njc4OTA5ODc2", "at 2031-06-14T16:15:36", "since 2031-06-14T08:05:00.123Z",
        "C:\\logs\\2031\\out12.txt", "in base-60 digits", "a SHA-256 sum", "top\u{2011}10",
    ])
    func namesAreNoFigures(_ text: String) { #expect(facts(text).figures == 0, "\(text)") }

    @Test(arguments: [
        ("costs $48 today", 1), ("it is 1,250 in all.", 1), ("between 17 and 19.5", 2), ("(412)", 1), ("x=42", 1),
        ("the ratio 12/15 holds", 2), ("**84**", 1), ("84%", 1), ("x-60", 1),
        ("about -60", 1), ("1990-60", 2),
    ])
    func claimsAreFigures(_ text: String, _ count: Int) { #expect(facts(text).figures == count, "\(text)") }

    @Test(arguments: [
        "no discrepancy", "0 errors, 0 failed", "without any errors", "There is no contradiction", "not incorrect",
    ])
    func negatedCuesAreNoErrors(_ text: String) {
        #expect(facts(text).signs.isEmpty, "\(text)")
        #expect(facts(text).failure == nil, "\(text)")
    }

    @Test(arguments: ["a discrepancy", "an error", "It failed. No luck.", "this is incorrect"])
    func otherCuesAre(_ text: String) { #expect(!facts(text).signs.isEmpty, "\(text)") }
}
