import CreditEngine

/// The lines of a prompt's revision, by lines with the changed words marked, or all in one word by word.
enum PromptDiffText {
    /// Adds a diff.
    static func add(_ diff: PromptDiff, byWord: Bool, to wrapper: inout TextWrapper) {
        if byWord {
            wrapper.add(diff.words.flatMap { spans($0, bold: true) }, indent: 2)
            return
        }
        for line in diff.lines {
            let sign = sign(line.change)
            let role = role(line.change)
            // A line that comes or goes alone has no words in common with another, and needs none marked.
            let isWhole = line.pieces.allSatisfy { $0.change == line.change }
            // The sign stands before every line on the screen: no text can pass for unchanged by being long.
            var inner = TextWrapper(width: wrapper.width - 2)
            inner.add(line.pieces.map { .foreign($0.text, Style(role, bold: !isWhole && $0.change == line.change)) })
            for part in inner.lines { wrapper.addLine([.own(sign, Style(role, bold: true))] + part.spans) }
        }
    }

    /// A piece with its own marks, because colour is never the only sign.
    private static func spans(_ piece: PromptDiff.Piece, bold: Bool) -> [Span] {
        let style = Style(role(piece.change), bold: bold && piece.change != .same)
        return switch piece.change {
        case .same: [.foreign(piece.text)]
        case .removed: [.own("[−", style), .foreign(piece.text, style), .own("−]", style)]
        case .added: [.own("{+", style), .foreign(piece.text, style), .own("+}", style)]
        }
    }

    /// What stands before a line of a fate.
    static func sign(_ change: PromptDiff.Change) -> String {
        switch change {
        case .same: "  "
        case .removed: "− "
        case .added: "+ "
        }
    }

    /// How a fate is drawn.
    static func role(_ change: PromptDiff.Change) -> Style.Role {
        switch change {
        case .same: .plain
        case .removed: .hurts
        case .added: .helps
        }
    }
}
