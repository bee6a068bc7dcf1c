import CreditEngine
import Synchronization

/// Runs that are a toss of a coin: the seed says how it falls, the prompts say how often it wins.
final class CoinRunner: Runner {
    /// What one run does besides.
    struct Behaviour: Sendable {
        /// Replays that throw, by set of prompts: `true` for the candidate's.
        var fails: @Sendable (_ isCandidate: Bool, _ problem: String, _ replay: UInt64) -> Bool = { _, _, _ in false }
        /// Whether a run that throws was failed by its own prompts, and not by the line.
        var failsByItself = false
        /// Whether a run that throws says that every later one would fail, too.
        var failsForGood = false
        /// Whether a run ends without an outcome where it fails, and does not throw.
        var endsWithout = false
        /// Dollars of a run; `nil` when nobody knows.
        var cost: @Sendable (_ isCandidate: Bool) -> Double? = { _ in nil }
        /// Milliseconds of a run.
        var latency: @Sendable (_ isCandidate: Bool) -> Double = { _ in 100 }
        /// The score of a success and of a failure.
        var scores: (success: Double, failure: Double)?
        /// The same, where it hangs on the set of prompts.
        var gradedScores: (@Sendable (_ isCandidate: Bool) -> (success: Double, failure: Double))?
    }

    struct Broken: PassingFailure, PermanentFailure, CustomStringConvertible {
        /// Whether the infrastructure is to blame.
        var isPassing = true
        var isPermanent = false
        var description: String { isPassing ? "the line is cut" : "the team gave up" }
    }

    let rates: (current: Double, candidate: Double)
    let behaviour: Behaviour
    let made = Mutex<[String]>([])

    init(_ current: Double, _ candidate: Double, _ behaviour: Behaviour = Behaviour()) {
        rates = (current, candidate)
        self.behaviour = behaviour
    }

    /// Every run that was made.
    var runs: [String] { made.withLock { $0.sorted() } }
    /// How many were made.
    var count: Int { made.withLock { $0.count } }

    func run(_ plan: RunPlan, as team: Team) async throws -> Trace {
        let isCandidate = team.members[0].prompt?.contains("Check.") == true
        let key = plan.problem.key
        made.withLock { $0.append("\(isCandidate) \(key) \(plan.seeding.replay)") }
        // Lets others go first, so that runs side by side end in any order.
        for _ in 0..<plan.seeding.replay % 4 { await Task.yield() }
        let fails = behaviour.fails(isCandidate, key, plan.seeding.replay)
        if fails, !behaviour.endsWithout {
            throw Broken(isPassing: !behaviour.failsByItself, isPermanent: behaviour.failsForGood)
        }
        let draw = KeyedRandom(RandomKey(problem: key, replay: plan.seeding.replay, what: "coin")).unit("u")
        let success = draw < (isCandidate ? rates.candidate : rates.current)
        let scores = behaviour.gradedScores?(isCandidate) ?? behaviour.scores
        let score = scores.map { success ? $0.success : $0.failure }
        let message = Message(
            ordinal: 0, turn: 1, agent: 0, output: success ? "42" : "41", usage: Usage(input: 10, output: 2),
            latency: behaviour.latency(isCandidate), cost: behaviour.cost(isCandidate))
        return Trace(
            id: plan.id, problem: plan.problem, team: team, agents: [Agent(name: "solver")], messages: [message],
            outcome: fails ? nil : Outcome(success: success, score: score), seed: plan.seeding.replay)
    }
}

extension PromptSet {
    /// A team of one, as it is.
    static let current = PromptSet(Team(name: "coin", members: [Team.Member(name: "solver", prompt: "Toss.")]))
    /// The same with one more rule.
    static let candidate = current.replacing(.role("solver"), by: "Toss. Check.")
}

extension Problem {
    /// Problems with different words.
    static func numbered(_ range: Range<Int>) -> [Problem] {
        range.map { Problem(id: "p\($0)", input: "What is \($0)?", reference: "42") }
    }
}
