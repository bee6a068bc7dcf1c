/// A minimal change of a prompt: one rule goes, one comes, or both.
public struct RuleEdit: Sendable, Hashable, Codable {
    /// The rule that goes, word for word as the prompt has it; `nil` adds only.
    public var old: String?
    /// The rule that comes, in its place or at the end; `nil` removes only.
    public var new: String?

    /// Makes a change.
    public init(old: String? = nil, new: String? = nil) {
        self.old = old
        self.new = new
    }

    /// The changed text; `nil` when the old rule does not occur in it, or nothing would change.
    public func applied(to text: String) -> String? {
        var edited = text
        if let old, !old.isEmpty {
            guard let place = text.firstRange(of: old) else { return nil }
            edited = String(text[..<place.lowerBound]) + (new ?? "") + String(text[place.upperBound...])
        } else if let new, !new.isEmpty {
            edited = text.isEmpty ? new : text + (text.last?.isWhitespace == true ? "" : " ") + new
        }
        return edited == text ? nil : edited
    }
}
