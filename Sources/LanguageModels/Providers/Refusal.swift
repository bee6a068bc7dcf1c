import CreditEngine
internal import Foundation

/// What a server's complaint about a request means for the request.
struct Refusal: Sendable, Equatable {
    /// The parameter that it names.
    let parameter: String
    /// What to do without it; `nil` when a person must decide.
    let lesson: RefusedParameters.Lesson?

    /// Reads a complaint; `nil` when it names no parameter that was sent.
    ///
    /// Only what the program sends of its own accord is left out, and only where the server says that it does not take the
    /// parameter at all, or only one value of it. A limit is never left out: it goes by the protocol's other name.
    ///
    /// - Parameters:
    ///   - problem: the body of a status 400 or 422.
    ///   - body: what was sent.
    ///   - shape: what the team file says of requests.
    ///   - limitKeys: the protocol's names for the limit.
    init?(_ problem: ServerProblem, of body: [String: CanonicalJSON], shape: RequestShape, limitKeys: [String]) {
        let words = (problem.message ?? "").lowercased()
        let isForbidden = Self.isForbidden(problem, words)
        let named = problem.parameters.filter { body[$0] != nil && !Self.content.contains($0) }
        let mentioned = isForbidden ? Self.mentioned(in: words, of: body.keys.sorted()) : []
        guard let parameter = named.first ?? mentioned.first else { return nil }
        self.parameter = parameter
        let isOwn = shape.members[parameter] == nil
        if limitKeys.contains(parameter) {
            // The size of a limit is the person's to change; so is what asks for too much beside a long prompt.
            guard isForbidden else { return nil }
            let other = limitKeys.first { $0 != parameter && body[$0] == nil && shape.members[$0] == nil }
            lesson = isOwn ? other.map { .rename(parameter, $0) } : nil
        } else {
            lesson = isForbidden && isOwn && Self.optional.contains(parameter) ? .omit(parameter) : nil
        }
    }

    /// What is asked, which no parameter is.
    private static let content: Set = ["messages", "input", "system", "model"]
    /// What the program sends and can do without.
    private static let optional: Set = [
        "temperature", "top_p", "seed", "stream", "stream_options", "store", "response_format", "text",
    ]

    private static func isForbidden(_ problem: ServerProblem, _ words: String) -> Bool {
        let kinds = [
            "unsupported_parameter", "unsupported_value", "unknown_parameter", "unknown_field", "extra_forbidden",
            "unrecognized_request_argument",
        ]
        if [problem.code, problem.type].contains(where: { $0.map { kinds.contains($0.lowercased()) } ?? false }) {
            return true
        }
        guard !otherFaults.contains(where: { words.contains($0) }) else { return false }
        return
            (ServerProblem.unsupported + [
                "not permitted", "not allowed", "unrecognized", "unknown", "unexpected",
                "extra inputs", "deprecated", "only the default", "cannot both be specified", "cannot find field",
                "not available", "no longer", "forbidden", "must be one of", "must be 'json_schema'",
            ]).contains { words.contains($0) }
    }

    /// Words for what is not the parameter itself: a value out of range, the length of a prompt, a model.
    private static let otherFaults = [
        "must be between", "must be in", "out of range", "at most", "at least", "less than", "greater than",
        "too large", "too small", "exceeds", "context length", "does not exist",
    ]

    /// The keys that stand in a sentence as words of their own, the first one first; none when the sentence is about
    /// something else.
    private static func mentioned(in sentence: String, of keys: [String]) -> [String] {
        if let subject = subject(of: sentence), !keys.contains(subject) { return [] }
        let words = sentence.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        return words.filter { keys.contains($0) && !content.contains($0) }
    }

    /// What a sentence says that it is about, in quotes: `user` in `Unknown parameter: 'user'`.
    private static func subject(of sentence: String) -> String? {
        let marks = CharacterSet(charactersIn: ":,;.()")
        let words = sentence.split(whereSeparator: \.isWhitespace).map { $0.trimmingCharacters(in: marks) }
        for (noun, word) in zip(words, words.dropFirst()) where nouns.contains(noun) {
            guard word.count > 2, let quote = word.first, "'\"`".contains(quote), word.last == quote else { continue }
            return ServerProblem.outermost(String(word.dropFirst().dropLast()))
        }
        return nil
    }

    private static let nouns: Set = ["parameter", "argument", "field", "key", "name", "property", "model"]
}
