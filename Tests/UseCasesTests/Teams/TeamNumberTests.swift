import CreditEngine
import Testing

@testable import UseCases

/// Numbers in team files.
struct TeamNumberTests {
    private func node(_ text: String) throws -> TeamNode {
        try #require(try TeamNode(yaml: text, path: "team.yaml"))
    }

    @Test func wholeNumbersAreReadInEachOfTheirBases() throws {
        for (text, calls) in [("12", 12), ("0x1F", 31), ("1_000", 1000), ("0", 0)] {
            #expect(try JudgingSection.limits(node("calls: \(text)")).calls == calls)
        }
    }

    @Test(arguments: ["1:30", "-800888888818888888:0", "1:1:1:1:1:1:1:1:1:1:1:1:1:1", "9223372036854775807:59"])
    func inBaseSixtyThereAreNone(_ text: String) throws {
        #expect(throws: TeamFileError.self) { try JudgingSection.limits(node("calls: \(text)")) }
        #expect(throws: TeamFileError.self) { try JudgingSection.limits(node("minutes: \(text)")) }
        #expect(try node("at: \(text)").json() == .object([.init("at", .string(text))]))
    }
}
