/// What CrewAI's instrumentations tell of its agents and tasks, in attributes of their own or inside an agent's input.
enum CrewAIAttributes: SpanDialect {
    /// The role prompt and the task, which stand in for what the agent saw.
    static func input(of span: Span) -> [SpanMessage] {
        var messages: [SpanMessage] = []
        let agent = span["input.value"]?.field("agent")
        let prompt = span.text("crewai.agent.backstory") ?? agent?.field("backstory")?.nonempty
        if let prompt { messages.append(SpanMessage(role: "system", text: prompt)) }
        if let task = task(of: span) { messages.append(SpanMessage(role: "user", text: task)) }
        return messages
    }

    private static func task(of span: Span) -> String? {
        if let text = span.text("crewai.task.description") { return text }
        // The result of a task repeats its description; the tasks of a crew stand at its span.
        if span.name.hasSuffix("._execute_core"), let text = span["output.value"]?.field("description")?.nonempty {
            return text
        }
        return (span["crew_tasks"] ?? span["crewai.crew.tasks"])?.with { tasks in
            var first: String?
            tasks.forEach { first = first ?? $0["description"]?.string }
            return first
        }
    }
}
