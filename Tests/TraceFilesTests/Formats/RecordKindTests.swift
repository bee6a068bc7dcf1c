import CreditEngine
import Testing

@testable import TraceFiles

/// How one record is recognised, and what makes it bad.
struct RecordKindTests {
    static let kept: [(String, String)] = [
        ("{\"type\":\"message\",\"trace\":\"r\",\"turn\":1,\"agent\":\"a\",\"output\":\"x\"}", "r"),
        ("{\"type\":\"message\",\"trace\":17,\"turn\":1,\"agent\":\"a\",\"output\":\"x\"}", "17"),
        ("{\"run_id\":17,\"messages\":[]}", "17"), ("{\"run_id\":-3,\"messages\":[]}", "-3"),
        ("{\"run_id\":18446744073709551615,\"messages\":[]}", "18446744073709551615"),
        ("{\"run_id\":\"\",\"messages\":[]}", "runs:1"), ("{\"run_id\":null,\"messages\":[]}", "runs:1"),
        ("{\"run_id\":1.5,\"messages\":[]}", "runs:1"), ("{\"run_id\":\"a\",\"run_id\":\"b\",\"messages\":[]}", "b"),
        ("{\"history\":[]}", "runs:1"), ("{\"traj\":[],\"task_id\":3}", "runs:1"),
        ("{\"session_id\":\"s\",\"trace_id\":\"t\",\"messages\":[]}", "t"),
        ("{\"conversation_id\":\"c\",\"role\":\"user\",\"content\":\"x\"}", "c"),
        ("{\"session_id\":\"s\",\"role\":\"assistant\",\"tool_calls\":[]}", "s"),
        ("{\"role\":\"user\",\"content\":\"x\"}", "runs"),
        ("{\"source\":\"Planner\",\"content\":\"x\",\"type\":\"TextMessage\"}", "runs"),
        ("{\"type\":\"message\",\"role\":\"user\",\"content\":\"x\"}", "runs"),
        ("{\"type\":\"trace\",\"trace\":\"r\"}", "r"),
        ("{\"type\":\"state\",\"run_id\":\"r\",\"turn\":0,\"metrics\":{}}", "r"),
        ("{\"type\":\"outcome\",\"run_id\":\"r\",\"score\":1}", "r"), ("{\"run_id\":\"r\",\"success\":true}", "r"),
        ("{\"type\":\"label\",\"trace\":\"r\",\"label\":{}}", "r"),
    ]

    @Test(arguments: kept) func isKept(_ record: String, _ id: String) throws {
        let (catalogue, report) = try TemporaryFolder().catalogue(record + "\n")
        #expect(report.counts.kept == 1 && report.badLines.isEmpty)
        #expect(report.runs.map(\.id) == [id])
        #expect(catalogue.runs(called: id) == [0])
    }

    static let bad: [(String, String)] = [
        ("[1]", "not an object"), ("\"text\"", "not an object"), ("null", "not an object"),
        ("{\"type\":\"message\",\"turn\":1,\"agent\":\"a\",\"output\":\"x\"}", "a message record needs \"trace\""),
        ("{\"type\":\"trace\"}", "a trace record needs \"trace\""),
        ("{\"type\":\"trace\",\"trace\":\"\"}", "needs \"trace\""),
        ("{\"type\":\"trace\",\"trace\":{}}", "needs \"trace\""),
        ("{\"type\":\"message\",\"trace\":\"r\",\"agent\":\"a\",\"output\":\"x\"}", "a whole number from 1"),
        ("{\"type\":\"message\",\"trace\":\"r\",\"turn\":0,\"agent\":\"a\",\"output\":\"x\"}", "a whole number from 1"),
        (
            "{\"type\":\"message\",\"trace\":\"r\",\"turn\":1.5,\"agent\":\"a\",\"output\":\"x\"}",
            "a whole number from 1"
        ),
        (
            "{\"type\":\"message\",\"trace\":\"r\",\"turn\":\"1\",\"agent\":\"a\",\"output\":\"x\"}",
            "a whole number from 1"
        ),
        (
            "{\"type\":\"message\",\"trace\":\"r\",\"turn\":9e18,\"agent\":\"a\",\"output\":\"x\"}",
            "more than 1000000 turns"
        ),
        ("{\"type\":\"message\",\"trace\":\"r\",\"turn\":1,\"output\":\"x\"}", "needs \"agent\""),
        ("{\"type\":\"message\",\"trace\":\"r\",\"turn\":1,\"agent\":\"\",\"output\":\"x\"}", "needs \"agent\""),
        ("{\"type\":\"message\",\"trace\":\"r\",\"turn\":1,\"agent\":\"a\"}", "needs \"output\""),
        ("{\"type\":\"state\",\"trace\":\"r\",\"turn\":-1,\"metrics\":{}}", "a state record needs \"turn\""),
        ("{\"type\":\"state\",\"trace\":\"r\",\"turn\":1}", "a state record needs \"metrics\""),
        ("{\"type\":\"outcome\",\"trace\":\"r\"}", "an outcome record needs"),
        ("{\"messages\":[1]}", "messages[0] is not an object"),
        (
            "{\"messages\":[{\"who\":\"b\",\"content\":\"x\"},7]}",
            "messages[0] has no agent (fields: who, content); name one with --agent-field"
        ),
        ("{\"messages\":[{\"role\":\"a\",\"said\":\"x\"}]}", "messages[0] has no text (fields: role, said)"),
        ("{\"messages\":[{\"role\":\"a\",\"content\":\"x\",\"turn\":9e18}]}", "a turn beyond 1000000"),
        ("{\"messages\":[{\"role\":\"a\",\"content\":\"x\",\"turn\":-9e18}]}", "a turn beyond 1000000"),
    ]

    @Test(arguments: bad) func isBad(_ record: String, _ reason: String) throws {
        let (_, report) = try TemporaryFolder().catalogue(record + "\n")
        #expect(report.counts.bad == 1 && report.reconciles)
        #expect(try #require(report.badLines.first).reason.contains(reason))
    }

    static let unknown = [
        "{}", "{\"type\":\"note\",\"trace\":\"r\",\"agent\":\"a\",\"text\":\"x\"}", "{\"type\":\"ping\"}",
        "{\"run_id\":\"r\"}",
        "{\"run_id\":\"r\",\"level\":\"info\"}",
        "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}",
    ]

    @Test(arguments: unknown) func isUnknown(_ record: String) throws {
        let (_, report) = try TemporaryFolder().catalogue(record + "\n")
        #expect(report.counts.unknown == 1 && report.runs.isEmpty && report.reconciles)
    }
}
