import CreditEngine
import ProgramTape

/// Puts an approved prompt into the text of one file of a program.
enum PromptPlacement {
    /// The file's text with the approved prompt in it; `nil` when the prompt is not there.
    ///
    /// A file that is the prompt, white space around it aside, takes the approved text; one that is its template takes what
    /// was changed. In source text the prompt is changed where its words stand once, in one literal or several.
    static func text(
        _ text: String, with approved: String, for known: String, in path: String
    ) -> (text: String, reason: String?)? {
        let (own, old, new) = (trimmed(text), trimmed(known), trimmed(approved))
        guard !old.isEmpty else { return nil }
        if own == old, let place = text.firstRange(of: own) { return (text.replacingCharacters(place, new), nil) }
        if ProgramFolder.isSource(path) {
            return literal(
                in: text, String(old), String(new), isYAML: ["yaml", "yml"].contains(ProgramFolder.ending(of: path)))
        }
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

    private static func literal(
        in text: String, _ old: String, _ new: String, isYAML: Bool
    ) -> (text: String, reason: String?)? {
        let found = PromptLiteral.all(of: old, in: text)
        guard let literal = found.first else { return nil }
        guard found.count == 1 else { return (text, "the prompt stands there \(found.count) times") }
        do {
            return (try literal.text(with: new, isYAML: isYAML), nil)
        } catch {
            return (text, error.reason)
        }
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
