import Testing

@testable import CreditEngine

/// Cues in the languages that have a table.
struct CueWordsTests {
    private func signs(_ text: String) -> [Cue] {
        Reading(TraceSketch.trace([("a", text)])).messages[0].signs.map(\.cue)
    }

    @Test(arguments: [
        ("Die Antwort lautet 42.", Cue.answer), ("Ich kann nicht auf die Datei zugreifen.", .inability),
        ("Diese Summe stimmt nicht.", .objection), ("Angenommen, es sind zwölf.", .assumption),
        ("La réponse est 42.", .answer), ("Je n’ai pas trouvé cette page.", .inability),
        ("Ce total est faux.", .objection), ("Supposons que ce soit vrai.", .assumption),
        ("La respuesta es 42.", .answer), ("No puedo abrir el archivo.", .inability),
        ("Ese total no coincide.", .objection), ("Suponiendo que sea así.", .assumption),
        ("所以答案是42。", .answer), ("我无法打开这个网页。", .inability), ("这个总数不正确。", .objection), ("假设有十二个。", .assumption),
        ("答えは42です。", .answer), ("そのファイルは開くことができません。", .inability), ("その合計は正しくありません。", .objection),
        ("仮に十二個とします。", .assumption), ("ÜBERPRÜFT: DIE SUMME IST FALSCH", .objection),
    ])
    func found(text: String, cue: Cue) { #expect(signs(text).contains(cue), "\(text)") }

    @Test(arguments: [
        "Keine Fehler, kein Widerspruch.", "ohne Fehler oder Abweichung", "Aucune erreur.", "sans erreur ni échec",
        "Sin errores.", "没有错误。", "未发现异常。", "エラーはありません。", "矛盾なし", "errors: 0", "no errors or failures",
        "Error = none",
    ])
    func negated(text: String) { #expect(signs(text).isEmpty, "\(text)") }

    @Test(arguments: ["没有人知道，但是结果有错误。", "これはない。エラーが出た。", "No. It failed.", "not now: an error"])
    func otherClausesDoNotNegate(text: String) { #expect(!signs(text).isEmpty, "\(text)") }

    @Test func everyPhraseIsFoundByItself() {
        for table in CueWords.all {
            for (cue, phrases) in table.phrases {
                for phrase in phrases { #expect(signs("so: " + phrase).contains(cue), "\(phrase)") }
            }
        }
    }

    @Test("The answer ends with its sentence") func answers() throws {
        let one = Reading(TraceSketch.trace([("a", "答案是４２。然后结束"), ("b", "the answer is 42. Then")]))
        #expect(one.messages[0].answer?.hash == one.messages[1].answer?.hash)
    }
}
