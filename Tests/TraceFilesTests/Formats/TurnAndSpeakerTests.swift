import CreditEngine
import Testing

@testable import TraceFiles

struct TurnAndSpeakerTests {
    private func trace(_ messages: String, _ options: ReadingOptions = ReadingOptions()) throws -> Trace {
        try TemporaryFolder().catalogue("{\"messages\":[\(messages)]}\n", options: options).0.trace()
    }

    private func said(_ agent: String, _ more: String = "") -> String {
        "{\"name\":\"\(agent)\",\"content\":\"x\"\(more.isEmpty ? "" : "," + more)}"
    }

    @Test func explicitTurnsComeFirst() throws {
        let trace = try trace(
            [said("a", "\"turn\":2,\"round\":1"), said("b", "\"turn\":1,\"round\":1")].joined(separator: ","))
        #expect(trace.turnRule == .field)
        #expect(trace.messages.map(\.turn) == [1, 2] && trace.messages.map(\.ordinal) == [1, 0])
        #expect(trace.messages.allSatisfy { $0.sourceTurn == nil })
    }

    @Test(arguments: [0, -3, -1_000_000]) func numbersThatStartEarlierAreShiftedAndKept(_ first: Int) throws {
        let trace = try trace(
            [said("a", "\"turn\":\(first)"), said("b", "\"turn\":\(first + 2)")].joined(separator: ","))
        #expect(trace.messages.map(\.turn) == [1, 3])
        #expect(trace.messages.map(\.sourceTurn) == ["\(first)", "\(first + 2)"])
    }

    @Test(arguments: ["round", "step"]) func roundsComeNext(_ name: String) throws {
        let trace = try trace([said("a", "\"\(name)\":5"), said("a", "\"\(name)\":5")].joined(separator: ","))
        #expect(trace.turnRule == .round && trace.messages.map(\.turn) == [5, 5])
    }

    static let unusable = ["\"turn\":\"first\"", "\"turn\":1.5", "\"round\":9e18", "\"turn\":null", "\"step\":{}"]

    @Test(arguments: unusable) func otherwiseASpeakerWhoSpokeStartsATurn(_ number: String) throws {
        let list = ["a", "b", "a", "c", "a"].map { said($0, number) }
        let trace = try trace(list.joined(separator: ","))
        #expect(trace.turnRule == .speaker && trace.messages.map(\.turn) == [1, 1, 2, 2, 3])
    }

    @Test func aRuleCanBeChosen() throws {
        var options = ReadingOptions()
        let list = [
            said("a", "\"turn\":7,\"round\":2"), said("b", "\"turn\":9,\"round\":3"),
            said("c", "\"turn\":9,\"round\":3"),
        ]
        for (rule, turns) in [
            (TurnRule.field, [7, 9, 9]), (.round, [2, 3, 3]), (.speaker, [1, 1, 1]), (.order, [1, 2, 3]),
        ] {
            options.turnRule = rule
            let trace = try trace(list.joined(separator: ","), options)
            #expect(trace.turnRule == rule && trace.messages.map(\.turn) == turns)
        }
        options.turnRule = .speaker
        #expect(try trace(said("a", "\"turn\":9e18"), options).messages.map(\.turn) == [1])
    }

    static let speakers: [(String, String, Agent.Kind, String?)] = [
        ("\"role\":\"Orchestrator (-> WebSurfer)\"", "Orchestrator", .model, "-> WebSurfer"),
        ("\"role\":\"Orchestrator (thought)\"", "Orchestrator", .model, "thought"),
        ("\"role\":\"Orchestrator (anything)\"", "Orchestrator", .model, "anything"),
        ("\"name\":\"Orchestrator (-> A)\"", "Orchestrator", .model, "-> A"),
        ("\"agent\":\"Solver (A)\"", "Solver (A)", .model, nil), ("\"role\":\"(x)\"", "(x)", .model, nil),
        ("\"role\":\"assistant\",\"name\":\"Expert\"", "Expert", .model, nil),
        ("\"name\":\"n\",\"agent\":\"a\",\"source\":\"s\"", "a", .model, nil),
        ("\"name\":\"\",\"source\":\"s\"", "s", .model, nil),
        ("\"role\":\"tool\",\"name\":\"search\"", "tool", .tool, "search"),
        ("\"role\":\"function\"", "tool", .tool, nil),
        ("\"name\":\"Computer_terminal\"", "Computer_terminal", .tool, nil),
        ("\"role\":\"ComputerTerminal\"", "ComputerTerminal", .tool, nil), ("\"role\":\"user\"", "user", .human, nil),
        ("\"role\":\"human\"", "human", .human, nil), ("\"name\":\"user_proxy\"", "user_proxy", .human, nil),
        ("\"name\":\"ToolPlanner\"", "ToolPlanner", .model, nil), ("\"name\":\"数学家\"", "数学家", .model, nil),
    ]

    @Test(arguments: speakers)
    func namesTheSpeaker(_ fields: String, _ name: String, _ kind: Agent.Kind, _ channel: String?) throws {
        let trace = try trace("{\(fields),\"content\":\"x\"}")
        #expect(trace.agents == [Agent(name: name, kind: kind)])
        #expect(trace.messages.map(\.channel) == [channel])
    }

    @Test func aMemberOfTheTeamIsAModelWhereverTheTeamIsNamed() throws {
        let message = "{\"type\":\"message\",\"trace\":\"r\",\"turn\":1,\"agent\":\"shell\",\"output\":\"x\"}\n"
        let header = "{\"type\":\"trace\",\"trace\":\"r\",\"team\":{\"agents\":[{\"name\":\"shell\"}]}}\n"
        for text in [message + header, header + message] {
            #expect(try TemporaryFolder().catalogue(text).0.trace().agents == [Agent(name: "shell", kind: .model)])
        }
        #expect(try TemporaryFolder().catalogue(message).0.trace().agents == [Agent(name: "shell", kind: .tool)])
    }

    @Test func tooManyAgentsAreRefused() throws {
        let names = (0...10_000).map { said("a\($0)") }
        let error = #expect(throws: TraceFileError.self) { try trace(names.joined(separator: ",")) }
        #expect("\(try #require(error))".contains("more than 10000 agents"))
        #expect(try trace(names.dropLast().joined(separator: ",")).agents.count == 10_000)
    }

    @Test func ownFieldNamesAreMapped() throws {
        var options = ReadingOptions()
        for (part, field) in [("agent", "who"), ("text", "said"), ("turn", "n"), ("run", "job"), ("messages", "log")] {
            let isKnown = options.mapping.set(part, to: field)
            #expect(isKnown)
        }
        let isKnown = options.mapping.set("colour", to: "x")
        #expect(!isKnown)
        let whole =
            "{\"job\":5,\"log\":[{\"who\":\"a\",\"said\":\"x\",\"n\":3,\"name\":\"other\",\"content\":\"y\"}]}\n"
        let line = "{\"job\":\"six\",\"who\":\"b\",\"said\":\"z\",\"n\":2}\n"
        let (catalogue, report) = try TemporaryFolder().catalogue(whole + line, options: options)
        #expect(report.runs.map(\.id) == ["5", "six"])
        #expect(try catalogue.trace(0).messages.map { [$0.output, "\($0.turn)"] } == [["x", "3"]])
        #expect(try catalogue.trace(0).agents.map(\.name) == ["a"])
        #expect(try catalogue.trace(1).messages.map(\.output) == ["z"])
    }
}
