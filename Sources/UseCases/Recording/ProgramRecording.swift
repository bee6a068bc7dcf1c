package import CreditEngine
import Foundation
import LanguageModels
import ProgramTape

/// Runs a person's program once behind the recording proxy and tells what was seen.
package struct ProgramRecording: Sendable {
    /// The run, with the agents and the prompts that were seen.
    package var trace: Trace
    /// The last line that the program printed.
    package var answer: String?
    /// Requests that are part of no message, by method and path and what was wrong, with their number.
    package var passedOn: [String: Int]

    /// Records one run; throws `ProgramRunError`, `ProgramNotStarted` and what the program's models throw.
    ///
    /// - Parameters:
    ///   - team: a team whose prompts are known already, so that its agents keep their names.
    ///   - problem: what the program is asked.
    package init(
        _ program: ProgramSection, problem: Problem, id: String, team: Team? = nil, in folder: String? = nil,
        seconds: Int = ProgramRunner.patience, remark: @escaping RemarkHandler
    ) async throws {
        let runner = try ProgramLaunch.runner(
            program, team: team, in: folder, seconds: seconds, evaluator: nil, transport: CurlTransport(),
            key: nil, remark: remark)
        defer { runner.end() }
        let started = Date()
        let record = try await runner.record(problem, id: id)
        trace = record.trace
        trace.started = started.formatted(.iso8601)
        answer = record.end.answer
        passedOn = record.passedOn
    }

    /// What was seen, a line each: how much, the agents with their prompts, calls, tokens and time.
    package var lines: [String] {
        let much =
            "\(Numeral.count(trace.messages.count, "message")) of \(Numeral.count(trace.agents.count, "agent")) in "
            + Numeral.count(trace.messages.last?.turn ?? 0, "turn")
            + (answer.map { "; the program printed “\($0.prefix(80))”" } ?? "")
        let others = passedOn.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        return [much] + agentLines
            + (others.isEmpty ? [] : ["  passed on, part of no message: \(others.joined(separator: ", "))"])
            + [
                "  agents are told apart by their prompts: equal prompts are one agent unless requests name theirs "
                    + "(X-Ascribe-Agent, or --agent-field); 'recorded_as' in team.yaml makes several of these one"
            ]
    }

    private var agentLines: [String] {
        trace.agents.indices.map { agent in
            let messages = trace.messages.filter { $0.agent == agent }
            let calls = messages.reduce(0) { $0 + max(1, $1.steps.count) }
            let tools = Set(messages.flatMap { $0.tools.map(\.name) }).sorted()
            let read = KnownSum.of(messages.map(\.usage?.input))
            let written = KnownSum.of(messages.map(\.usage?.output))
            let tokens = "\(read.map(String.init) ?? "?")→\(written.map(String.init) ?? "?") tokens"
            let prompt = trace.team?.members.first { $0.name == trace.agents[agent].name }?.prompt ?? ""
            return "  \(trace.agents[agent].name): \(Numeral.count(messages.count, "message")), "
                + "\(Numeral.count(calls, "call")), \(tokens)"
                + (tools.isEmpty ? "" : ", tools \(tools.joined(separator: ", "))")
                + (prompt.isEmpty
                    ? ", no prompt"
                    : " · “\(prompt.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(60))”")
        }
    }
}
