import CreditEngine
import LanguageModels
import Synchronization

@testable import ProgramTape

/// A program that asks one model after another and prints all that it got, a JSON list.
struct RawProgram {
    static let problem = Problem(id: "mill", input: "How much flour?")

    private static let script = #"""
        import gzip, json, os, sys, urllib.request, urllib.error
        got = []
        for name in os.environ["MODELS"].split():
            system, question = "You are the %s agent." % name, sys.argv[1]
            chat, kind = {"model": name, "messages": [{"role": "system", "content": system},
                {"role": "user", "content": question}]}, name.split("-")[0]
            path, body = {"chat": ("/chat/completions", chat),
                "responses": ("/responses", {"model": name, "instructions": system, "input": question}),
                "messages": ("/messages", {"model": name, "system": system, "max_tokens": 9,
                    "messages": [{"role": "user", "content": question}]})}[kind]
            body["stream"] = "stream" in name
            if "function" in name: body["functions"] = [{"name": "grind", "parameters": {}}]
            data, headers = json.dumps(body).encode(), {"Content-Type": "application/json", "Authorization": "Bearer sk-0123456789abcdef"}
            if os.environ.get("PACKING"):
                data, headers["Content-Encoding"] = gzip.compress(data), os.environ["PACKING"]
            try:
                answer = urllib.request.urlopen(urllib.request.Request(os.environ["OPENAI_BASE_URL"] + path, data, headers)).read()
                try: got.append(json.loads(answer))
                except ValueError: got.append(answer.decode(errors="replace"))
            except urllib.error.HTTPError as e: got.append(e.code)
        print(json.dumps(got))
        """#

    /// The answers that the program got in its last run.
    private final class Got: Sendable { let line = Mutex("") }

    let program: RecordedProgram
    private let got = Got()

    init(_ address: String, models: [String], packing: String? = nil, meter: CallMeter = CallMeter()) throws {
        var extra = ["MODELS": models.joined(separator: " ")]
        extra["PACKING"] = packing
        let launch = LedgerProgram.launch(Self.script, extra: extra)
        program = try RecordedProgram(
            team: nil, evaluator: nil, transport: CurlTransport(),
            endpoints: ModelEndpoints(upstream: address + "/v1", environment: [:]), meter: meter
        ) { [got] question, variables in
            let end = try await launch(question, variables)
            got.line.withLock { $0 = end.answer ?? "" }
            return end
        }
    }

    /// What the program got in its last run, in the order of its calls.
    func answers() throws -> [CanonicalJSON] {
        try CanonicalJSON(parsing: got.line.withLock { $0 }).elements ?? []
    }

    /// Replays everything that was recorded.
    func replay(_ trace: Trace) async throws {
        let plan = RunPlan(
            replaying: trace, keeping: trace.messages.count, id: "k", seeding: Seeding(replay: 0))
        _ = try await program.run(plan, as: trace.team ?? Team(members: []))
    }
}

/// A server's stream of events, each of them data.
func stream(_ events: [String], end: String = "data: [DONE]\n\n") -> String {
    events.map { "data: \($0)\n\n" }.joined() + end
}

/// An event of a chat completion with one piece.
func piece(_ delta: String, finish: String? = nil, index: Int = 0) -> String {
    let reason = finish.map { "\"\($0)\"" } ?? "null"
    return #"{"choices":[{"index":\#(index),"delta":\#(delta),"finish_reason":\#(reason)}]}"#
}
