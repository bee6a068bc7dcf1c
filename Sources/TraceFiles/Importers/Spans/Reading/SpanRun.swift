import CreditEngine

/// Reads the spans of one run: who said what, with which tools, after having seen what.
struct SpanRun {
    private let agents: SpanAgents
    private let collected: SpanCollection
    private var visits = SpanVisits()
    private var failedCalls: [String] = []
    /// Identifiers of calls that hand over; they are no tools.
    private var routed: Set<String> = []
    /// Texts that were seen before: histories repeat them, and one copy is kept.
    private var texts: [String: String] = [:]

    private var tree: SpanTree { agents.tree }

    init(_ collection: SpanCollection) {
        var spans = collection.spans
        for index in spans.indices { spans[index].events += collection.logs[spans[index].id] ?? [] }
        let known = Set(spans.map(\.id))
        // Log records of which the spans are in another file stand for their spans.
        for (id, events) in collection.logs.sorted(by: { $0.key < $1.key }) where !known.contains(id) {
            if let span = LogSpan.span(id: id, events: events) { spans.append(span) }
        }
        collected = collection
        agents = SpanAgents(tree: SpanTree(spans))
    }

    /// One thing that happened, at a point of time.
    private struct Happening {
        var span: Int
        var time: Int
        var isWords: Bool
    }

    private var happenings: [Happening] {
        var list: [Happening] = []
        var last = 0
        for (index, span) in tree.spans.enumerated() {
            last = span.start ?? last
            let role = agents.facts[index].role
            if role == .modelCall || role == .tool || role == .handoff {
                list.append(Happening(span: index, time: last, isWords: false))
            }
            if agents.ownWords[index] != nil {
                list.append(Happening(span: index, time: max(last, span.end ?? last), isWords: true))
            }
        }
        return list.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }

    /// Tells the run what the spans say.
    mutating func fill(_ run: inout ImportedRun) {
        run.notices += collected.notices + tree.notices
        run.scores +=
            collected.scores
            + tree.spans.flatMap { span in
                SpanDialects.all.flatMap { $0.scores(of: span) }
            }
        run.spans = tree.spans.map(\.id)
        run.started = tree.spans.compactMap(\.start).min().map { PointInTime.iso($0) }
        run.answer = collected.answer
        for happening in happenings {
            if happening.isWords { addWords(happening) } else { add(happening) }
        }
        let hasWords = visits.visits.contains { !$0.statement.text.isEmpty }
        if !hasWords, AutoGenRuntime.fill(&run, from: tree.spans) {
            run.setReference(collected.reference)
            return
        }
        tell(&run)
        run.setQuestion(question)
        run.setReference(collected.reference)
    }

    // MARK: What happened

    private mutating func visit(_ happening: Happening) -> Int? {
        guard let speaker = agents.speakers[happening.span] else { return nil }
        return visits.open(
            speaker, span: happening.span, ancestors: Set(tree.ancestors(of: happening.span)), start: happening.time,
            round: round(of: happening.span))
    }

    private mutating func add(_ happening: Happening) {
        switch agents.facts[happening.span].role {
        case .modelCall: addCall(happening)
        case .tool: addTool(happening)
        case .handoff:
            let span = tree.spans[happening.span]
            guard let to = span.text("gen_ai.handoff.to_agent") else { return }
            let from = span.text("gen_ai.handoff.from_agent")
            visits.address(to, by: from ?? visits.visits.last?.statement.agent ?? "")
        case .agent, .setup: break
        }
    }

