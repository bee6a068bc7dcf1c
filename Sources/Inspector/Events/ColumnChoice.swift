/// Which columns of the runs list a person has widened or hidden.
public struct ColumnChoice: Sendable, Equatable {
    /// Columns that can have more room than the list gives them by itself.
    static let widened: [Sorting.Column] = [.run, .problem, .hot]
    /// Columns that can be left out.
    static let hidden: [Sorting.Column] = [.problem, .score, .turns, .task, .cost]

    /// The column that has what it needs, whatever that leaves to those behind it; `nil` when none has.
    private(set) var wide: Sorting.Column?
    /// The columns that are left out.
    private(set) var without: Set<Sorting.Column> = []

    /// The columns as the list shows them by itself.
    public static let usual = ColumnChoice()

    private init() {}

    /// Reads what `words` says (`run+ cost-`, or `usual`); `nil` when it names no such column.
    public init?(words: String) {
        for word in words.split(separator: " ") where word != Self.usualWord {
            guard let column = Sorting.Column(rawValue: String(word.dropLast())) else { return nil }
            switch word.last {
            case "+" where Self.widened.contains(column) && wide == nil: wide = column
            case "-" where Self.hidden.contains(column): without.insert(column)
            default: return nil
            }
        }
    }

    /// The widened column with `+`, and the hidden ones with `-`, as a configuration has them.
    public var words: String {
        let signs =
            (wide.map { [$0.rawValue + "+"] } ?? [])
            + Self.hidden.filter(without.contains).map { $0.rawValue + "-" }
        return signs.isEmpty ? Self.usualWord : signs.joined(separator: " ")
    }

    /// Words that would be understood, for who wrote others.
    public static var examples: String {
        (widened.map { $0.rawValue + "+" } + hidden.map { $0.rawValue + "-" }).joined(separator: ", ") + " and "
            + usualWord
    }

    private static let usualWord = "usual"

    /// Widens a column, or gives it its usual width again.
    mutating func widen(_ column: Sorting.Column) {
        wide = wide == column ? nil : column
        without.remove(column)
    }

    /// Leaves a column out, or shows it again.
    mutating func hide(_ column: Sorting.Column) {
        if without.remove(column) == nil { without.insert(column) }
        if wide == column { wide = nil }
    }
}
