/// Which keys of a foreign file name the same run.
struct RunJoins: Sendable {
    private var parents: [String: String] = [:]
    private var members: [String: [String]] = [:]
    /// The last part of every conversation.
    private var threads: [String: (key: String, start: Int, end: Int)] = [:]

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
