/// Puts a revision of a known prompt into the prompt that a program sends, which may differ from the known one where the
/// program fills in a template.
public enum PromptMerge {
    /// A part of the revision has no place in the program's prompt.
    public struct Unplaced: Error, Equatable, CustomStringConvertible {
        /// The known words that the revision changes and the program's prompt does not have.
        public var words: String

        /// One clause.
        public var description: String {
            "the revision changes “\(words.prefix(60))”, which is not in the prompt that the program sends"
        }
    }

    /// The program's prompt with what differs between the known prompt and its revision.
    ///
    /// Throws `Unplaced` when changed words of the known prompt are not in the program's prompt: a revision that would be
    /// tried in part has no result.
    public static func merged(_ sent: String, known: String, revised: String) throws -> String {
        guard revised != known else { return sent }
        if sent == known { return revised }
        let (base, wanted, actual) = (PromptWords(known), PromptWords(revised), PromptWords(sent))
        let placeInActual = base.places(in: actual)
        let placeInWanted = base.places(in: wanted)
        var result: [String] = []
        var copied = 0
        var at = 0
        var wantedAt = 0
        while at < base.pieces.count || wantedAt < wanted.pieces.count {
            if at < base.pieces.count, let place = placeInWanted[at], place == wantedAt {
                at += 1
                wantedAt += 1
                continue
            }
            let start = at
            while at < base.pieces.count, placeInWanted[at] == nil { at += 1 }
            let wantedEnd = at < base.pieces.count ? placeInWanted[at] ?? wanted.pieces.count : wanted.pieces.count
            let replaced = try span(of: start..<at, base, placeInActual, actual.pieces.count)
            guard replaced.lowerBound >= copied else {
                throw Unplaced(words: base.pieces[start..<at].joined())
            }
            result += actual.pieces[copied..<replaced.lowerBound]
            var added = Array(wanted.pieces[wantedAt..<wantedEnd])
            if replaced.isEmpty, let last = result.last, last.last?.isWhitespace == false,
                added.first?.first?.isWhitespace == false
            {
                added.insert("\n", at: 0)
            }
            result += added
            copied = replaced.upperBound
            wantedAt = wantedEnd
        }
        return (result + actual.pieces[copied...]).joined()
    }

    /// Whether two prompts are of one agent, as a template and what it is filled in with are: alike, with the same name.
    public static func areAlike(_ one: String, _ other: String) -> Bool {
        AgentNames.name(in: one) == AgentNames.name(in: other)
            && PromptWords(one).likeness(to: PromptWords(other)) > AgentNames.likeness
    }

    /// Where pieces of the known prompt stand in the program's; for an insertion the place before the next known piece.
    private static func span(
        of range: Range<Int>, _ base: PromptWords, _ places: [Int?], _ count: Int
    ) throws -> Range<Int> {
        guard !range.isEmpty else {
            if range.lowerBound > 0, let before = places[range.lowerBound - 1] { return before + 1..<before + 1 }
            let next = places[range.lowerBound...].lazy.compactMap { $0 }.first ?? count
            return next..<next
        }
        let found = range.compactMap { places[$0] }
        let words = range.filter { base.pieces[$0].first?.isWhitespace == false }
        guard let first = found.first, let last = found.last, words.allSatisfy({ places[$0] != nil }) else {
            throw Unplaced(words: base.pieces[range].joined())
        }
        return first..<last + 1
    }
}
