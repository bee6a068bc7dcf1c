/// `problem_complexity`, `solution_completeness` and `error_count` after each turn, from the conversation alone.
///
/// Source: Method §1 (article, "State representation").
/// - problem_complexity: n/(n + 50), n = different words of content in play, in the problem and the conversation.
/// - solution_completeness: ½ the share of the problem's content that the conversation has taken up, + ¼ when an answer
///   is stated, + ¼ when a second agent states the same one.
/// - error_count: tool failures, inabilities, false statements, objections and changed answers so far.
enum ReasoningStates {
    /// The most evidence kept of one component and turn.
    fileprivate static let evidenceLimit = 4

    /// The states from turn 0 to the last turn.
    static func extract(_ trace: Trace, _ reading: Reading, _ axis: TurnAxis) -> [State] {
        var tally = Tally(content: reading.problemWords)
        var states = [tally.state(0, reading)]
        states.reserveCapacity(axis.turns.count + 1)
        var index = 0
        for turn in axis.turns {
            tally.beginTurn()
            while index < trace.messages.count, trace.messages[index].turn <= turn {
                tally.add(reading.messages[index], index, trace)
                index += 1
            }
            states.append(tally.state(turn, reading))
        }
        return states
    }
}

/// What has been seen so far.
private struct Tally {
    /// Content at which complexity is one half; about a paragraph of words.
    private static let halfComplexity = 50.0

    private var content: Int
    private var covered = 0
    private var errors = 0
    private var answer: (hash: UInt64, agent: Int)?
    private var isAgreed = false
    /// Evidence of the turn that is being read.
    private var errorEvidence: [Evidence] = []
    private var stepEvidence: [Evidence] = []

    init(content: Int) { self.content = content }

    mutating func beginTurn() {
        errorEvidence.removeAll()
        stepEvidence.removeAll()
    }

    func state(_ turn: Int, _ reading: Reading) -> State {
        let share = reading.problemWords == 0 ? 0 : Double(covered) / Double(reading.problemWords)
        let completeness = 0.5 * share + (answer == nil ? 0 : 0.25) + (isAgreed ? 0.25 : 0)
        let complexity = Double(content) / (Double(content) + Self.halfComplexity)
        return State(
            turn: turn,
            components: [
                .init(name: "problem_complexity", value: .number(complexity)),
                .init(name: "solution_completeness", value: .number(completeness), evidence: stepEvidence),
                .init(name: "error_count", value: .number(Double(errors)), evidence: errorEvidence),
            ])
    }

    mutating func add(_ facts: MessageFacts, _ index: Int, _ trace: Trace) {
        content += facts.introduced
        covered += facts.problemCovered
        let speaker = trace.kind(ofSpeaker: index)
        for falsehood in facts.falsehoods {
            count(index, falsehood.range, falsehood.kind.clause)
        }
        // A traceback repeats the word; a message fails, objects or gives up once.
        for cue in [Cue.failure, .inability, .objection] {
            guard let clause = cue.errorClause(saidBy: speaker) else { continue }
            if let range = cue == .failure ? facts.failure : facts.first(cue) { count(index, range, clause) }
        }
        if speaker == .model { state(facts, index, trace.messages[index].agent) }
    }

    private mutating func state(_ facts: MessageFacts, _ index: Int, _ agent: Int) {
        guard let stated = facts.answer else { return }
        if let before = answer, before.hash != stated.hash {
            count(index, stated.range, "the answer is not the one stated before")
            isAgreed = false
        } else if let before = answer, before.agent != agent {
            isAgreed = true
            step(index, stated.range, "a second agent states the same answer")
        } else if answer == nil {
            step(index, stated.range, "an answer is stated")
        }
        if answer?.hash != stated.hash { answer = (stated.hash, agent) }
    }

    private mutating func count(_ message: Int, _ range: Range<Int>, _ shows: String) {
        errors += 1
        guard errorEvidence.count < ReasoningStates.evidenceLimit else { return }
        errorEvidence.append(Evidence(message: message, range: range, shows: shows))
    }

    private mutating func step(_ message: Int, _ range: Range<Int>, _ shows: String) {
        guard stepEvidence.count < ReasoningStates.evidenceLimit else { return }
        stepEvidence.append(Evidence(message: message, range: range, shows: shows))
    }
}

extension MessageFacts.Falsehood.Kind {
    /// What it shows, as a clause.
    var clause: String {
        switch self {
        case .equality: "a stated equality does not hold"
        case .problemFigure: "a figure is not the problem's own"
        }
    }
}
