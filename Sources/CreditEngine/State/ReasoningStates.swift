/// `problem_complexity`, `solution_completeness` and `error_count` after each turn, from the conversation alone.
///
/// Source: METHOD §1 (article, "State representation").
/// - problem_complexity: n/(n + 50), n = distinct words of content in play (problem and conversation).
/// - solution_completeness: ½ the share of the problem's content taken up in the conversation + ¼ an answer is stated
///   + ¼ a second agent states the same answer.
/// - error_count: failures that tools report, inabilities, false equalities, objections and changed answers so far.
enum ReasoningStates {
    /// Content at which complexity is one half; about a paragraph's worth.
    private static let halfComplexity = 50.0
    /// The most evidence kept of one component and turn.
    private static let evidenceLimit = 4

    /// The states from turn 0 to the last turn.
    static func extract(_ trace: Trace, _ reading: Reading) -> [State] {
        var tally = Tally(content: reading.problemWords)
        var states = [state(0, tally, reading, [], [])]
        states.reserveCapacity(trace.turnCount + 1)
        var index = 0
        for turn in stride(from: 1, through: trace.turnCount, by: 1) {
            var errors: [Evidence] = []
            var steps: [Evidence] = []
            while index < trace.messages.count, trace.messages[index].turn <= turn {
                tally.add(reading.messages[index], index, trace, &errors, &steps)
                index += 1
            }
            states.append(state(turn, tally, reading, errors, steps))
        }
        return states
    }

    private static func state(
        _ turn: Int, _ tally: Tally, _ reading: Reading, _ errors: [Evidence], _ steps: [Evidence]
    ) -> State {
        let covered = reading.problemWords == 0 ? 0 : Double(tally.covered) / Double(reading.problemWords)
        let completeness = 0.5 * covered + (tally.answer == nil ? 0 : 0.25) + (tally.agreed ? 0.25 : 0)
        let content = Double(tally.content)
        return State(
            turn: turn,
            components: [
                .init(name: "problem_complexity", value: .number(content / (content + halfComplexity))),
                .init(name: "solution_completeness", value: .number(completeness), evidence: steps),
                .init(name: "error_count", value: .number(Double(tally.errors)), evidence: errors),
            ])
    }

    private struct Tally {
        var content: Int
        var covered = 0
        var errors = 0
        var answer: (hash: UInt64, agent: Int)?
        var agreed = false

        init(content: Int) { self.content = content }

        mutating func add(
            _ facts: MessageFacts, _ index: Int, _ trace: Trace, _ errorEvidence: inout [Evidence],
            _ stepEvidence: inout [Evidence]
        ) {
            content += facts.introduced
            covered += facts.problemCovered
            let speaker =
                trace.agents.indices.contains(trace.messages[index].agent)
                ? trace.agents[trace.messages[index].agent].kind : .model
            for sign in facts.signs {
                guard let shows = sign.cue.errorClause(saidBy: speaker) else { continue }
                note(&errorEvidence, Evidence(message: index, range: sign.range, shows: shows))
                errors += 1
            }
            for range in facts.falsehoods {
                note(&errorEvidence, Evidence(message: index, range: range, shows: "a stated equality does not hold"))
                errors += 1
            }
            guard let stated = facts.answer, speaker == .model else { return }
            let agent = trace.messages[index].agent
            if let before = answer, before.hash != stated.hash {
                errors += 1
                agreed = false
                note(&errorEvidence, Evidence(message: index, range: stated.range, shows: "the answer changed"))
            } else if let before = answer, before.agent != agent {
                agreed = true
                note(&stepEvidence, Evidence(message: index, range: stated.range, shows: "a second agent agrees"))
            } else if answer == nil {
                note(&stepEvidence, Evidence(message: index, range: stated.range, shows: "an answer is stated"))
            }
            if answer?.hash != stated.hash { answer = (stated.hash, agent) }
        }

        private func note(_ list: inout [Evidence], _ item: Evidence) {
            if list.count < ReasoningStates.evidenceLimit { list.append(item) }
        }
    }
}

extension Cue {
    /// What the cue shows when it counts as an error, as a clause; `nil` when it does not.
    func errorClause(saidBy kind: Agent.Kind) -> String? {
        switch self {
        case .failure: kind == .tool ? "a tool reports a failure" : nil
        case .inability: "what was asked could not be done"
        case .objection: "something said before is called wrong"
        case .confirmation, .assumption, .answer: nil
        }
    }
}
