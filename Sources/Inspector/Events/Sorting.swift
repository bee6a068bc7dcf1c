/// By what the runs are sorted.
public struct Sorting: Sendable, Equatable {
    /// A column of the list.
    enum Column: String, Sendable, CaseIterable {
        case run, problem, outcome, score, turns, hot, task, cost, hits

        /// Whether the largest come first unless it is turned round.
        var isDescending: Bool {
            switch self {
            case .turns, .hot, .cost, .hits: true
            case .run, .problem, .outcome, .score, .task: false
            }
        }
    }

    let column: Column
    let isDescending: Bool

    init(_ column: Column, isDescending: Bool? = nil) {
        self.column = column
        self.isDescending = isDescending ?? column.isDescending
    }

    /// The word for the order of the files.
    public static let files = "file"

    /// Reads what `words` says; `nil` when it names no column.
    public init?(words: String) {
        let parts = words.split(separator: " ")
        guard let column = parts.first.flatMap({ Column(rawValue: String($0)) }), parts.count <= 2,
            parts.count == 1 || parts[1] == "reversed"
        else { return nil }
        self.init(column, isDescending: column.isDescending != (parts.count == 2))
    }

    /// The column, and `reversed` where the order is not its usual one, as a configuration has it.
    public var words: String { column.rawValue + (isDescending == column.isDescending ? "" : " reversed") }

    /// The columns that can be named.
    public static var columns: [String] { Column.allCases.map(\.rawValue) }

    /// The other way round.
    var reversed: Sorting { Sorting(column, isDescending: !isDescending) }
}
