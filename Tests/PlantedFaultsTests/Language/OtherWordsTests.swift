import Testing

@testable import CreditEngine
@testable import PlantedFaults

/// Worlds that speak otherwise than the tables by which estimated credit tells evidence.
@Suite struct OtherWordsTests {
    /// No message has a phrase of any cue but where the team is told so in all languages alike.
    @Test(arguments: [Language.plainspoken, .dutch], Suite.all.map(\.name))
    func noPhraseIsOneOfTheTables(language: Language, name: String) async throws {
        let suite = try #require(Suite.named(name))
        for number in 0..<25 as Range<UInt64> {
            let trace = try await suite.run(number, shape: TeamShape(members: 5, steps: 5, language: language)).trace
            let reading = Reading(trace)
            for (message, facts) in zip(trace.messages, reading.messages) {
                #expect(facts.signs.isEmpty && facts.assumptions == 0 && facts.failure == nil, "\(message.output)")
                // Sums that are told in words can be seen neither to hold nor to fail.
                if language == .plainspoken { #expect(facts.falsehoods.isEmpty, "\(message.output)") }
            }
        }
    }

    /// What the estimate finds by its equations it does not find by words alone, and it says so instead of naming somebody.
    @Test func withoutEquationsNobodyIsNamed() async throws {
        var (failed, named) = (0, 0)
        for number in 0..<40 as Range<UInt64> {
            let trace = try await Suite.rootEcho.run(number, shape: TeamShape(language: .plainspoken)).trace
            guard trace.outcome?.success == false else { continue }
            failed += 1
            if !estimateCredit(of: trace).suspects.isEmpty { named += 1 }
        }
        #expect(failed > 10 && named == 0)
    }
}
