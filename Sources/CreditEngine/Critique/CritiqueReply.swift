/// What a critic answered, checked against the shape it was asked for.
///
/// Keys that nobody asked for are ignored: a reply that says `"approved": true` approves nothing. That there is no weakness
/// has to be said; a reply without the key has another shape.
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
        do {
            self = try Self.read(JSONReply(text, limit: Self.limit))
        } catch let fault as JSONReplyError {
            throw CritiqueError.unusable(fault, beginning: Self.beginning(of: text))
        }
    }

    /// The beginning of a reply in one line, for the sentence that says why it cannot be used.
    private static func beginning(of text: String) -> String {
        let head = text.prefix(400).split { $0.isWhitespace }.joined(separator: " ")
        let shown = VisibleText.escape(head)
        return shown.count > 80 ? shown.prefix(79) + "…" : shown
    }

    private init(weakness: String, quotes: [String], edit: RuleEdit, confidence: Double?) {
        self.weakness = weakness
        self.quotes = quotes
        self.edit = edit
        self.confidence = confidence
    }

    private static func read(_ reply: JSONReply) throws -> CritiqueReply {
        if reply.isNull("weakness") { throw CritiqueError.noWeakness }
        let weakness = try reply.text("weakness", limit: fieldLimit)?.trimmed ?? ""
        guard !weakness.isEmpty else {
            throw JSONReplyError.wrongShape(field: "weakness", expected: "a text, or null when there is none")
        }
        let quotes = try reply.texts("quotes", limit: quoteLimit).filter { !$0.trimmed.isEmpty }
        let confidence = try reply.number("confidence", in: 0...1)
        let change = try reply.object("edit")
        let edit = RuleEdit(
            old: try change.text("old", limit: fieldLimit).flatMap { $0.isEmpty ? nil : $0 },
            new: try change.text("new", limit: fieldLimit).flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed })
        guard edit.old != nil || edit.new != nil else {
            throw JSONReplyError.wrongShape(field: "edit", expected: "an old or a new rule")
        }
        if let new = edit.new, !new.isPlain { throw JSONReplyError.unprintable(field: "edit.new") }
        return CritiqueReply(weakness: weakness, quotes: quotes, edit: edit, confidence: confidence)
    }
}
