import CreditEngine
import Testing
import TraceFiles

@testable import UseCases

@Suite("Attribution accuracy")
struct RankingTests {
    /// Four messages by two models and a tool: a, tool, b, a.
    private let trace = Trace(
        id: "t", agents: [Agent(name: "a"), Agent(name: "terminal", kind: .tool), Agent(name: "b")],
        messages: [
            Message(ordinal: 0, turn: 1, agent: 0, output: "one"),
            Message(ordinal: 1, turn: 1, agent: 1, output: "a very long tool output"),
            Message(ordinal: 2, turn: 1, agent: 2, output: "three"),
            Message(ordinal: 3, turn: 2, agent: 0, output: "the longest of models"),
        ])

    private func truth(_ message: Int, _ agent: String) throws -> Truth {
        try #require(Truth(RunLabel(agent: agent, message: message), in: trace))
    }

    private func suspicion(_ heats: [Double?]) -> Suspicion {
        Suspicion(
            trace,
            EstimatedCredit(
                metric: "stall", temporal: [], structural: [], cells: [], suspects: [], states: [],
                messages: heats.enumerated().map {
                    .init(message: $0.offset, score: $0.element.map { .value($0) } ?? .unscored("a tool"))
                },
                ranking: heats.indices.filter { heats[$0] != nil }.sorted { heats[$0] ?? 0 > heats[$1] ?? 0 }))
    }

    @Test("rank, cut-offs, reciprocal rank and agent, worked by hand")
    func ranks() throws {
        let ranking = Ranker.ascribe.ranking(trace, suspicion([0.1, nil, 0.9, 0.5]), try truth(3, "a"))
        #expect(ranking.rank == 2)
        #expect(ranking.within == [0, 1, 1])
        #expect(ranking.reciprocal == 0.5)
        #expect(ranking.agent == 0)
        let hit = Ranker.ascribe.ranking(trace, suspicion([0.1, nil, 0.9, 0.5]), try truth(2, "b"))
        #expect(hit.within == [1, 1, 1] && hit.reciprocal == 1 && hit.agent == 1)
    }

    @Test("equal heats keep their order, so a scorer that says nothing equals the first-message order")
    func ties() throws {
        let label = try truth(3, "a")
        #expect(
            Ranker.ascribe.ranking(trace, suspicion([0.5, nil, 0.5, 0.5]), label)
                == Ranker.first.ranking(trace, suspicion([]), label))
    }

    @Test("trivial orders rank models only")
    func baselines() throws {
        let label = try truth(0, "a")
        #expect(Ranker.first.ranking(trace, suspicion([]), label).rank == 1)
        #expect(Ranker.last.ranking(trace, suspicion([]), label).rank == 3)
        #expect(Ranker.longest.ranking(trace, suspicion([]), label).rank == 3)
        let random = Ranker.random.ranking(trace, suspicion([]), label)
        #expect(abs(random.within[0] - 1.0 / 3) < 1e-12)
        #expect(abs(random.within[1] - 1) < 1e-12)
        #expect(abs(random.reciprocal - (1 + 1.0 / 2 + 1.0 / 3) / 3) < 1e-12)
        #expect(abs(random.agent - 2.0 / 3) < 1e-12)
    }

    /// The hub of a star speaks first; the second worker hands over a program.
    @Test("the first worker is nobody who only passes work on; the first program is one")
    func workersAndPrograms() throws {
        let names = ["hub", "x", "hub", "y", "hub", "z"]
        var star = Trace(id: "s", agents: ["hub", "x", "y", "z"].map { Agent(name: $0) })
        star.messages = names.enumerated().map { place, name in
            Message(
                ordinal: place, turn: place + 1, agent: star.agents.firstIndex { $0.name == name } ?? 0,
                output: name == "y" ? "```\nrun\n```" : "so")
        }
        func rank(_ ranker: Ranker, _ message: Int) throws -> Double? {
            let label = try #require(Truth(RunLabel(message: message), in: star))
            return ranker.ranking(star, suspicion([]), label).rank
        }
        #expect(try rank(.firstWorker, 1) == 1 && rank(.firstWorker, 0) == 4)
        #expect(try rank(.firstProgram, 3) == 1 && rank(.firstProgram, 0) == 2)
    }

    @Test("a label on a tool's message is never found, and costs every ranker the same")
    func unreachable() throws {
        let label = try truth(1, "terminal")
        for ranker in Ranker.allCases {
            let ranking = ranker.ranking(trace, suspicion([0.1, nil, 0.9, 0.5]), label)
            #expect(ranking.within == [0, 0, 0] && ranking.reciprocal == 0 && ranking.agent == 0)
        }
    }

    @Test("a label of a turn means every message of the cell; one that names nothing is refused")
    func turnLabels() throws {
        #expect(try #require(Truth(RunLabel(agent: "a", turn: 2), in: trace)).messages == [3])
        #expect(Truth(RunLabel(), in: trace) == nil)
        #expect(try #require(Truth(RunLabel(message: 2), in: trace)).agent == "b")
    }

    @Test("intervals hold the mean, and do not depend on anything but the figures")
    func intervals() {
        let rankings = (0..<40).map { index in
            Ranking(
                order: index % 3 == 0 ? [0, 2] : [2, 0], trace: trace, truth: Truth(RunLabel(message: 0), in: trace)!)
        }
        let accuracy = AttributionAccuracy(rankings)
        #expect(accuracy.runs == 40)
        #expect(abs(accuracy.figures[0].value - 14.0 / 40) < 1e-12)
        for figure in accuracy.figures { #expect(figure.low <= figure.value && figure.value <= figure.high) }
        #expect(accuracy.figures == AttributionAccuracy(rankings).figures)
    }
}
