/// What a critic answered, checked against the shape it was asked for.
///
/// Keys that nobody asked for are ignored: a reply that says `"approved": true` approves nothing.
struct CritiqueReply: Sendable, Equatable {
    let weakness: String
    let quotes: [String]
    let edit: RuleEdit
    let confidence: Double?

    /// The most bytes of a reply.
    static let limit = 65_536
    /// The most quotes; more are a sign of a copied transcript.
    static let quoteLimit = 20
    /// The most bytes of one field.
    static let fieldLimit = 8_192

    /// Reads a reply; throws `CritiqueError`.
    init(_ text: String) throws {
        let reply = try JSONReply(text, limit: Self.limit)
        weakness = try reply.text("weakness", limit: Self.fieldLimit)?.trimmed ?? ""
        guard !weakness.isEmpty else { throw CritiqueError.noWeakness }
        quotes = try reply.texts("quotes", limit: Self.quoteLimit).filter { !$0.trimmed.isEmpty }
        confidence = try reply.number("confidence", in: 0...1)
        let change = try reply.object("edit")
        edit = RuleEdit(
            old: try change.text("old", limit: Self.fieldLimit).flatMap { $0.isEmpty ? nil : $0 },
            new: try change.text("new", limit: Self.fieldLimit).flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed })
        guard edit.old != nil || edit.new != nil else {
            throw CritiqueError.wrongShape(field: "edit", expected: "an old or a new rule")
        }
        if let new = edit.new, !new.isPlain { throw CritiqueError.unprintable(field: "edit.new") }
    }
}

extension String {
    /// The text without white space at both ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// Whether a person who reads it sees everything that a model reads: nothing in it would have to be made visible.
    var isPlain: Bool {
        let spaced = String(map { $0 == "\t" ? " " : $0 })
        return VisibleText.escape(spaced, layout: .block) == spaced
    }
}
