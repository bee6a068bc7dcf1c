/// What came of the calls for tools that a run's messages make: a call is evidence by its answer, never by being made.
struct CallTroubles {
    /// What is wrong with a message's calls.
    enum Trouble: Equatable {
        /// A tool reports a failure, in these words.
        case failed(tool: String, words: String)
        /// A tool that answers elsewhere in the run returned nothing.
        case empty(tool: String)
        /// The same call by the same agent got the same answer before: action without progress.
        case repeated(tool: String)
    }

    /// The first trouble of each message that has any, failures first, by the message's index.
    private(set) var messages: [Int: Trouble] = [:]

    /// A call with its answer, by the bytes of its texts.
    private struct Call: Hashable {
        let agent: Int
        let tool: ToolCall
        let answer: String
        private let texts: Int

        init(_ tool: ToolCall, answer: String, agent: Int) {
            (self.agent, self.tool, self.answer) = (agent, tool, answer)
            var hasher = Hasher()
            for var text in [tool.arguments, answer] {
                text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
            }
            texts = hasher.finalize()
        }

        static func == (a: Self, b: Self) -> Bool {
            a.texts == b.texts && a.agent == b.agent && a.tool.name == b.tool.name && a.answer == b.answer
                && a.tool.arguments == b.tool.arguments
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(agent)
            hasher.combine(texts)
        }
    }

    /// Looks at all calls of a trace; one without a recorded answer tells nothing.
    init(_ trace: Trace) {
        // By index: a copy of each message costs more than looking at its calls.
        let calling = trace.messages.indices.filter { !trace.messages[$0].tools.isEmpty }
        var answering: Set<String> = []
        for index in calling {
            for tool in trace.messages[index].tools where tool.result?.isEmpty == false { answering.insert(tool.name) }
        }
        var seen: Set<Call> = []
        for index in calling {
            for tool in trace.messages[index].tools {
                guard let answer = tool.error ?? tool.result else { continue }
                let isRepeated = !seen.insert(Call(tool, answer: answer, agent: trace.messages[index].agent)).inserted
                if let words = Self.failure(of: tool) {
                    note(.failed(tool: tool.name, words: words), at: index)
                } else if answer.isEmpty, answering.contains(tool.name) {
                    note(.empty(tool: tool.name), at: index)
                } else if isRepeated {
                    note(.repeated(tool: tool.name), at: index)
                }
            }
        }
    }

    private mutating func note(_ trouble: Trouble, at index: Int) {
        if case .failed = messages[index] { return }
        if case .failed = trouble { messages[index] = trouble }
        if messages[index] == nil { messages[index] = trouble }
    }

    /// The words by which a call failed: those recorded as its error, else those of its answer.
    private static func failure(of tool: ToolCall) -> String? {
        guard var text = tool.error ?? tool.result else { return nil }
        let isError = tool.error != nil
        let line = text.withUTF8 { bytes in
            FailureReport.line(in: bytes) ?? (isError ? FailureReport.telling(0..<0, bytes) : nil)
        }
        return line.map { Quote.text(text, $0, limit: Reasons.quoteLimit) }
    }
}
