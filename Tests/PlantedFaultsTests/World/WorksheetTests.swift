import CreditEngine
import Testing

@testable import PlantedFaults

@Suite struct WorksheetTests {
    static let shapes = [
        TeamShape.cells15, .cells30, TeamShape(members: 4, steps: 6), TeamShape(members: 3, steps: 31),
        TeamShape(members: 3, steps: 5, language: .japanese), TeamShape(members: 3, steps: 31, language: .plainspoken),
        TeamShape(members: 5, steps: 5, language: .plainspoken), TeamShape(members: 3, steps: 31, language: .dutch),
        TeamShape(members: 5, steps: 5, language: .dutch),
    ]

    /// Works a problem out from its text alone, with nothing of the target.
    private static func workedOut(_ text: String) -> Int? {
        var values: [String: Int] = [:]
        var asked: String?
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(
                of: /Step \d+: (multiply|add|subtract|take) (.+) (by|to|from|modulo) (.+) to get (.+)\./)
            {
                guard let a = values[String(match.2)], let b = values[String(match.4)] else { return nil }
                let result =
                    switch match.1 {
                    case "multiply": a * b
                    case "add": a + b
                    case "subtract": b - a
                    default: a % b
                    }
                values[String(match.5)] = result
            } else if let match = line.wholeMatch(of: /What is (.+)\?/) {
                asked = String(match.1)
            } else {
                for match in line.matches(of: /The number of ([^.]+?) is (\d+)\./) {
                    values[String(match.1)] = Int(match.2)
                }
            }
        }
        return asked.flatMap { values[$0] }
    }

    @Test(arguments: Suite.all.map(\.name), [TeamShape.cells15, .cells30, TeamShape(members: 3, steps: 31)])
    func theReferenceIsWhatTheTextSays(name: String, shape: TeamShape) throws {
        let suite = try #require(Suite.named(name))
        var equal = 0
        for number in 0..<60 as Range<UInt64> {
            let problem = suite.problem(number, shape: shape)
            let text = try #require(problem.input)
            if Self.workedOut(text).map({ "\($0)" }) == problem.reference { equal += 1 }
        }
        // Healthy is right in about half of its problems, by design; the others always.
        if suite.sizes.outside > 0 {
            #expect((15...45).contains(equal))
        } else {
            #expect(equal == 60)
        }
    }

    @Test(arguments: shapes, 0..<12 as Range<UInt64>)
    func aWorksheetReadsItsOwnText(shape: TeamShape, seed: UInt64) throws {
        for suite in Suite.all {
            let traps = suite.traps(shape, KeyedRandom(seed: seed))
            let written = WorksheetGenerator(
                language: shape.language, steps: shape.steps, traps: traps, random: KeyedRandom(seed: seed)
            ).worksheet().asked
            var read = try #require(Worksheet(reading: written.text))
            read.opening = written.opening
            #expect(read == written)
            #expect(Set(written.names).count == written.names.count)
            #expect(written.steps.count == shape.steps)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func numbersStayOfASizeThatPeopleWrite(seed: UInt64) throws {
        let problem = Suite.rootEcho.problem(seed, shape: TeamShape(members: 3, steps: 31))
        let answer = try #require(problem.reference.flatMap { Int($0) })
        #expect((0...30_000).contains(answer))
    }

    @Test func otherTextIsNoWorksheet() {
        #expect(Worksheet(reading: "What is 2 + 2?") == nil)
        #expect(Worksheet(reading: "") == nil)
    }
}
