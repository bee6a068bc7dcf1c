import CreditEngine
import Testing

/// Two texts held against each other within a bound.
@Suite struct TextComparisonTests {
    @Test func shortTextsAreComparedWhole() {
        let compared = TextComparison("one two\nthree", "one 2\nthree", most: 64)
        #expect(compared.isWhole)
        #expect(compared.diff == PromptDiff(from: "one two\nthree", to: "one 2\nthree"))
    }

    @Test func longTextsAreComparedFromTheLineThatDiffers() {
        let head = String(repeating: "the same line of words\n", count: 1_000)
        let compared = TextComparison(
            head + "value 3" + String(repeating: " x", count: 4_000), head + "value 2", most: 1_024)
        #expect(compared.skipped == head.utf8.count)
        #expect(compared.diff.lines.first?.text.hasPrefix("value 3 x x") == true)
        #expect(compared.leftRest == 7 + 8_000 - 1_024 && compared.rightRest == 0)
        #expect(!compared.isWhole)
    }

    @Test(arguments: [0, 100, 5_000, 9_999]) func noByteIsLostOrCut(_ place: Int) {
        // One long line of three-byte characters, so that no line end is near.
        var characters = Array(repeating: Character("值"), count: 10_000)
        let left = String(characters)
        characters[place] = "x"
        let right = String(characters)
        let compared = TextComparison(left, right, most: 600)
        let texts = [PromptDiff.Change.removed, .added].map { side in
            compared.diff.words.filter { $0.change == .same || $0.change == side }.reduce("") { $0 + $1.text }
        }
        #expect(compared.skipped + texts[0].utf8.count + compared.leftRest == left.utf8.count)
        #expect(compared.skipped + texts[1].utf8.count + compared.rightRest == right.utf8.count)
        #expect(compared.skipped % 3 == 0 && !texts[0].contains("\u{FFFD}") && texts[1].contains("x"))
    }

    @Test func equalTextsBeginAtTheirBeginning() {
        let text = String(repeating: "abc ", count: 1_000)
        let compared = TextComparison(text, text, most: 400)
        #expect(compared.skipped == 0 && compared.leftRest == 3_600 && compared.diff.isEmpty)
    }

    @Test func theWorkDoesNotGrowWithTheTexts() {
        let left = String(repeating: "a b c d e f g h\n", count: 400_000)
        let compared = TextComparison(left, "z" + left)
        #expect(compared.diff.words.reduce(0) { $0 + $1.text.utf8.count } <= 2 * TextComparison.most)
    }
}
