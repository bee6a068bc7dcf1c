import Testing

@testable import UseCases

/// What stands in the way of any work is said before it begins.
struct StartRefusalTests {
    private func sentence(_ words: String...) -> String? {
        CommandWords(words.map { Array($0.utf8) }).refusal?.sentence
    }

    @Test func wordsThatAreNotUTF8AreShownByteForByte() throws {
        let refusal = try #require(CommandWords([Array("--out".utf8), [0x61, 0xFF, 0xFE]]).refusal)
        #expect(refusal.status == 64 && refusal.sentence.contains("'a<FF><FE>' is not UTF-8"), "\(refusal)")
        #expect(sentence("--out", "\u{FFFD}") == nil)
    }

    @Test func emptyWordsAreNamedByWhatStandsBefore() {
        #expect(sentence("export", "")?.contains("the word after 'export' is empty") == true)
        #expect(sentence("sample", "--out", "")?.contains("the word after '--out' is empty") == true)
        #expect(sentence("sample", "--out=")?.contains("nothing stands after '--out='") == true)
        #expect(sentence("")?.contains("the word after 'ascribe' is empty") == true)
    }

    @Test func whatMayBeEmptyMay() {
        #expect(sentence("view", "--keys", "", "a") == nil && sentence("view", "--keys=") == nil)
        #expect(sentence("record", "--", "sh", "-c", "") == nil)
        #expect(sentence("---completion", "swap", "--", "ascribe", "") == nil)
        #expect(sentence("view", "--map", "a=b=") == nil)
    }

    @Test func fewFilesAndThreadsAreSaid() {
        #expect(StartRefusal.files(atHand: 1)?.sentence.contains("only 1 more files may be open") == true)
        #expect(StartRefusal.files(atHand: 64) == nil)
        #expect(StartRefusal.threads(atHand: 2, of: 6)?.sentence.contains("only 2 of the 6 threads") == true)
        #expect(StartRefusal.threads(atHand: 6, of: 6) == nil)
    }
}
