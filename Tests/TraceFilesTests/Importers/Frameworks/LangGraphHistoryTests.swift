import CreditEngine
import Testing

@testable import TraceFiles

/// State histories: who wrote what in which step, and the states between.
struct LangGraphHistoryTests {
    private func snapshot(_ step: Int, _ values: String, next: String, tasks: String, thread: String = "t") -> String {
        """
        {"values":\(values),"next":[\(next)],"config":{"configurable":{"thread_id":"\(thread)","checkpoint_id":"\(step)"}},\
        "metadata":{"step":\(step),"source":"loop"},"created_at":"2026-01-01T00:00:0\(step + 1)Z","tasks":[\(tasks)]}
        """
    }

    private var snapshots: [String] {
        [
            snapshot(
                -1, "{}", next: "\"__start__\"",
                tasks: "[\"0\",\"__start__\",[],null,[],null,{\"question\":\"How long is the story?\"}]"),
            snapshot(
                0, "{\"question\":\"How long is the story?\"}", next: "\"count\",\"date\"",
                tasks: """
                    ["1","count",[],null,[],null,{"words":640,"notes":["It has 640 words."]}],\
                    {"id":"2","name":"date","result":{"notes":["It is of 3 May."]},"error":null}
                    """),
            snapshot(
                1, "{\"words\":640,\"notes\":[\"It has 640 words.\",\"It is of 3 May.\"],\"open\":true}",
                next: "\"editor\"", tasks: ""),
            snapshot(
                2,
                "{\"words\":640,\"notes\":[\"It has 640 words.\",\"It is of 3 May.\",\"Print it now.\"],\"open\":false}",
                next: "", tasks: ""),
        ]
    }

    @Test(arguments: [false, true]) func stepsBecomeTurnsInWhicheverOrder(_ newestFirst: Bool) throws {
        let list = newestFirst ? snapshots.reversed() : snapshots
        let (catalogue, report) = try TemporaryFolder().catalogue("[\(list.joined(separator: ","))]", name: "h.json")
        #expect(report.runs.map(\.id) == ["t"] && report.reconciles)
        let trace = try catalogue.trace()
        #expect(
            trace.rendered == [
                "1 user(person): How long is the story?", "2 count: It has 640 words.", "2 date: It is of 3 May.",
                "3 editor: Print it now.",
            ])
        #expect(trace.problem?.input == "How long is the story?" && trace.turnRule == .round)
    }

    @Test func valuesBecomeStates() throws {
        let (catalogue, _) = try TemporaryFolder().catalogue("[\(snapshots.joined(separator: ","))]", name: "h.json")
        let states = try catalogue.trace().states
        #expect(states.map(\.turn) == [1, 2, 3])
        #expect(states[1]["words"] == .number(640) && states[1]["notes.count"] == .number(2))
        #expect(states[1]["open"] == .number(1) && states[2]["open"] == .number(0))
    }

    @Test func threadsAreRuns() throws {
        let list = (0..<4).map {
            snapshot(
                $0 / 2, "{\"n\":\($0)}", next: "\"a\"", tasks: "{\"name\":\"a\",\"result\":\"said \($0)\"}",
                thread: "t\($0 % 2)")
        }
        let (catalogue, report) = try TemporaryFolder().catalogue("[\(list.joined(separator: ","))]", name: "h.json")
        #expect(report.runs.map(\.id) == ["t0", "t1"])
        #expect(try catalogue.trace(1).messages.map(\.output) == ["said 1", "said 3"])
    }
}