    private mutating func addCall(_ happening: Happening) {
        let (span, fact) = (tree.spans[happening.span], agents.facts[happening.span])
        for result in fact.input.flatMap(\.content.results) where result.id != nil && !routed.contains(result.id ?? "")
        {
            let tool = SpanTool(name: result.name ?? "", id: result.id, arguments: "", result: result.text)
            _ = visits.answer(tool, error: result.isError ? result.text : nil)
        }
        if let failure = fact.failure { failedCalls.append(failure) }
        guard let index = visit(happening) else { return }
        let input = fact.input.isEmpty ? nil : prompts(of: fact.input)
        let prompt = fact.input.first(.instructions)
        let usage = SpanDialects.first { $0.usage(of: span) }
        let model = SpanDialects.first { $0.model(of: span) }
        let cost = SpanDialects.first { $0.cost(of: span) }
        var (recipients, called): ([String], [ImportedRun.CalledTool]) = ([], [])
        for call in fact.output.calls where call.name != SpanFacts.finalAnswer {
            if let recipient = recipient(tool: call.name, arguments: call.arguments) {
                recipients.append(recipient)
                if let id = call.id { routed.insert(id) }
            } else {
                let tool = ToolCall(name: call.name, arguments: call.arguments)
                called.append(ImportedRun.CalledTool(id: call.id, call: tool))
            }
        }
        visits.update(index) { visit in
            visit.statement.add(fact.output.text)
            visit.statement.reasoning += fact.output.reasoning
            visit.statement.input = visit.statement.input ?? input
            visit.prompt = visit.prompt ?? prompt
            visit.statement.add(usage)
            visit.statement.model = model ?? visit.statement.model
            if let cost { visit.statement.cost = (visit.statement.cost ?? 0) + cost }
            if let time = span.milliseconds { visit.statement.latency = (visit.statement.latency ?? 0) + time }
            visit.statement.take(from: span.start, to: span.end)
            for recipient in recipients { visit.statement.address(recipient) }
            visit.tools += called
            visit.end = max(visit.end, span.end ?? happening.time)
            if visit.key == nil, called.isEmpty { visit.isOpen = false }
        }
    }

    private mutating func addTool(_ happening: Happening) {
        let fact = agents.facts[happening.span]
        guard let tool = fact.tool, tool.name != SpanFacts.finalAnswer, let speaker = agents.speakers[happening.span]
        else {
            return
        }
        let handoff = Handoff(tool: tool.name, arguments: tool.arguments)
        if let recipient = agents.agentOfTool[happening.span] ?? handoff.map({ $0.target ?? "" }) {
            guard let index = visit(happening) else { return }
            visits.update(index) { visit in
                visit.statement.address(recipient)
                visit.members.insert(happening.span)
            }
            if handoff?.returnsWords == true, !recipient.isEmpty, agents.agentOfTool[happening.span] == nil,
                let words = tool.result
            {
                addAnswer(of: recipient, words, happening)
            }
            return
        }
        if visits.answer(tool, error: fact.failure) { return }
        var owner = speaker
        // A tool that nothing encloses belongs to whoever spoke last.
        if owner.visit == nil, let last = visits.visits.last {
            owner = .init(name: last.statement.agent, visit: last.key)
        }
        let index = visits.open(
            owner, span: happening.span, ancestors: Set(tree.ancestors(of: happening.span)), start: happening.time,
            round: round(of: happening.span))
        let span = tree.spans[happening.span]
        let end = span.end ?? happening.time
        visits.update(index) { visit in
            visit.statement.take(from: span.start, to: span.end)
            let call = ToolCall(
                name: tool.name, arguments: tool.arguments, result: fact.failure == nil ? tool.result : nil,
                error: fact.failure)
            visit.tools.append(
                .init(id: tool.id, call: call, isAnswered: tool.result != nil || fact.failure != nil))
            visit.members.insert(happening.span)
            visit.end = max(visit.end, end)
        }
    }

    /// What a coworker answered, of whom nothing but the asker's tool tells.
    private mutating func addAnswer(of agent: String, _ words: String, _ happening: Happening) {
        let speaker = SpanSpeakers.Speaker(name: agent, visit: "answer \(happening.span)")
        let ancestors = Set(tree.ancestors(of: happening.span)).union([happening.span])
        let index = visits.open(
            speaker, span: happening.span, ancestors: ancestors, start: happening.time, round: round(of: happening.span)
        )
        let span = tree.spans[happening.span]
        visits.update(index) { visit in
            visit.statement.add(words)
            visit.statement.take(from: span.start, to: span.end)
        }
    }

