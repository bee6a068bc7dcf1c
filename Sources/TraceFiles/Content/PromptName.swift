/// The name that a role prompt gives to whom it is written for: `You are editor, you …` names the editor.
///
/// Used where a file has no names; what is found is an inference and is said to be one.
enum PromptName {
    /// The name; `nil` when the prompt gives none, or describes (`You are an expert assistant`).
    static func inferred(from prompt: String) -> String? {
        var rest = Substring(prompt)
        while let range = rest.firstRange(of: "ou are ") {
            defer { rest = rest[range.upperBound...] }
            let isWhole = range.lowerBound > rest.startIndex
            guard isWhole, ["Y", "y"].contains(rest[rest.index(before: range.lowerBound)]) else { continue }
            if let name = name(at: rest[range.upperBound...]) { return name }
        }
        return nil
    }

    private static func name(at text: Substring) -> String? {
        let stops: Set<Character> = [",", ".", "\n", ";", ":", "!", "(", "\r"]
        let clause = text.prefix(60).prefix { !stops.contains($0) }
        guard clause.endIndex < text.endIndex || clause.count == text.count else { return nil }
        var words = clause.split(separator: " ").map { $0.trimming(["\"", "'", "*", "`"]) }
        if let first = words.first?.lowercased(), first == "the" { words.removeFirst() }
        if words.last?.lowercased() == "agent", words.count > 1 { words.removeLast() }
        guard let first = words.first, words.count <= 2, !Self.described.contains(first.lowercased()) else {
            return nil
        }
        return words.joined(separator: " ")
    }

    private static let described: Set<String> = [
        "a", "an", "now", "not", "allowed", "given", "going", "in", "one", "responsible", "part", "working", "here",
        "asked", "required", "expected", "able", "free", "very", "also", "only", "being", "using", "provided", "called",
        "done", "sure", "unsure", "ready", "finished",
    ]
}

extension Substring {
    fileprivate func trimming(_ characters: Set<Character>) -> String {
        var text = self
        while let first = text.first, characters.contains(first) { text.removeFirst() }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return String(text)
    }
}
