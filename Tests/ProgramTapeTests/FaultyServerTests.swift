import CreditEngine
import Foundation
import LanguageModels
import Testing

@testable import ProgramTape

/// A models' server that fails in every way of the fault injector that runs beside the tests: the program sees what it would
/// see without the proxy, and the run is none.
struct FaultyServerTests {
    private static let injector = "http://127.0.0.1:4100"
    private static let isUp =
        (try? Data(contentsOf: URL(string: "http://127.0.0.1:4101/") ?? URL(filePath: "/"))) != nil

    private static let script = #"""
        import json, os, sys, urllib.request, urllib.error
        body = {"model": "m", "messages": [{"role": "system", "content": "You are the clerk of a mill."}]}
        request = urllib.request.Request(os.environ["OPENAI_BASE_URL"] + "/chat/completions", json.dumps(body).encode(),
            {"Content-Type": "application/json", "X-Fault": os.environ["FAULT"]})
        try:
            answer = urllib.request.urlopen(request)
            print(answer.status, answer.read(20).decode(), file=sys.stderr)
        except urllib.error.HTTPError as e:
            print(e.code, e.headers.get("Retry-After"), file=sys.stderr)
        """#

    @Test(
        .enabled(if: isUp, "the fault injector (port 4100) is not running"),
        arguments: [
            ("529", "status 529"), ("html500", "status 500"), ("503", "status 503"), ("tarpit", "status 500"),
            ("badjson", "an answer that breaks off"), ("redirect", "\(injector) redirects"),
            ("reset", "\(injector) broke the connection"),
        ])
    func aFailureReachesTheProgramAndTheRunIsNone(_ fault: String, _ reason: String) async throws {
        let program = try RecordedProgram(
            team: nil, evaluator: nil, transport: CurlTransport(),
            endpoints: ModelEndpoints(upstream: Self.injector + "/v1", environment: [:]),
            launch: LedgerProgram.launch(Self.script, extra: ["FAULT": fault]))
        do {
            _ = try await program.record(Problem(id: "mill", input: "How much?"), id: "r")
            Issue.record("the run counted")
        } catch ProgramRunError.unanswered(let calls, let said) {
            #expect(calls == 1)
            #expect(said.hasPrefix(reason), "\(said)")
        }
    }
}