    /// Adds what an agent says although no model call of it has words.
    private mutating func addWords(_ happening: Happening) {
        guard let words = agents.ownWords[happening.span], let index = visit(happening) else { return }
        let (span, fact) = (tree.spans[happening.span], agents.facts[happening.span])
        var input = SpanDialects.messages { $0.input(of: span) }
        // An input without roles is data of the framework, not what a model was given.
        if input.allSatisfy({ $0.role == nil }) { input = [] }
        let prompts = input.isEmpty ? nil : prompts(of: input)
        let countsUsage = !hasCalls(happening.span)
        let unanswered = fact.output.calls.filter {
            recipient(tool: $0.name, arguments: $0.arguments) == nil && $0.name != SpanFacts.finalAnswer
        }
        visits.update(index) { visit in
            visit.statement.add(words)
            visit.statement.input = visit.statement.input ?? prompts
            if visit.prompt == nil { visit.prompt = input.first(.instructions) }
            if visit.statement.latency == nil { visit.statement.latency = span.milliseconds }
            // The span of an agent lasts as long as those that the agent asked, too.
            if visit.statement.ended == nil { visit.statement.take(from: span.start, to: span.end) }
            // Usage of an agent counts where no model call of it was recorded.
            if visit.statement.usage == nil, countsUsage {
                visit.statement.add(SpanDialects.first { $0.usage(of: span) })
                visit.statement.model = visit.statement.model ?? SpanDialects.first { $0.model(of: span) }
            }
            for call in unanswered where !visit.tools.contains(where: { $0.call.name == call.name }) {
                visit.tools.append(.init(id: call.id, call: ToolCall(name: call.name, arguments: call.arguments)))
            }
        }
    }

    /// Whom a call addresses instead of using a tool; `nil` for a tool, empty when the call does not tell.
    private func recipient(tool: String, arguments: String) -> String? {
        Handoff(tool: tool, arguments: arguments).map { $0.target ?? "" } ?? agents.agentOfToolName[tool]
    }

    private func hasCalls(_ index: Int) -> Bool {
        var stack = tree.children[index]
        while let child = stack.popLast() {
            if agents.facts[child].role == .modelCall { return true }
            stack += tree.children[child]
        }
        return false
    }

    private mutating func prompts(of messages: [SpanMessage]) -> [PromptMessage] {
        messages.map { message in
            var prompt = message.prompt
            if let kept = texts[prompt.content] {
                prompt.content = kept
            } else {
                texts[prompt.content] = prompt.content
            }
            return prompt
        }
    }

    /// The number of the step of the whole graph in which a span ran; inside a subgraph the numbers start anew.
    private func round(of index: Int) -> Int? {
        let all = [index] + Array(tree.ancestors(of: index))
        for span in all {
            // Our own spans tell the turn itself.
            if let turn = tree.spans[span].text("ascribe.turn").flatMap({ Int($0) }) { return turn }
            guard let namespace = agents.facts[span].namespace, !namespace.contains("|") else { continue }
            if let step = agents.facts[span].step { return step }
        }
        return nil
    }

    // MARK: The result

    private func tell(_ run: inout ImportedRun) {
        let list = visits.joined
        let isNumbered = list.allSatisfy { $0.statement.round != nil }
        let isSilent = list.allSatisfy { $0.statement.text.isEmpty && $0.tools.isEmpty }
        for visit in list {
            var statement = visit.statement
            if !isNumbered { statement.round = nil }
            statement.isUnrecorded = isSilent
            run.begin(statement)
            for tool in visit.tools { run.add(tool) }
            if let prompt = visit.prompt { run.setPrompt(prompt, of: statement.agent) }
        }
        if isSilent, !list.isEmpty {
            run.notices.append(
                "no text was recorded, only agents, tokens and times; record again with "
                    + "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=span_only and "
                    + "OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental")
        }
        if list.isEmpty { run.notices.append("no span is a model call, a tool or an agent") }
        if agents.isInferred {
            run.notices.append("some agents are named after their role prompts; the spans name none")
        }
        if let first = failedCalls.first {
            let many = Numeral.count(failedCalls.count, "model call")
            run.notices.append("\(many) failed; the first because of: \(first.prefix(200))")
        }
        let traces = Set(tree.spans.map(\.trace))
        if traces.count > 1 { run.notices.append("joined from \(traces.count) traces") }
    }

    /// The question: what the user first said to a model, else what the whole run was given.
    private var question: String? {
        if let known = collected.question { return known }
        for fact in agents.facts where fact.role == .modelCall {
            if let text = fact.input.first(.person) { return text }
        }
        for span in tree.spans {
            let input = SpanDialects.messages { $0.input(of: span) }
            if let text = input.first(.person) ?? input.first(where: { $0.role == nil })?.content.text { return text }
            if let text = span.text("crewai.task.description", "traceloop.entity.input") { return text }
        }
        return nil
    }
}
