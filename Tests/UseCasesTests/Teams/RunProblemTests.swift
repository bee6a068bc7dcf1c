import CreditEngine
import Testing

@testable import UseCases

/// Recordings that carry no question find their problem, or none.
struct RunProblemTests {
    private static let problems = [
        Problem(id: "may", input: "What did May cost?", reference: "15"),
        Problem(id: "june", input: "What did June cost?", reference: "12"),
    ]

    private func trace(_ id: String, _ problem: Problem? = nil, asked: String? = nil) -> Trace {
        var trace = Trace(id: id, problem: problem, agents: [Agent(name: "clerk")], turnRule: .field)
        let input = asked.map {
            [PromptMessage(role: "system", content: "clerk"), PromptMessage(role: "user", content: $0)]
        }
        trace.messages = [Message(ordinal: 0, turn: 1, agent: 0, output: "15", input: input)]
        return trace
    }

    @Test func itIsFoundByWhatTheRecordingHas() {
        let may = Self.problems[0]
        #expect(Problem.of(trace("r", Problem(id: "may")), among: Self.problems) == may)
        #expect(Problem.of(trace("may"), among: Self.problems) == may)
        #expect(Problem.of(trace("r", Problem(input: "What did May cost?")), among: Self.problems) == may)
        #expect(Problem.of(trace("r", asked: "What did May cost?"), among: Self.problems) == may)
        #expect(Problem.of(trace("r", asked: "Please: What did May cost? Thanks."), among: Self.problems) == may)
        #expect(Problem.of(trace("r", asked: "What did July cost?"), among: Self.problems) == nil)
        let both = "What did May cost? What did June cost?"
        #expect(Problem.of(trace("r", asked: both), among: Self.problems) == nil)
    }

    @Test func whatTheRecordingSaysItselfStays() {
        let own = Problem(id: "may", input: "What did May cost in all?")
        let found = Problem.of(trace("r", own), among: Self.problems)
        #expect(found == Problem(id: "may", input: "What did May cost in all?", reference: "15"))
    }
}
