import CreditEngine
import Testing

@testable import TraceFiles

@Suite("The lines between us and a runner")
struct RunnerWireTests {
    private let team = Team(
        members: [
            Team.Member(name: "researcher", prompt: "Collect."),
            Team.Member(name: "critic", prompt: "Check.", model: "small"),
        ],
        aggregation: AggregationProtocol(
            turns: 2, order: ["researcher", "critic"], aggregator: "critic", prompt: "Sum up."))

    private let agents = [Agent(name: "researcher"), Agent(name: "critic")]

    @Test("a request says everything once, in a fixed order")
    func request() {
        let kept = Message(
            ordinal: 0, turn: 1, agent: 0, output: "two \"words\"",
            input: [PromptMessage(role: "user", content: "long")])
        let plan = RunPlan(
            id: "run-1", problem: Problem(id: "p", input: "How many?", reference: "3"),
            seeding: Seeding(replay: .max, arm: 7, repetition: 2), prefix: [kept], agents: agents,
            pins: [
                .init(turn: 2, agent: "critic"): ["a", "b"], .init(turn: 1, agent: "critic"): ["typed"],
                .init(turn: 2, agent: "researcher"): [],
            ])
        #expect(
            String(decoding: RunnerRequest.line(plan, as: team, id: 7), as: UTF8.self)
                == #"{"op":"run","id":7,"trace":"run-1","problem":{"id":"p","input":"How many?","reference":"3"},"#
                + #""prompts":{"researcher":"Collect.","critic":"Check.","aggregation":"Sum up."},"#
                + #""models":{"critic":"small"},"turns":2,"#
                + #""prefix":[{"turn":1,"agent":"researcher","output":"two \"words\""}],"#
                + #""replace":{"turn":1,"agent":"critic","output":"typed"},"#
                + #""pins":[{"turn":2,"agent":"researcher","output":null},{"turn":2,"agent":"critic","output":"a"},"#
                + #"{"turn":2,"agent":"critic","output":"b"}],"seed":18446744073709551615,"repetition":2}"#)
    }

    @Test("a run from the start asks for no more than it needs")
    func plain() {
        let plan = RunPlan(id: "r", problem: Problem(input: "?"), seeding: Seeding(replay: 0))
        #expect(
            String(decoding: RunnerRequest.line(plan, as: Team(members: []), id: 1), as: UTF8.self)
                == #"{"op":"run","id":1,"trace":"r","problem":{"input":"?"},"prompts":{},"prefix":[],"seed":0}"#)
    }

    @Test("a reply is a packed trace with the request's number")
    func reply() throws {
        let line =
            #"{"id":7,"type":"trace","trace":"r","messages":[{"turn":1,"agent":"a","output":"4"}],"outcome":{"score":0.5}}"#
        guard case .run(let run) = try RunnerReply(Array(line.utf8), to: 7) else {
            Issue.record("no run")
            return
        }
        #expect(run.messages.map(\.output) == ["4"] && run.agents.map(\.name) == ["a"])
        #expect(run.outcome == Outcome(success: true, score: 0.5))
        let refusal = try RunnerReply(Array(#"{"id":7,"error":"no key"}"#.utf8), to: 7)
        #expect(refusal == .refused("no key"))
    }

    @Test(
        "anything else is no reply, and the reason says what",
        arguments: [
            ("", "no JSON object"), ("Loading model…", "no JSON object"), ("[1]", "no JSON object"),
            (#"{"id":7"#, "it ends too early, at byte 8"),
            (#"{"id":7,"score":NaN}"#, "NaN and Infinity are no JSON; write null at byte 17"),
            (#"{"id":7,"text":"\ud83d"}"#, "a lone surrogate stands in a string at byte 17"),
            (#"{"type":"trace","messages":[]}"#, "no \"id\""),
            (#"{"id":6,"type":"trace","trace":"r","messages":[]}"#, "answered request 6 instead of 7"),
            (#"{"id":"7","type":"trace","trace":"r","messages":[]}"#, "instead of 7"),
            (#"{"id":7,"trace":"r","messages":[]}"#, "neither"), (#"{"id":7,"type":"trace","trace":"r"}"#, "neither"),
            (#"{"id":7,"type":"trace","trace":"r","messages":[{"turn":1,"output":"x"}]}"#, "no run"),
            (#"{"id":7,"type":"trace","trace":"r","messages":[{"agent":"a","output":"x"}]}"#, "turn"),
            (#"{"id":7,"type":"trace","trace":"r","messages":[3]}"#, "no run"),
        ])
    func junk(line: String, reason: String) {
        let fault = #expect(throws: RunnerReply.Fault.self) { try RunnerReply(Array(line.utf8), to: 7) }
        #expect(fault?.description.contains(reason) == true, "\(fault?.description ?? "")")
    }
}
