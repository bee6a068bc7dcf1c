/// Which keys of a foreign file name the same run.
struct RunJoins: Sendable {
    private var parents: [String: String] = [:]
    private var members: [String: [String]] = [:]
    /// The last part of every conversation.
    private var threads: [String: (key: String, start: Int, end: Int)] = [:]

    /// Nothing is known yet.
    init() {}

    /// Reads what `write` wrote.
    init(_ reader: inout PackedReader) throws {
        parents = Dictionary(
            try reader.list { (try $0.text(), try $0.text()) }, uniquingKeysWith: { first, _ in first })
        members = Dictionary(
            try reader.list { (try $0.text(), try $0.list { try $0.text() }) }, uniquingKeysWith: { first, _ in first })
        threads = Dictionary(
            try reader.list {
                (try $0.text(), (key: try $0.text(), start: try $0.number(), end: try $0.number()))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Writes all that is known.
    func write(to writer: inout PackedWriter) {
        writer.write(parents) { writer, parent in
            writer.write(parent.key)
            writer.write(parent.value)
        }
        writer.write(members) { writer, member in
            writer.write(member.key)
            writer.write(member.value) { $0.write($1) }
        }
        writer.write(threads) { writer, thread in
            writer.write(thread.key)
            writer.write(thread.value.key)
            writer.write(thread.value.start)
            writer.write(thread.value.end)
        }
    }

    /// Learns from the parts of one block of the file.
    mutating func learn(from parts: [RunParts.Part]) {
        for part in parts { for other in part.keys.dropFirst() { join(part.keys[0], other) } }
        let timed = parts.compactMap { part in part.thread.map { (key: part.keys[0], thread: $0) } }
        for (key, thread) in timed.sorted(by: { $0.thread.start < $1.thread.start }) {
            if let last = threads[thread.id], thread.start >= last.start, thread.start - last.end <= RunParts.pause {
                join(last.key, key)
            }
            threads[thread.id] = (key, thread.start, max(thread.end, threads[thread.id]?.end ?? 0))
        }
    }

    /// All keys of the run that this one is of.
    func keys(of key: String) -> [String] { members[representative(of: key)] ?? [key] }

    private func representative(of key: String) -> String {
        var at = key
        while let parent = parents[at] { at = parent }
        return at
    }

    private mutating func join(_ a: String, _ b: String) {
        let (first, second) = (representative(of: a), representative(of: b))
        guard first != second else { return }
        let (large, small) = keys(of: first).count >= keys(of: second).count ? (first, second) : (second, first)
        members[large] = keys(of: large) + keys(of: small)
        members[small] = nil
        parents[small] = large
    }
}
