/// What a revision changes in a prompt, by lines and by words.
///
/// Texts are compared byte by byte, so that spellings that look alike are not taken for equal. Work and memory are
/// bounded: in very long texts that have little in common, the differing part is shown as wholly replaced. Nothing is
/// escaped here; whoever shows a piece does that.
public struct PromptDiff: Sendable, Hashable {
    /// What happens to a piece of text.
    public enum Change: String, Sendable, Hashable, Codable {
        /// It stays.
        case same
        /// It goes.
        case removed
        /// It comes.
        case added
    }

    /// A run of text that has one fate.
    public struct Piece: Sendable, Hashable {
        /// Its fate.
        public var change: Change
        /// The text, white space included.
        public var text: String

        /// Makes a piece.
        public init(_ change: Change, _ text: String) {
            self.change = change
            self.text = text
        }
    }

    /// A line of either text.
    public struct Line: Sendable, Hashable {
        /// Whether the line stays, goes or comes.
        public var change: Change
        /// Its text in pieces: in a line that goes, those that go and those that also stand in the lines that come for
        /// it; the other way round in a line that comes.
        public var pieces: [Piece]

        /// Makes a line.
        public init(_ change: Change, _ pieces: [Piece]) {
            self.change = change
            self.pieces = pieces
        }

        /// Its text.
        public var text: String { pieces.reduce(into: "") { $0 += $1.text } }
    }

    /// The lines in order; where some are replaced, those that go stand before those that come.
    public let lines: [Line]
    /// The whole text in one: what stays, what goes and what comes, word by word, line ends included.
    public let words: [Piece]

    /// Compares two texts.
    public init(from old: String, to new: String) {
        words = Self.words(from: old, to: new)
        var lines: [Line] = []
        var (removed, added): ([String], [String]) = ([], [])
        func close() {
            lines += Self.replaced(removed, by: added)
            (removed, added) = ([], [])
        }
        for piece in Self.pieces(
            old.isEmpty ? [] : PromptWords.lines(of: old), new.isEmpty ? [] : PromptWords.lines(of: new))
        {
            switch piece.change {
            case .same:
                close()
                lines.append(Line(.same, [piece]))
            case .removed: removed.append(piece.text)
            case .added: added.append(piece.text)
            }
        }
        close()
        self.lines = lines
    }

    /// Whether nothing changes.
    public var isEmpty: Bool { words.allSatisfy { $0.change == .same } }

    /// Lines that go and lines that come in their place, with the words that make the difference.
    private static func replaced(_ old: [String], by new: [String]) -> [Line] {
        guard !old.isEmpty, !new.isEmpty else {
            return old.map { Line(.removed, [Piece(.removed, $0)]) } + new.map { Line(.added, [Piece(.added, $0)]) }
        }
        let pieces = words(from: old.joined(separator: "\n"), to: new.joined(separator: "\n"))
        return [Change.removed, .added].flatMap { side in
            split(pieces.filter { $0.change == .same || $0.change == side }).map { Line(side, $0) }
        }
    }

    /// Cuts pieces at line ends, which go.
    private static func split(_ pieces: [Piece]) -> [[Piece]] {
        var lines: [[Piece]] = [[]]
        for piece in pieces {
            for (index, part) in PromptWords.lines(of: piece.text).enumerated() {
                if index > 0 { lines.append([]) }
                if !part.isEmpty { lines[lines.count - 1].append(Piece(piece.change, part)) }
            }
        }
        return lines
    }

    private static func words(from old: String, to new: String) -> [Piece] {
        let pieces = pieces(PromptWords.words(of: old), PromptWords.words(of: new))
        var runs: [Piece] = []
        var index = 0
        while index < pieces.count {
            guard pieces[index].change != .same else {
                Self.append(pieces[index], to: &runs)
                index += 1
                continue
            }
            // A change goes on over blanks that stay between two changed words: pieces of single words are hard to read.
            var (removed, added) = ("", "")
            while index < pieces.count {
                let piece = pieces[index]
                let isBlank = piece.text.allSatisfy { $0 == " " }
                let goesOn = index + 1 < pieces.count && pieces[index + 1].change != .same
                if piece.change == .same, !(isBlank && goesOn) { break }
                if piece.change != .added { removed += piece.text }
                if piece.change != .removed { added += piece.text }
                index += 1
            }
            if !removed.isEmpty { Self.append(Piece(.removed, removed), to: &runs) }
            if !added.isEmpty { Self.append(Piece(.added, added), to: &runs) }
        }
        return runs
    }

    private static func append(_ piece: Piece, to runs: inout [Piece]) {
        if let last = runs.last, last.change == piece.change {
            runs[runs.count - 1].text += piece.text
        } else {
            runs.append(piece)
        }
    }

    private static func pieces(_ old: [String], _ new: [String]) -> [Piece] {
        var numbers: [[UInt8]: Int] = [:]
        func number(_ text: String) -> Int {
            let bytes = Array(text.utf8)
            if let known = numbers[bytes] { return known }
            numbers[bytes] = numbers.count
            return numbers.count - 1
        }
        return ShortestEdit.steps(from: old.map(number), to: new.map(number)).map { step in
            switch step {
            case .keep(let index, _): Piece(.same, old[index])
            case .remove(let index): Piece(.removed, old[index])
            case .add(let index): Piece(.added, new[index])
            }
        }
    }
}
