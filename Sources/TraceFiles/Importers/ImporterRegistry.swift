/// All formats of other programs that can be opened, and how the one of a file is found.
enum ImporterRegistry {
    /// The importers, in the order in which they are asked.
    static let all: [any TraceImporter.Type] = [
        OTLPSpans.self, OpenAIAgentsSpans.self, LangSmithRuns.self, MLflowTraces.self, PhoenixSpans.self,
        SpanAttributes.self,
        LangfuseTraces.self,
        ClaudeCodeSession.self, QwenCodeSession.self, CopilotSession.self, OpenClawSession.self, CodexRollout.self,
        OpenHandsEvents.self, InspectSamples.self, MiniSWEAgent.self, SWEAgentTrajectory.self, ATIFTrajectory.self,
        AgentOpsTrace.self,
        AutoGenEventLog.self, AutoGenState.self, AutoGenMessages.self, AG2Chat.self, ADKEvents.self,
        PydanticMessages.self, LangGraphHistory.self, LangGraphDebugStream.self, LangGraphUpdates.self,
        LangChainEvents.self, LangChainMessages.self, CrewAILog.self, CrewAIOutput.self, AgnoRun.self,
        StrandsResult.self, SemanticKernelChat.self, LlamaIndexEvents.self, SmolagentsRun.self, ResponsesItems.self,
    ]

    /// The importer of a record's format; `nil` when no importer recognises it.
    static func importer(of record: JSONNode) -> (any TraceImporter.Type)? {
        guard record.kind == .object else { return nil }
        return all.first { $0.recognises(record) }
    }

    /// Where a record of a file that one importer reads belongs.
    ///
    /// Places are told from few fields, so a record that another
    /// format recognises and this one does not is of that format, whatever its fields are called.
    static func place(of record: JSONNode, by importer: any TraceImporter.Type) -> RecordPlace {
        let place = importer.place(of: record)
        switch place {
        case .nothing, .unknown: return place
        case .onlyRun, .runs, .joined:
            guard !importer.recognises(record), let other = Self.importer(of: record) else { return place }
            return .unknown(kind: "record of \(other.name)")
        }
    }
}
