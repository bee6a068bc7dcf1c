package import CreditEngine
import Yams

/// The files with which a recorded program becomes a team: `team.yaml`, a prompt a file, and problems to fill in.
package struct ProgramDraft: Sendable {
    /// What is to be written.
    package private(set) var files = DraftFiles()

    /// Drafts the files of a recorded run.
    ///
    /// - Parameters:
    ///   - name: the team's name.
    ///   - program: the program as it was started.
    package init(_ trace: Trace, name: String, program: ProgramSection) throws {
        var agents: [Node] = []
        for agent in trace.agents {
            let prompt = trace.team?.members.first { $0.name == agent.name }?.prompt ?? ""
            // A prompt file is never empty; an agent without a system prompt is known by this sentence.
            let text = prompt.isEmpty ? "(the program sends no prompt for this agent)\n" : prompt
            let path = files.addPrompt(text, of: agent.name)
            agents.append(
                .mapping(Node.Mapping([("name", YAMLText.node(agent.name)), ("prompt", YAMLText.node(path))])))
        }
        let order = trace.agents.map(\.name)
        let turns = (trace.messages.last?.turn ?? 1) + 2
        let last = trace.messages.last.map { trace.agents[$0.agent].name } ?? order.last ?? ""
        var runner: [(Node, Node)] = [("program", YAMLText.node(program.command))]
        if let upstream = program.upstream { runner.append(("upstream", YAMLText.node(upstream))) }
        if let field = program.agentField { runner.append(("agent_field", YAMLText.node(field))) }
        let protocolFields: [(Node, Node)] = [
            ("turns", Node("\(turns)", Tag(.int))), ("order", YAMLText.node(order)),
            ("aggregator", YAMLText.node(last)),
        ]
        let fields: [(Node, Node)] = [
            ("name", YAMLText.node(name)), ("agents", .sequence(Node.Sequence(agents))),
            ("protocol", .mapping(Node.Mapping(protocolFields))), ("runner", .mapping(Node.Mapping(runner))),
            ("problems", "problems.jsonl"), ("evaluator", try Node(["kind": "numeric"])),
        ]
        let text = try Yams.serialize(node: .mapping(Node.Mapping(fields)), allowUnicode: true, sortKeys: false)
        files.add("team.yaml", text)
        files.add("problems.jsonl", try Self.problem(trace.problem))
    }

    private static func problem(_ problem: Problem?) throws -> String {
        let line: CanonicalJSON = ["id": "p-1", "input": .string(problem?.input ?? ""), "reference": ""]
        return try line.text() + "\n"
    }
}
