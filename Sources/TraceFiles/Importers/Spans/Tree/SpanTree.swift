/// The spans of one run with who encloses whom, in the order in which they began.
///
/// A span that appears twice counts as it was last written. Spans whose parents are missing stand at the top, and so does
/// one of every circle.
struct SpanTree {
    /// The spans in order of their starts, the enclosing ones first where several start at once.
    private(set) var spans: [Span]
    /// Positions of the enclosing spans; `nil` at the top.
    private(set) var parents: [Int?]
    private(set) var children: [[Int]]
    private(set) var notices: [String] = []

    init(_ collected: [Span]) {
        var (kept, positions): ([Span], [String: Int]) = ([], [:])
        var repeated = 0
        for span in collected {
            let key = span.trace + "/" + span.id
            if let known = positions[key], !span.id.isEmpty {
                kept[known] = span
                repeated += 1
            } else {
                positions[key] = kept.count
                kept.append(span)
            }
        }
        let order = Self.order(of: kept)
        spans = order.map { kept[$0] }
        var byID: [String: Int] = [:]
        // Identifiers of spans are unique in practice; the trace decides where they are not.
        for (index, span) in spans.enumerated() { byID[span.id] = index }
        for (index, span) in spans.enumerated() { byID[span.trace + "/" + span.id] = index }
        var missing = 0
        parents = spans.map { span in
            guard let parent = span.parent, !parent.isEmpty, parent != span.id else { return nil }
            if let found = byID[span.trace + "/" + parent] ?? byID[parent] { return found }
            missing += 1
            return nil
        }
        children = []
        let circles = breakCircles()
        children = Array(repeating: [], count: spans.count)
        for (index, parent) in parents.enumerated() { if let parent { children[parent].append(index) } }
        if repeated > 0 { notices.append("\(repeated) spans were written twice; the last of each counts") }
        if missing > 0 { notices.append("incomplete: the parents of \(missing) spans are not in the file") }
        if circles > 0 { notices.append("\(circles) spans enclose each other in a circle, which was cut") }
    }

    private static func order(of spans: [Span]) -> [Int] {
        var starts = spans.map(\.start)
        // A span without a time stands where its neighbour in the file does.
        for index in starts.indices where starts[index] == nil && index > 0 { starts[index] = starts[index - 1] }
        return spans.indices.sorted { a, b in
            if let first = starts[a], let second = starts[b], first != second { return first < second }
            if (starts[a] == nil) != (starts[b] == nil) { return starts[a] == nil }
            let (endA, endB) = (spans[a].end ?? 0, spans[b].end ?? 0)
            return endA != endB ? endA > endB : a < b
        }
    }

    private mutating func breakCircles() -> Int {
        var settled = Array(repeating: false, count: spans.count)
        var circles = 0
        for start in spans.indices where !settled[start] {
            var path: [Int] = []
            var onPath: Set<Int> = []
            var at: Int? = start
            while let index = at, !settled[index] {
                if onPath.contains(index) {
                    parents[index] = nil
                    circles += 1
                    break
                }
                onPath.insert(index)
                path.append(index)
                at = parents[index]
            }
            for index in path { settled[index] = true }
        }
        return circles
    }

    /// The enclosing spans of a span, the nearest first.
    func ancestors(of index: Int) -> some Sequence<Int> {
        sequence(state: parents[index]) { [parents] at in
            defer { at = at.flatMap { parents[$0] } }
            return at
        }
    }

    /// Positions so that every span comes after all that it encloses.
    var innermostFirst: [Int] {
        var result: [Int] = []
        var stack = Array(spans.indices.filter { parents[$0] == nil }.reversed())
        while let index = stack.popLast() {
            result.append(index)
            stack += children[index]
        }
        return result.reversed()
    }
}
