import CreditEngine
import Testing

@testable import TraceFiles

/// What the spans of a run become: who said what, with which tools.
struct SpanRunTests {
    private func traces(_ spans: [MadeSpan], _ options: ReadingOptions = ReadingOptions()) throws -> [Trace] {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(MadeSpan.file(spans).utf8), to: "tides.jsonl")
        let catalogue = try Catalogue(paths: [path], options: options)
        _ = try catalogue.indexed()
        let reader = try catalogue.makeReader()
        return try (0..<catalogue.count).map { try reader.trace($0) }
    }

    private func only(_ spans: [MadeSpan]) throws -> Trace {
        let found = try traces(spans)
        #expect(found.count == 1)
        return try #require(found.first)
    }

    private static func chat(
        _ id: String, in parent: String?, at start: Double, _ input: String, _ output: String, trace: String = "aa"
    ) -> MadeSpan {
        MadeSpan(
            "chat m", id, in: parent, trace: trace, at: start, to: start + 0.1,
            [
                "gen_ai.operation.name": "chat", "gen_ai.input.messages": input, "gen_ai.output.messages": output,
                "gen_ai.usage.input_tokens": "7", "gen_ai.usage.output_tokens": "3", "gen_ai.request.model": "m",
            ])
    }

    private static func agent(_ name: String, _ id: String, in parent: String?, at start: Double, to end: Double)
        -> MadeSpan
    {
        MadeSpan(
            "invoke_agent \(name)", id, in: parent, at: start, to: end,
            [
                "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": name,
                // Agents repeat what their model calls used.
                "gen_ai.usage.input_tokens": "700", "gen_ai.usage.output_tokens": "300",
            ])
    }

    private static func tool(
        _ name: String, _ id: String, in parent: String?, at start: Double, result: String, failure: String? = nil
    ) -> MadeSpan {
        MadeSpan(
            "execute_tool \(name)", id, in: parent, at: start, to: start + 0.1,
            [
                "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name, "gen_ai.tool.call.id": "c-\(name)",
                "gen_ai.tool.call.arguments": "{}", "gen_ai.tool.call.result": result,
            ], failure: failure)
    }

    /// A pilot who asks for the tide; children are exported before their parents.
    private static let pilot = [
        chat(
            "2", in: "1", at: 1, MadeMessages.input("You are pilot.", "When can we sail?"),
            MadeMessages.call("tide", id: "c-tide")),
        tool("tide", "3", in: "1", at: 2, result: "high at noon"),
        chat(
            "4", in: "1", at: 3, MadeMessages.input("You are pilot.", "When can we sail?"),
            MadeMessages.output("At noon.")),
        agent("pilot", "1", in: nil, at: 0.5, to: 4),
    ]

    @Test func anAgentsCallsAndToolsAreOneMessage() throws {
        let trace = try only(Self.pilot)
        #expect(trace.rendered == ["1 pilot: At noon. | tide({}) = high at noon"])
        #expect(trace.problem?.input == "When can we sail?")
        #expect(trace.prompt(of: "pilot") == "You are pilot.")
        let message = try #require(trace.messages.first)
        #expect(message.usage == Usage(input: 14, output: 6))
        #expect(message.input?.map(\.role) == ["system", "user"])
        #expect(abs((message.latency ?? 0) - 200) < 0.01)
        #expect(message.model == "m")
    }

    @Test func anAgentUsedAsAToolSpeaksOnceAndIsAddressed() throws {
        let trace = try only([
            Self.agent("captain", "1", in: nil, at: 0, to: 9),
            Self.chat(
                "2", in: "1", at: 1, MadeMessages.input("You are captain.", "Sail?"),
                MadeMessages.call("ask_pilot", id: "c-ask_pilot")),
            Self.tool("ask_pilot", "3", in: "1", at: 2, result: "At noon."),
            Self.agent("pilot", "4", in: "3", at: 2.01, to: 2.09),
            Self.chat(
                "5", in: "4", at: 2.02, MadeMessages.input("You are pilot.", "When?"), MadeMessages.output("At noon.")),
            Self.chat(
                "6", in: "1", at: 3, MadeMessages.input("You are captain.", "Sail?"), MadeMessages.output("We sail.")),
        ])
        #expect(trace.rendered == ["1 captain:  -> pilot", "1 pilot: At noon.", "2 captain: We sail."])
    }

    @Test func aHandoffIsARecipientAndNoError() throws {
        let trace = try only([
            Self.agent("captain", "1", in: nil, at: 0, to: 2),
            Self.chat(
                "2", in: "1", at: 1, MadeMessages.input("You are captain.", "Sail?"),
                MadeMessages.call("transfer_to_pilot", id: "c-transfer_to_pilot")),
            Self.tool("transfer_to_pilot", "3", in: "1", at: 1.5, result: "", failure: "ParentCommand(goto pilot)"),
            Self.agent("pilot", "4", in: nil, at: 3, to: 4),
            Self.chat(
                "5", in: "4", at: 3.1, MadeMessages.input("You are pilot.", "Sail?"), MadeMessages.output("At noon.")),
        ])
        #expect(trace.rendered == ["1 captain:  -> pilot", "1 pilot: At noon."])
        #expect(trace.notices.isEmpty)
    }

    @Test func aFailedToolIsAnError() throws {
        var spans = Self.pilot
        spans[1] = Self.tool("tide", "3", in: "1", at: 2, result: "", failure: "no table")
        #expect(try only(spans).rendered == ["1 pilot: At noon. | tide({}) failed: no table"])
    }

    @Test func agentsWithoutNamesAreTakenFromTheirPrompts() throws {
        let root = MadeSpan("harbour day", "1", at: 0, to: 9)
        let trace = try only([
            root,
            Self.chat(
                "2", in: "1", at: 1, MadeMessages.input("You are pilot, you steer.", "Sail?"),
                MadeMessages.output("Noon.")),
            Self.chat(
                "3", in: "1", at: 2, MadeMessages.input("You are cook, you cook.", "Sail?"),
                MadeMessages.output("Soup.")),
        ])
        #expect(trace.rendered == ["1 pilot: Noon.", "1 cook: Soup."])
        #expect(trace.notices.contains { $0.contains("role prompts") })
    }

    @Test func tracesThatNameEachOtherAreOneRun() throws {
        let spans = [
            Self.chat("1", in: nil, at: 1, MadeMessages.input("You are pilot.", "Sail?"), MadeMessages.output("Noon.")),
            MadeSpan(
                "chat m", "2", trace: "bb", at: 2, to: 3,
                [
                    "gen_ai.operation.name": "chat", "gen_ai.agent.name": "cook",
                    "gen_ai.output.messages": MadeMessages.output("Soup."),
                ], links: ["aa"]),
            MadeSpan("create_agent cook", "3", trace: "cc", at: 0, to: 0.1, ["gen_ai.operation.name": "create_agent"]),
        ]
        let trace = try only(spans)
        #expect(trace.rendered == ["1 pilot: Noon.", "1 cook: Soup."])
        #expect(trace.notices.contains("joined from 2 traces"))
        var apart = ReadingOptions()
        apart.joinsTraces = false
        #expect(try traces(spans, apart).count == 2)
    }

    @Test(arguments: [(pause: 0.2, runs: 1), (pause: 30.0, runs: 2)])
    func aConversationIsOneRunWhileNobodyPauses(_ sample: (pause: Double, runs: Int)) throws {
        func visit(_ trace: String, _ agent: String, at start: Double) -> MadeSpan {
            MadeSpan(
                "invoke_agent \(agent)", "1" + trace, trace: trace, at: start, to: start + 1,
                [
                    "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": agent,
                    "gen_ai.conversation.id": "day-1", "gen_ai.output.messages": MadeMessages.output("Aye."),
                ])
        }
        let spans = [visit("aa", "pilot", at: 0), visit("bb", "cook", at: 1 + sample.pause)]
        #expect(try traces(spans).count == sample.runs)
    }

    @Test func whatIsAmissIsSaidAndTheRestOpens() throws {
        var spans = Self.pilot
        spans[3].parent = "gone"
        spans[0].parent = "1"
        spans.append(spans[2])
        // Two spans that enclose each other.
        spans.append(MadeSpan("a", "8", in: "9", at: 1, to: 0))
        spans.append(MadeSpan("b", "9", in: "8", at: 0, to: 0))
        let trace = try only(spans)
        #expect(trace.rendered == ["1 pilot: At noon. | tide({}) = high at noon"])
        #expect(trace.notices.contains { $0.contains("parents of 1 spans") })
        #expect(trace.notices.contains { $0.contains("written twice") })
        #expect(trace.notices.contains { $0.contains("circle") })
    }

    @Test func aThousandLevelsOpen() throws {
        var spans = (0..<1000).map { level in
            MadeSpan("level", "\(level)", in: level == 0 ? nil : "\(level - 1)", at: Double(level), to: 3000)
        }
        spans.append(
            Self.chat(
                "x", in: "999", at: 2000, MadeMessages.input("You are pilot.", "Sail?"), MadeMessages.output("Noon.")))
        #expect(try only(spans).messages.count == 1)
    }

    @Test func visitsWithoutWordsKeepTheirPlacesAndSayWhatToSet() throws {
        let trace = try only([
            Self.agent("pilot", "1", in: nil, at: 0, to: 2),
            MadeSpan(
                "chat m", "2", in: "1", at: 1, to: 2,
                [
                    "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": "7",
                    "gen_ai.output.messages": "[{\"role\":",
                ]),
        ])
        #expect(trace.messages.count == 1)
        #expect(trace.messages.first?.usage?.input == 7)
    }
}
