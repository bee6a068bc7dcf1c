/// A random edit of a random block, made without looking at any run: what black-box strategies vary.
///
/// The rules are general advice as prompt guides give it: some help some teams, most do nothing, some harm.
struct PromptVariation: Sendable, Hashable {
    /// The block.
    let block: Block
    /// Its new text.
    let text: String
    /// What was done, in a sentence.
    let reason: String

    static let rules = [
        "Write out each step.",
        "Keep it short.",
        "Recompute every result before you pass it on.",
        "Name the units of every figure.",
        "Answer as quickly as you can.",
        "Double-check each fact against the problem.",
        "Use bullet points.",
        "Estimate where an exact figure takes long.",
        "Address your colleagues by name.",
        "Say how confident you are.",
        "Verify what your colleagues said before you agree.",
        "Do not repeat what was said before.",
    ]

    /// The variation of a number; equal numbers give equal variations of equal prompts.
    ///
    /// `nil` when it changes nothing.
    init?(_ number: UInt64, of prompts: PromptSet, _ random: KeyedRandom) {
        let draws = KeyedRandom(seed: random.bits("variation", Int(truncatingIfNeeded: number)))
        let blocks = prompts.blocks
        guard !blocks.isEmpty else { return nil }
        block = blocks[draws.integer("block", in: 0..<blocks.count)]
        guard let old = prompts[block] else { return nil }
        let rule = Self.rules[draws.integer("rule", in: 0..<Self.rules.count)]
        let sentences = Self.sentences(old)
        let kind = draws.unit("kind")
        var edit = RuleEdit(new: rule)
        if kind >= 0.4, !sentences.isEmpty {
            let gone = sentences[draws.integer("sentence", in: 0..<sentences.count)]
            edit = RuleEdit(old: gone, new: kind < 0.8 ? rule : nil)
        }
        guard let text = edit.applied(to: old), !text.isEmpty else { return nil }
        self.text = text
        reason =
            "a random variation: \(edit.old.map { "without '\($0)'" } ?? "more") \(edit.new.map { "with '\($0)'" } ?? "")"
    }

    private static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var start = text.startIndex
        for index in text.indices where ".!?。".contains(text[index]) {
            let end = text.index(after: index)
            let sentence = text[start..<end].drop { $0.isWhitespace }
            if sentence.count > 1 { sentences.append(String(sentence)) }
            start = end
        }
        return sentences
    }
}
