public import CreditEngine

/// How the program starts, and how it is set now.
public struct Configuration: Sendable, Equatable {
    /// The terminal's size.
    public var columns: Int, rows: Int
    /// The colours of heat.
    public var palette: Palette
    /// What the colours are made for.
    public var theme: Theme
    /// Whether boxes, bars and marks are drawn with ASCII characters only.
    public var isAscii: Bool
    /// Whether clicks and the wheel are taken at the start.
    public var isMouseOn: Bool
    /// Whether files that grow and folders that gain some are followed from the start.
    public var isFollowing: Bool
    /// Whether nothing may be written and no model called.
    public var isReadOnly: Bool
    /// The temporal metric in use.
    public var metric: TemporalMetric
    /// How the files are read, as words of a command line, for commands that read them the same way.
    public var readingOptions: [String]
    /// The seconds from 1970 at the start; `nil` where no age is told.
    public var startedAt: Double?
    /// The folder of files with words that were written by hand.
    public var wordsFolder: String
    /// Keys of the person's own.
    public var ownKeys: OwnKeys
    /// By what the runs are sorted at the start; `nil` is the order of the files.
    public var sorting: Sorting?
    /// Which columns of the list are wide or hidden at the start.
    public var columnChoice: ColumnChoice
    /// Whether the legend lies over the first opened run until a key is pressed.
    public var showsLegend: Bool
    /// Who speaks, at whose expense and where it is kept, as words of a command line (`--store=FOLDER`).
    public var modelOptions: [String]

    /// Where an export goes when nobody names another place: the folder of the program that the team is, or a new one.
    public var exportFolder: String

    /// Makes a configuration.
    public init(
        columns: Int = 80, rows: Int = 24, palette: Palette = .viridis, theme: Theme = .auto, isAscii: Bool = false,
        isMouseOn: Bool = true, isFollowing: Bool = false,
        isReadOnly: Bool = false, metric: TemporalMetric = .stall, readingOptions: [String] = [],
        modelOptions: [String] = [], ownKeys: OwnKeys = .none, wordsFolder: String = "", startedAt: Double? = nil,
        exportFolder: String = "prompts", sorting: Sorting? = nil, columnChoice: ColumnChoice = .usual,
        showsLegend: Bool = false
    ) {
        self.sorting = sorting
        self.columnChoice = columnChoice
        self.showsLegend = showsLegend
        self.exportFolder = exportFolder
        self.columns = columns
        self.rows = rows
        self.palette = palette
        self.theme = theme
        self.isAscii = isAscii
        self.isMouseOn = isMouseOn
        self.isFollowing = isFollowing
        self.isReadOnly = isReadOnly
        self.metric = metric
        self.readingOptions = readingOptions
        self.modelOptions = modelOptions
        self.ownKeys = ownKeys
        self.wordsFolder = wordsFolder
        self.startedAt = startedAt
    }
}

extension Configuration {
    /// The word that names the store, if one does.
    var storeOptions: [String] { modelOptions.filter { $0.hasPrefix("--store=") } }

    /// Whether it was started with a team.
    var namesTeam: Bool { modelOptions.contains { $0.hasPrefix("--team=") } }
}

/// The colours of heat; the driver knows the numbers.
public enum Palette: String, Sendable, CaseIterable {
    /// Dark violet to yellow.
    case viridis
    /// Dark blue to yellow, for every kind of colour vision.
    case cividis
    /// No colours: bold, reverse and shades.
    case mono
}
