import Testing

@testable import CreditEngine

@Suite struct ProblemSlotTests {
    /// Runs in order: `+` succeeded, `-` failed, `?` came to no outcome.
    private func slot(_ runs: String) -> ProblemSlot {
        var slot = ProblemSlot(Problem(id: "p", input: "?"))
        for (place, run) in runs.enumerated() {
            slot.add(run == "?" ? nil : run == "+", replay: UInt64(place))
        }
        return slot
    }

    @Test(
        arguments: [
            ("", .open), ("+", .open), ("----", .open), ("-+", .complete), ("?+?-", .complete), ("+++", .easy),
            ("++?", .open), ("-----", .hopeless), ("----?", .open), ("????", .open), ("?????", .unknown),
            ("++?????", .unknown), ("-?????", .unknown), ("?????+-", .complete),
        ] as [(String, ProblemSlot.Standing)])
    func runsWithoutAnOutcomeSayNothing(runs: String, standing: ProblemSlot.Standing) {
        #expect(slot(runs).standing == standing)
    }

    @Test func theWeightCountsDefinedRunsOnly() {
        #expect(slot("-+").weight == 1)
        #expect(slot("-?-+").weight == 0.5)
        #expect(slot("").weight == 0)
    }

    @Test func aRunWithoutOutcomeCountsAgainstTheRevisedPromptsAndIsLeftOutOfTheCurrentOnes() {
        func runs(_ scores: [Double?]) -> [Rollout] {
            scores.map { score in
                var rollout = Rollout(undefined: "no outcome")
                rollout.score = score
                return rollout
            }
        }
        let lost = ScoreGain(of: runs([1, nil, 0]), over: runs([1, 1, 0]))
        #expect(lost.sum == -1 && lost.count == 3)
        // The current prompts' missing outcome is no gain of the others.
        let silent = ScoreGain(of: runs([1, 1, 1]), over: runs([nil, nil, 1]))
        #expect(silent.sum == 0 && silent.count == 1)
    }
}
