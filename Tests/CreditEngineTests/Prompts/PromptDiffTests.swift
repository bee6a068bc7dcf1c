import CreditEngine
import Testing

@Suite struct PromptDiffTests {
    /// Lines as `review show` prints them, changed words in brackets.
    private func shown(_ diff: PromptDiff) -> [String] {
        diff.lines.map { line in
            let sign = line.change == .same ? " " : line.change == .removed ? "-" : "+"
            return sign + line.pieces.map { $0.change == .same ? $0.text : "[\($0.text)]" }.joined()
        }
    }

    private func words(_ diff: PromptDiff) -> String {
        diff.words.map { piece in
            switch piece.change {
            case .same: piece.text
            case .removed: "[-\(piece.text)-]"
            case .added: "{+\(piece.text)+}"
            }
        }.joined()
    }

    @Test(arguments: [
        ("a\nb\nc", "a\nb\nc", [" a", " b", " c"]),
        ("a\nb\nc", "a\nc", [" a", "-[b]", " c"]),
        ("a\nc", "a\nb\nc", [" a", "+[b]", " c"]),
        ("", "a", ["+[a]"]),
        ("Be quick.", "Be careful.", ["-Be [quick].", "+Be [careful]."]),
        ("x\nBe quick now.\ny", "x\nBe careful now.\ny", [" x", "-Be [quick] now.", "+Be [careful] now.", " y"]),
        ("a\r\nb", "a\nb", ["-a[\r]", "+a", " b"]),
        ("検算せよ。", "二度検算せよ。", ["-検算せよ。", "+[二度]検算せよ。"]),
    ])
    func lines(_ old: String, _ new: String, _ expected: [String]) {
        #expect(shown(PromptDiff(from: old, to: new)) == expected)
    }

    @Test(arguments: [
        ("Solve it.", "Solve it. Verify.", "Solve it.{+ Verify.+}"),
        ("Work out it fast, now.", "Work out it with care, now.", "Work out it [-fast-]{+with care+}, now."),
        ("one two three", "four five six", "[-one two three-]{+four five six+}"),
        ("don't", "don’t", "[-don't-]{+don’t+}"),
        ("e\u{301}", "\u{E9}", "[-e\u{301}-]{+\u{E9}+}"),
        ("same", "same", "same"),
    ])
    func words(_ old: String, _ new: String, _ expected: String) {
        #expect(words(PromptDiff(from: old, to: new)).utf8.elementsEqual(expected.utf8))
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func bothTextsCanBeReadOffTheDiff(_ seed: UInt64) {
        let random = KeyedRandom(seed: seed)
        func text(_ name: String) -> String {
            let pieces = ["a", "b", " ", "\n", "c d", "。", "é", "e\u{301}", "\r\n", "ab"]
            return (0..<random.integer("\(name) length", in: 0..<40)).map {
                pieces[random.integer("\(name) \($0)", in: 0..<pieces.count)]
            }.joined()
        }
        let (old, new) = (text("old"), text("new"))
        let diff = PromptDiff(from: old, to: new)
        func read(_ side: PromptDiff.Change) -> [String] {
            let words = diff.words.filter { $0.change == .same || $0.change == side }.map(\.text).joined()
            let lines = diff.lines.filter { $0.change == .same || $0.change == side }.map(\.text)
            return [words, lines.joined(separator: "\n")]
        }
        for side in read(.removed) { #expect(side.utf8.elementsEqual(old.utf8)) }
        for side in read(.added) { #expect(side.utf8.elementsEqual(new.utf8)) }
        #expect(diff.isEmpty == old.utf8.elementsEqual(new.utf8))
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func noShorterEditExists(_ seed: UInt64) {
        let random = KeyedRandom(seed: seed)
        func lines(_ name: String) -> [String] {
            (0..<random.integer("\(name) length", in: 0..<12)).map { "\(random.integer("\(name) \($0)", in: 0..<4))" }
        }
        let (old, new) = (lines("old"), lines("new"))
        var table = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
        for i in old.indices {
            for j in new.indices {
                table[i + 1][j + 1] = old[i] == new[j] ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j])
            }
        }
        guard !old.isEmpty, !new.isEmpty else { return }
        let diff = PromptDiff(from: old.joined(separator: "\n"), to: new.joined(separator: "\n"))
        #expect(diff.lines.count { $0.change == .same } == table[old.count][new.count])
    }

    @Test func longTextsWithLittleInCommonAreReplacedAsAWhole() {
        let old = "head\n" + (0..<30_000).map { "old \($0)" }.joined(separator: "\n") + "\ntail"
        let new = "head\n" + (0..<30_000).map { "new \($0)" }.joined(separator: "\n") + "\ntail"
        let diff = PromptDiff(from: old, to: new)
        #expect(diff.lines.first == PromptDiff.Line(.same, [.init(.same, "head")]))
        #expect(diff.lines.last == PromptDiff.Line(.same, [.init(.same, "tail")]))
        #expect(diff.lines.count == 60_002)
    }
}
