import CreditEngine
import ProgramTape

/// Puts an approved prompt into the text of one file of a program.
enum PromptPlacement {
    /// The file's text with the approved prompt in it; `nil` when the prompt is not there.
    ///
    /// A file that is the prompt, white space around it aside, takes the approved text; one that is its template takes what
    /// was changed. In source text the prompt is replaced where it stands once, as one piece.
    static func text(
        _ text: String, with approved: String, for known: String, isSource: Bool
    ) -> (text: String, reason: String?)? {
        let (own, old, new) = (trimmed(text), trimmed(known), trimmed(approved))
        guard !old.isEmpty else { return nil }
        if own == old, let place = text.firstRange(of: own) { return (text.replacingCharacters(place, new), nil) }
        if isSource { return piece(in: text, String(old), String(new)) }
        // A text that has the whole prompt in it is something else: a recording, a page about it.
        guard !own.contains(old), PromptMerge.areAlike(String(own), String(old)), let place = text.firstRange(of: own)
        else { return nil }
        do {
            let merged = try PromptMerge.merged(String(own), known: String(old), revised: String(new))
            return merged == own ? nil : (text.replacingCharacters(place, merged[...]), nil)
        } catch {
            return (text, "\(error)")
        }
    }

    private static func piece(in text: String, _ old: String, _ new: String) -> (text: String, reason: String?)? {
        let places = text.ranges(of: old)
        guard let place = places.first else { return nil }
        guard places.count == 1 else { return (text, "the prompt stands there \(places.count) times") }
        // Characters that may mean something else inside a literal.
        let special: Set<Character> = ["\"", "'", "`", "\\", "{", "}", "$", "\n"]
        let added = special.filter { character in
            new.count { $0 == character } > old.count { $0 == character }
        }
        guard added.isEmpty else {
            return (text, "the revision adds characters that a literal may have to escape")
        }
        return (text.replacingCharacters(place, new[...]), nil)
    }

    private static func trimmed(_ text: String) -> Substring {
        let start = text[...].drop { $0.isWhitespace }
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<String.Index>, _ text: Substring) -> String {
        String(self[..<range.lowerBound]) + text + self[range.upperBound...]
    }
}
