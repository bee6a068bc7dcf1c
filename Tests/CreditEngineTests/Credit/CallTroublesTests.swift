import Testing

@testable import CreditEngine

/// A call is evidence by what came of it.
struct CallTroublesTests {
    private func troubles(_ calls: [ToolCall]) -> [Int: CallTroubles.Trouble] {
        var trace = TraceSketch.trace(calls.map { _ in ("worker", "") })
        for index in calls.indices { trace.messages[index].tools = [calls[index]] }
        return CallTroubles(trace).messages
    }

    @Test("a failure that the answer tells counts like one that the record tells")
    func failures() {
        let found = troubles([
            ToolCall(name: "find", arguments: "1", result: "Error: nobody of that name"),
            ToolCall(name: "find", arguments: "2", result: "", error: "timeout after 3 s"),
            ToolCall(name: "find", arguments: "3", result: "three shops"), ToolCall(name: "find", arguments: "4"),
        ])
        #expect(found[0] == .failed(tool: "find", words: "Error: nobody of that name"))
        #expect(found[1] == .failed(tool: "find", words: "timeout after 3 s"))
        #expect(found.count == 2)
    }

    @Test("no answer is evidence only of a tool that answers elsewhere")
    func empty() {
        let note = ToolCall(name: "note", arguments: "a", result: "")
        #expect(troubles([note, ToolCall(name: "find", result: "x")]).isEmpty)
        let find = ToolCall(name: "find", arguments: "a", result: "")
        #expect(troubles([find, ToolCall(name: "find", arguments: "b", result: "x")]) == [0: .empty(tool: "find")])
    }

    @Test("the second of two calls that bring the same is one without progress")
    func repeated() {
        let call = ToolCall(name: "find", arguments: "a", result: "x")
        #expect(troubles([call, call]) == [1: .repeated(tool: "find")])
    }

    @Test(
        "an identifier that nobody gave speaks against who passes it",
        arguments: [
            ("{\"order\": \"W77120\"}", true), ("{\"order\": \"W48213\"}", false), ("{\"order\":\"W99313\"}", false),
            ("{\"day\": \"2031-05-14\"}", false), ("{\"path\": \"/srv/4711/x\"}", false),
            ("{\"text\": \"about 4711 of them\"}", false),
        ])
    func invented(arguments: String, isInvented: Bool) {
        var trace = TraceSketch.trace(problem: "Cancel W48213.", [("worker", ""), ("worker", "")])
        trace.messages[0].tools = [ToolCall(name: "list", result: "W99313")]
        trace.messages[1].tools = [ToolCall(name: "cancel", arguments: arguments, result: "done")]
        let heat = estimateCredit(of: trace).messages[1].score.value
        #expect(heat == (isInvented ? 0.25 : 0))
    }

    @Test("of equally hot messages, one that changes something comes before one that looks something up")
    func changes() {
        var trace = TraceSketch.trace([("worker", "a"), ("worker", "b"), ("worker", "c")])
        trace.messages[0].tools = [ToolCall(name: "get_order", arguments: "1", result: "Error: gone")]
        trace.messages[1].tools = [ToolCall(name: "cancelOrder", arguments: "2", result: "Error: gone")]
        let credit = estimateCredit(of: trace)
        #expect(credit.ranking == [1, 0, 2])
        #expect(credit.suspects.first?.why == "Calls cancelOrder, which reports a failure (“Error: gone”).")
    }
}
