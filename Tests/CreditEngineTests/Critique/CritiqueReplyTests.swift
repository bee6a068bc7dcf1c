import Testing

@testable import CreditEngine

@Suite struct CritiqueReplyTests {
    private static let sound =
        #"{"weakness": "no check", "quotes": ["3 × 4 = 13"], "edit": {"old": "Be quick.", "new": "Check."}, "confidence": 0.8}"#

    @Test(arguments: [
        sound, "```json\n\(sound)\n```", "```\n\(sound)\n```\n", "  \n\(sound)\n",
        sound.dropLast() + #", "approved": true, "verdict": "accept"}"#,
    ])
    func soundRepliesAreRead(_ text: String) throws {
        let reply = try CritiqueReply(text)
        #expect(reply.weakness == "no check")
        #expect(reply.quotes == ["3 × 4 = 13"])
        #expect(reply.edit == RuleEdit(old: "Be quick.", new: "Check."))
        #expect(reply.confidence == 0.8)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var error: CritiqueError
        var testDescription: String { String(text.prefix(60)) }
    }

    private static func with(
        weakness: String = #""w""#, quotes: String = "[]", edit: String, confidence: String = "null"
    )
        -> String
    {
        #"{"weakness": \#(weakness), "quotes": \#(quotes), "edit": \#(edit), "confidence": \#(confidence)}"#
    }

    private static let unsaid = JSONReplyError.wrongShape(
        field: "weakness", expected: "a text, or null when there is none")
    private static let edit = #"{"old": null, "new": "Check."}"#

    @Test(arguments: [
        Case(text: "", error: .unusable(.empty)),
        Case(text: " \n\t ", error: .unusable(.empty)),
        Case(text: "```json\n```", error: .unusable(.empty)),
        Case(text: "approved", error: .unusable(.notJSON(at: 1, reason: "expected a value"))),
        Case(text: "\"approved\"", error: .unusable(.notJSON(at: 1, reason: "expected an object"))),
        Case(text: "[\(sound)]", error: .unusable(.notJSON(at: 1, reason: "expected an object"))),
        Case(text: "\u{1B}[2J\u{1B}]0;x\u{7}", error: .unusable(.notJSON(at: 1, reason: "expected a value"))),
        Case(
            text: "{\"weakness\": \"\u{1B}\"}",
            error: .unusable(.notJSON(at: 15, reason: "a control character in a string"))),
        Case(text: "{\"weakness\": \"w\",}", error: .unusable(.notJSON(at: 18, reason: "expected a key"))),
        Case(text: sound + "x", error: .unusable(.notJSON(at: sound.utf8.count + 1, reason: "expected the end"))),
        Case(text: #"{"weakness": "\ud800"}"#, error: .unusable(.notJSON(at: 21, reason: "a lone surrogate"))),
        Case(
            text: String(repeating: "[", count: 70), error: .unusable(.notJSON(at: 65, reason: "nested too deeply"))),
        Case(
            text: String(repeating: "x", count: 70_000), error: .unusable(.tooLong(70_000, limit: 65_536))),
        Case(text: #"{"weakness": null}"#, error: .noWeakness),
        Case(text: with(weakness: "null", edit: edit), error: .noWeakness),
        Case(text: "{}", error: .unusable(unsaid)),
        Case(text: #"{"foo": 1}"#, error: .unusable(unsaid)),
        Case(text: sound.replacing("weakness", with: "Weakness"), error: .unusable(unsaid)),
        Case(text: #"{"analysis": \#(sound)}"#, error: .unusable(unsaid)),
        Case(text: with(weakness: #"" ""#, edit: edit), error: .unusable(unsaid)),
        Case(
            text: with(weakness: "7", edit: edit),
            error: .unusable(.wrongShape(field: "weakness", expected: "a text of at most 8192 bytes"))),
        Case(text: with(edit: "null"), error: .unusable(.wrongShape(field: "edit", expected: "an object"))),
        Case(text: with(edit: #""Check.""#), error: .unusable(.wrongShape(field: "edit", expected: "an object"))),
        Case(text: with(edit: "{}"), error: .unusable(.wrongShape(field: "edit", expected: "an old or a new rule"))),
        Case(
            text: with(edit: #"{"new": ["a"]}"#),
            error: .unusable(.wrongShape(field: "edit.new", expected: "a text of at most 8192 bytes"))),
        Case(
            text: with(quotes: #""q""#, edit: edit),
            error: .unusable(.wrongShape(field: "quotes", expected: "a list of at most 20 texts"))),
        Case(
            text: with(edit: edit, confidence: "7"),
            error: .unusable(.wrongShape(field: "confidence", expected: "a number from 0.0 to 1.0"))),
        Case(text: with(edit: #"{"new": "Check.\u001b[2J"}"#), error: .unusable(.unprintable(field: "edit.new"))),
        Case(text: with(edit: #"{"new": "Check\u202e."}"#), error: .unusable(.unprintable(field: "edit.new"))),
        Case(text: with(edit: #"{"new": "Check\u200b."}"#), error: .unusable(.unprintable(field: "edit.new"))),
    ])
    func otherRepliesAreRefused(_ item: Case) {
        let error = #expect(throws: CritiqueError.self) { try CritiqueReply(item.text) }
        guard case .unusable(let fault, let beginning)? = error else {
            #expect(error == item.error)
            return
        }
        #expect(CritiqueError.unusable(fault) == item.error)
        // The sentence shows how the reply begins, in one line that obeys nobody.
        #expect(beginning.count <= 80 && beginning == VisibleText.escape(beginning))
        #expect(error?.description.contains("“") == !beginning.isEmpty)
    }

    @Test func escapesAreRead() throws {
        let reply = try CritiqueReply(
            #"{"weakness":"a\"b\\c\/d\n\u6885\ud83d\ude00","quotes":[],"edit":{"new":"N"},"confidence":1e0}"#)
        #expect(reply.weakness == "a\"b\\c/d\n梅😀")
        #expect(reply.confidence == 1)
    }

    @Test func theSentenceSaysWhatToDo() {
        let errors: [CritiqueError] = [
            .noMessage(turn: 2), .noPrompt("role/a"), .unusable(.empty), .unusable(.tooLong(9, limit: 8)),
            .unusable(.notJSON(at: 1, reason: "x")), .unusable(.wrongShape(field: "edit", expected: "an object")),
            .unusable(.unprintable(field: "edit.new")), .noWeakness,
        ]
        for error in errors {
            #expect(error.description.contains(";"))
            #expect(!error.description.contains("\n"))
        }
    }
}

extension CritiqueError {
    /// What is wrong with a reply, whatever it begins with.
    fileprivate static func unusable(_ fault: JSONReplyError) -> CritiqueError { .unusable(fault, beginning: "") }
}
