/// A file of spans: its records give spans, and one reader makes a run of them.
protocol SpanFile: TraceImporter {
    init(key: String?)
    /// Identifiers of the traces that make up the run; empty when the file holds one run.
    var traces: Set<String> { get set }
    var collection: SpanCollection { get set }
}

extension SpanFile {
    init(run: String?) { self.init(key: run) }

    mutating func join(_ keys: [String]) { traces.formUnion(keys) }

    /// Whether a trace belongs to the run.
    func holds(_ trace: String) -> Bool { traces.isEmpty || traces.contains(trace) }

    mutating func finish(into run: inout ImportedRun) {
        var reader = SpanRun(collection)
        reader.fill(&run)
    }
}

extension ScoreLabel {
    /// A score as files write it: a number, true or false, or a word that can only mean right or wrong.
    static func value(_ node: JSONNode?) -> Double? {
        guard let node else { return nil }
        return node.double ?? node.bool.map { $0 ? 1 : 0 } ?? node.string.flatMap { Double($0) ?? value($0) }
    }
}
