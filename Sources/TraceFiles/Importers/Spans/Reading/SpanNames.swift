/// Names of spans and nodes: which of them can be an agent's.
enum SpanNames {
    /// The name without what instrumentations put around it (`invoke_agent X`, `X.agent`, `agent_run [X]`).
    static func undecorated(_ name: String) -> String {
        var name = Substring(name)
        for prefix in [
            "invoke_agent ", "agent_run ", "create_agent ", "execute_task ", "executor.process ", "agent ", "Agent: ",
        ]
        where name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
            break
        }
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        // CrewAI names a task's span `agent.task._execute_core`.
        if name.hasSuffix("._execute_core"), let dot = name.firstIndex(of: ".") { name = name[..<dot] }
        for suffix in [".agent", ".run", ".run_stream", ".on_messages_stream", ".on_messages", ".task", ".invoke"]
        where name.hasSuffix(suffix) && name.count > suffix.count {
            name = name.dropLast(suffix.count)
            break
        }
        return String(name)
    }

    /// A name that says nothing about who speaks.
    static func isGeneric(_ name: String) -> Bool {
        let lower = name.lowercased()
        if lower.isEmpty || generic.contains(lower) || isIdentifier(lower) { return true }
        if prefixes.contains(where: { lower.hasPrefix($0) }) || lower.hasSuffix(".workflow") { return true }
        return ["step ", "turn ", "iteration ", "cycle "].contains { prefix in
            lower.hasPrefix(prefix) && lower.dropFirst(prefix.count).allSatisfy { $0.isNumber }
        }
    }

    private static let generic: Set<String> = [
        "agent", "agents", "tools", "tool", "call_model", "call_llm", "call_agent", "call_tool", "model", "llm",
        "prompt",
        "response", "generation", "completion", "chat", "chain", "turn", "task", "step", "run", "invoke", "workflow",
        "main",
        "root", "langgraph", "runnablesequence", "agentexecutor", "agent workflow", "should_continue", "__start__",
        "__end__", "route_to_active_agent", "autofunctioninvocationloop", "execute_event_loop_cycle", "invoke_agent",
        "swarm", "trace", "span", "request", "session", "none", "null", "_write", "channelwrite", "pre_model_hook",
        "post_model_hook", "generate_structured_response", "model_request", "unnamed", "crew", "crewai", "start",
    ]

    private static let prefixes = [
        "runnable", "chat ", "chatopenai", "openaichat", "chatanthropic", "agentworkflow", "autogen ", "agent_runtime ",
        "edge_group",
        "message.send", "workflow.", "invocation [", "invocation ", "invoke_workflow", "invoke_graph", "invoke_swarm",
        "http ", "get ", "post ", "openai.", "anthropic.", "ai.generate", "ai.stream", "channelwrite", "branch<",
        "branch:",
        "execute_tool", "text_completion ", "generate_content", "crew ", "crew.", "crewai.", "task.", "task created",
    ]

    /// Long hexadecimal numbers, with or without hyphens.
    static func isIdentifier(_ text: String) -> Bool {
        let digits = text.filter { $0 != "-" }
        return digits.count >= 12 && digits.allSatisfy(\.isHexDigit)
    }

    /// The agent's name in a LangGraph checkpoint namespace (`tariff_clerk:uuid|agent:uuid` names `tariff_clerk`), and the
    /// part that stands for this visit of it; generic parts are passed over.
    static func langGraph(_ namespace: String) -> (name: String, visit: String)? {
        for part in namespace.split(separator: "|") {
            let name = String(part.prefix { $0 != ":" })
            if !isGeneric(name) { return (name, String(part)) }
        }
        return nil
    }

    /// Whom a role prompt speaks to: a name that it gives, a description (`You are a harbour pilot who …`), else its first
    /// words.
    static func label(ofPrompt prompt: String) -> String {
        if let name = PromptName.inferred(from: prompt) { return name }
        var words = prompt.split(whereSeparator: \.isWhitespace).prefix(12)
        guard words.count > 2, words[0].lowercased() == "you", words[1].lowercased() == "are" else {
            let first = prompt.drop(while: \.isWhitespace).first
            return first?.isLetter == true ? words.prefix(4).joined(separator: " ") : "assistant"
        }
        words = words.dropFirst(2)
        if let article = words.first?.lowercased(), ["a", "an", "the"].contains(article) { words = words.dropFirst() }
        var label: [Substring] = []
        for word in words.prefix(5) {
            let bare = word.prefix { !",.;:!?".contains($0) }
            if ["who", "that", "which", "and", "with", "for", "in"].contains(bare.lowercased()) { break }
            if !bare.isEmpty { label.append(bare) }
            if bare.count < word.count { break }
        }
        return (label.isEmpty ? words.prefix(4).map { $0 } : label).joined(separator: " ")
    }
}
