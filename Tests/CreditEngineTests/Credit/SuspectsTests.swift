import CreditEngine
import Testing

@Suite("Suspects")
struct SuspectsTests {
    private let rootAndEcho = TraceSketch.trace(
        problem: "The number of rolls is 364. What is left over?",
        [
            ("solver", "364 mod 52 = 38, so there are 38 single rolls."), ("critic", "I have no objection."),
            ("solver", "38 + 76 = 114 on the counter."), ("critic", "114 does not match the control figure."),
        ])

    @Test("The root of a delayed error is named before its echo, with its words and the way back")
    func root() throws {
        let credit = estimateCredit(of: rootAndEcho)
        let first = try #require(credit.suspects.first)
        #expect(first.cell == Cell(turn: 1, agent: 0))
        #expect(first.message == 0)
        #expect(first.why == "Says “364 mod 52 = 38”, which does not hold; turn 2 builds on it.")
        let reasons = credit.messages[0].evidence.map(\.shows)
        #expect(reasons.count == 2)
        #expect(first.path == [Cell(turn: 2, agent: 1), Cell(turn: 2, agent: 0), Cell(turn: 1, agent: 0)])
        #expect(credit.noSuspect == nil)
    }

    @Test("A message that is built on in its own turn is not said to be built on by that turn")
    func sameTurn() throws {
        var together = rootAndEcho
        for index in together.messages.indices { together.messages[index].turn = 1 }
        let first = try #require(estimateCredit(of: together).suspects.first)
        #expect(first.why.hasSuffix("; a later message of this turn builds on it."), "\(first.why)")
    }

    @Test("Lookahead moves credit from the echo to the root; the tie goes to the earlier turn")
    func lookahead() throws {
        let alone = estimateCredit(of: rootAndEcho, settings: CreditSettings(horizon: 0))
        let moved = estimateCredit(of: rootAndEcho)
        let before = try alone.temporal.map { try #require($0.score.value) }
        let after = try moved.temporal.map { try #require($0.score.value) }
        #expect(before[0] < before[1])
        #expect(after[0] >= after[1])
    }

    @Test("A successful run and a sound one have none, and say why")
    func none() {
        var won = rootAndEcho
        won.outcome = Outcome(success: true)
        #expect(estimateCredit(of: won).suspects.isEmpty)
        #expect(estimateCredit(of: won).noSuspect == "the run succeeded")
        let sound = TraceSketch.trace(
            problem: "The number of rolls is 364.", [("a", "364 mod 52 = 0."), ("b", "Confirmed: 364 mod 52 = 0.")])
        #expect(estimateCredit(of: sound).suspects.isEmpty)
        #expect(estimateCredit(of: sound).noSuspect?.hasPrefix("none stands out") == true)
    }

    @Test("A run nobody judged may have suspects")
    func unknownOutcome() {
        var open = rootAndEcho
        open.outcome = nil
        #expect(!estimateCredit(of: open).suspects.isEmpty)
    }

    @Test("At most five, hottest first, one a cell, none a tool or a person", arguments: 0..<60 as Range<UInt64>)
    func ranking(seed: UInt64) {
        let trace = TraceSketch.random(seed: seed, messages: 40, agents: 4)
        let credit = estimateCredit(of: trace)
        #expect(credit.suspects.count <= 5)
        #expect(Set(credit.suspects.map(\.cell)).count == credit.suspects.count)
        let heats = credit.suspects.map { credit.messages[$0.message].score.value ?? -1 }
        #expect(zip(heats, heats.dropFirst()).allSatisfy { $0 >= $1 })
        for suspect in credit.suspects {
            #expect(trace.agents[suspect.cell.agent].kind == .model)
            #expect(trace.messages[suspect.message].cell == suspect.cell)
            #expect(suspect.path.last == suspect.cell)
            #expect(suspect.why.hasSuffix("."))
        }
    }

    @Test("Heats and shares lie in [0,1]; shares add up to 1", arguments: 0..<60 as Range<UInt64>)
    func bounds(seed: UInt64) {
        let credit = estimateCredit(of: TraceSketch.random(seed: seed, messages: 60, agents: 4))
        let heats = credit.messages.compactMap(\.score.value)
        #expect(heats.allSatisfy { (0...1).contains($0) })
        let shares = credit.structural.compactMap(\.score.value)
        #expect(shares.isEmpty || abs(shares.reduce(0, +) - 1) < 1e-9)
        for cell in credit.cells {
            let own = credit.messages.filter { heat in
                credit.cells.contains { $0.cell == cell.cell } && heat.score.value == cell.score.value
            }
            #expect(!own.isEmpty || cell.score.value == nil)
        }
    }

    @Test("Of equally hot messages the first one comes first: of two mistakes it is the first mistake")
    func ties() throws {
        let trace = TraceSketch.trace([("a", "so 1 + 1 = 3"), ("b", "the harvest comes to 2 + 2 = 5 baskets")])
        #expect(estimateCredit(of: trace).ranking == [0, 1])
    }

    @Test("A figure out of nowhere is quoted with its sentence where the team goes on with it")
    func usedFigure() throws {
        let many = (50..<60).map { "\($0)" }.joined(separator: ", ")
        let trace = TraceSketch.trace([
            ("a", "Read \(many). The harbour is 417 m long. That is all."), ("b", "So 417 it is."),
        ])
        let why = try #require(estimateCredit(of: trace).suspects.first?.why)
        #expect(why.hasPrefix("Says “The harbour is 417 m long” out of nowhere, and turn 1 takes the figure up"))
    }

    @Test("Names do not matter", arguments: 0..<30 as Range<UInt64>)
    func renaming(seed: UInt64) {
        let trace = TraceSketch.random(seed: seed, messages: 40, agents: 4)
        var renamed = trace
        for agent in renamed.agents.indices { renamed.agents[agent].name = "agent \(agent * 7 % 5)x\(agent)" }
        #expect(estimateCredit(of: trace) == estimateCredit(of: renamed))
    }

    @Test("An error added to a message does not cool it", arguments: 0..<30 as Range<UInt64>)
    func monotone(seed: UInt64) throws {
        let trace = TraceSketch.random(seed: seed, messages: 20)
        let place = Int(seed) % 20
        var worse = trace
        worse.messages[place].output += " so 2 + 2 = 7"
        let before = try #require(estimateCredit(of: trace).messages[place].score.value)
        let after = try #require(estimateCredit(of: worse).messages[place].score.value)
        #expect(after >= before)
    }
}
