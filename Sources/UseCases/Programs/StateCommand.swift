import ChildPrograms
package import CreditEngine
import TraceFiles

/// A program of the person's own that says what state the team is in after each turn.
///
/// One process a run. For each turn it gets a line with the conversation so far, and answers with a line that holds
/// `{"metrics":{"progress":0.4,"error_count":1},"summary":"…"}`. When it dies, hangs or answers anything else, that
/// turn is unscored, with the reason, and the program is started anew for the next one.
package struct StateCommand: Sendable {
    /// The program and its arguments.
    package var command: [String]
    /// Seconds that an answer may take.
    package var seconds = 10
    /// Gets what the program writes to its standard error.
    package var remark: RemarkHandler = { _ in }

    /// Makes one.
    package init(command: [String], seconds: Int = 10, remark: @escaping RemarkHandler = { _ in }) {
        self.command = command
        self.seconds = seconds
        self.remark = remark
    }

    /// What the program says of each turn of a run.
    package func states(of trace: Trace) -> [CommandState] {
        var process: RunningProgram?
        defer { process?.end() }
        var turns: [Int] = []
        for message in trace.messages where turns.last != message.turn { turns.append(message.turn) }
        return turns.map { turn in
            do {
                let running =
                    try process ?? RunningProgram(command, tell: { remark(Remark("\(command.first ?? ""): \($0)")) })
                process = running
                let answer = try running.ask(request(trace, upTo: turn), within: .seconds(seconds))
                guard let state = StateReader.state(answer: answer, turn: turn) else {
                    return .failed(turn: turn, reason: "the state program's answer has no \"metrics\"")
                }
                return .state(state)
            } catch {
                process?.end()
                process = nil
                return .failed(turn: turn, reason: "state program: \(error)")
            }
        }
    }

    /// The line for one turn: the problem, and everything said up to and in that turn.
    private func request(_ trace: Trace, upTo turn: Int) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("op", "state")
            text.field("trace", trace.id)
            text.field("problem", trace.problem?.input)
            text.field("turn", turn)
            text.key("messages")
            text.array { text in
                for message in trace.messages where message.turn <= turn {
                    text.object { text in
                        text.field("turn", message.turn)
                        text.field("agent", trace.agents[message.agent].name)
                        text.field("output", message.output)
                    }
                }
            }
        }
        return text.bytes
    }
}
