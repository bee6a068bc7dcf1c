/// Reads an answer on its way to another program, with the code that reads the answers to our own calls.
package struct AnswerReader: Sendable {
    private var reader: ReplyReader
    /// What came of the answer before its end.
    private var found: Result<AnswerParts, any Error>?

    /// Begins to read.
    ///
    /// - Parameter isStreamType: whether the headers say that a stream comes.
    package init(_ wire: Wire, isStreamType: Bool) {
        reader = ReplyReader(wire.format, isStreamType: isStreamType, lineLimit: .max)
    }

    /// Takes the next piece.
    package mutating func read(_ piece: [UInt8]) {
        guard found == nil else { return }
        do { found = try reader.read(piece).map { .success($0) } } catch { found = .failure(error) }
    }

    /// The answer once no further piece comes; throws why it is none.
    ///
    /// - Parameter key: a key that its server may repeat.
    package mutating func end(hiding key: String?) throws(UnreadAnswer) -> ModelAnswer {
        do {
            guard let parts = try found?.get() ?? reader.end() else { throw UnreadAnswer("an answer that breaks off") }
            return try parts.answer()
        } catch {
            throw UnreadAnswer(error, hiding: key)
        }
    }
}

/// Why an answer that passed by is none, as a noun with its clause.
package struct UnreadAnswer: Error, Equatable, CustomStringConvertible {
    /// What came in its place.
    package let description: String

    private static let quoteLength = 80

    init(_ description: String) { self.description = description }

    init(_ error: any Error, hiding key: String?) {
        switch error {
        case let known as UnreadAnswer: self = known
        case WireFault.problem(let problem):
            let words = problem.message ?? problem.type ?? problem.code ?? ""
            self.init("an error in the place of an answer" + Self.quote(words, hiding: key))
        case WireFault.notUnderstood(let words):
            self.init("an answer that breaks off, or that is not understood" + Self.quote(words, hiding: key))
        default: self.init("an answer that is not understood: \(error)")
        }
    }

    /// The words on one line, behind a colon.
    private static func quote(_ words: String, hiding key: String?) -> String {
        let line = Excerpt.of(words, hiding: key.map { Secret($0) })
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.count > quoteLength else { return line.isEmpty ? "" : ": \(line)" }
        return ": \(line.prefix(quoteLength))…"
    }
}
