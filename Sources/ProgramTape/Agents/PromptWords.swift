/// The words of a prompt with the white space between them, and how two prompts correspond.
struct PromptWords {
    /// Runs of white space and runs of everything else, in turn; joined they are the text again.
    let pieces: [String]

    init(_ text: String) {
        var pieces: [String] = []
        var current = ""
        var isSpace = false
        for character in text {
            if character.isWhitespace != isSpace, !current.isEmpty {
                pieces.append(current)
                current = ""
            }
            isSpace = character.isWhitespace
            current.append(character)
        }
        if !current.isEmpty { pieces.append(current) }
        self.pieces = pieces
    }

    /// For each piece its place in another text that a shortest edit keeps it at; `nil` where the piece is not kept.
    func places(in other: PromptWords) -> [Int?] {
        let difference = other.pieces.difference(from: pieces)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var places: [Int?] = []
        var at = 0
        for index in pieces.indices {
            while inserted.contains(at) { at += 1 }
            if removed.contains(index) {
                places.append(nil)
            } else {
                places.append(at)
                at += 1
            }
        }
        return places
    }

    /// How alike two texts are, from 0 to 1: the share of their words that both have (Sørensen–Dice over words).
    func likeness(to other: PromptWords) -> Double {
        var counts: [String: Int] = [:]
        let (own, others) = (words, other.words)
        guard own.count + others.count > 0 else { return 1 }
        for word in own { counts[word, default: 0] += 1 }
        var shared = 0
        for word in others where counts[word, default: 0] > 0 {
            counts[word, default: 0] -= 1
            shared += 1
        }
        return 2 * Double(shared) / Double(own.count + others.count)
    }

    private var words: [String] { pieces.prefix(2_000).filter { $0.first?.isWhitespace == false } }
}
