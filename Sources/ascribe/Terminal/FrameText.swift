import Inspector

/// A frame as text with colours, as a terminal of 256 colours would show it.
enum FrameText {
    /// The frame's lines with SGR sequences, each line ended by a reset.
    static func ansi(_ frame: Frame) -> String {
        let palette = TerminalPalette(depth: .indexed)
        var text = ""
        for row in 0..<frame.rows {
            var current = TerminalPalette.Look()
            for cell in frame.cells[row * frame.columns..<(row + 1) * frame.columns] {
                let look = palette.look(of: cell.style)
                if look != current { text += sequence(look) }
                current = look
                text += cell.text
            }
            text += "\u{1B}[0m\n"
        }
        return text
    }

    private static func sequence(_ look: TerminalPalette.Look) -> String {
        var codes = ["0"]
        let attributes: [(TerminalPalette.Attributes, String)] = [
            (.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7"),
        ]
        for (attribute, code) in attributes where look.attributes.contains(attribute) { codes.append(code) }
        if look.foreground >= 0 { codes.append("38;5;\(look.foreground)") }
        if look.background >= 0 { codes.append("48;5;\(look.background)") }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}
