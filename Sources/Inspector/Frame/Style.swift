/// How a cell is drawn, as a role; the driver maps roles to colours once.
public struct Style: Sendable, Hashable {
    /// What the cell means.
    public enum Role: Sendable, Hashable {
        /// Ordinary text in the terminal's own colours.
        case plain
        /// Frames, rules and hints.
        case quiet
        /// Titles and column heads.
        case title
        /// Credit heat, 0 (cold) to 4 (hot), on the palette's five steps.
        case heat(Int)
        /// A signed effect that hurt the outcome.
        case hurts
        /// A signed effect that helped the outcome.
        case helps
        /// Something that could not be read, or went wrong.
        case problem
        /// A search hit.
        case hit
        /// A success.
        case success
        /// A failure.
        case failure
    }

    /// What the cell means.
    public var role: Role
    /// Drawn bold.
    public var bold: Bool
    /// Drawn as the selection (reversed).
    public var selected: Bool

    /// Makes a style.
    public init(_ role: Role = .plain, bold: Bool = false, selected: Bool = false) {
        self.role = role
        self.bold = bold
        self.selected = selected
    }

    /// Ordinary text.
    public static let plain = Style()
}
