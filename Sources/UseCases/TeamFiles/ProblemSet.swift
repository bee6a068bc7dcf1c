package import CreditEngine
package import PlantedFaults
import Synchronization

/// The problems of a team and how they are split.
package struct ProblemSet: Sendable, Equatable {
    /// All problems, in order.
    package var problems: [Problem] = []
    /// Which of them optimise, validate and test.
    package var split = ProblemSplit(parts: [:])
    /// The split's name in the store: a hash of the problems, the fractions and the seed; empty without problems.
    package var name = ""

    /// No problems.
    package init() {}

    /// Splits problems by a seed; throws `IdentityError`.
    package init(_ problems: [Problem], fractions: ProblemSplit.Fractions = ProblemSplit.Fractions(), seed: UInt64)
        throws
    {
        self.problems = problems
        split = ProblemSplit(problems: problems.compactMap(\.id), fractions: fractions, seed: seed)
        let made: CanonicalJSON = [
            "problems": .array(
                problems.map { ["id": .string($0.id ?? ""), "input": .string($0.input ?? "")] }),
            "fractions": [.number(fractions.optimise), .number(fractions.validate), .number(fractions.test)],
            "seed": .string(String(seed)),
        ]
        name = "split-" + String(try SHA256Digest(of: made.text()).hex.prefix(16))
    }

    /// The problems of one part, in order.
    package func problems(in part: ProblemSplit.Part) -> [Problem] {
        problems.filter { problem in problem.id.map { split.parts[$0] == part } ?? false }
    }

    /// The problems that are not sealed, in order: all but those of the test part.
    package var open: [Problem] {
        problems.filter { problem in problem.id.map { split.parts[$0] != .test } ?? true }
    }

    /// The numbers of the problems that simulated teams have.
    static let simulatedCount = 240
    /// The seed that splits the problems of simulated teams.
    static let simulatedSeed: UInt64 = 7

    /// The problems 1 … count of a planted suite, in the shape of a team.
    package static func problems(of suite: Suite, count: Int = simulatedCount, for team: Team) -> [Problem] {
        let shape = TeamShape(of: team)
        let name =
            "\(suite.name) \(suite.sizes) \(count) \(shape.members) \(shape.steps) \(shape.closing) \(shape.language)"
        if let known = made.withLock({ $0[name] }) { return known }
        let problems = (1...UInt64(max(1, count))).map { suite.problem($0, shape: shape) }
        made.withLock { $0.use(problems, as: name) }
        return problems
    }

    /// The problems that were made last: every team of a suite has the same ones, a third of a megabyte.
    private static let made = Mutex(RecentlyUsed<[Problem]>(limit: 16))
}

extension TeamShape {
    /// The shape that a planted team was made in: its members, its turns, its language.
    package init(of team: Team) {
        let turns = team.aggregation?.turns ?? TeamShape.cells15.turns
        let isJapanese = team.members.contains { $0.name.unicodeScalars.contains { $0.value >= 0x3000 } }
        let named = team.name.flatMap { Suite.language(ofTeamNamed: $0) }
        self.init(
            members: team.members.count, steps: turns - 1, language: named ?? (isJapanese ? .japanese : .english))
    }
}
