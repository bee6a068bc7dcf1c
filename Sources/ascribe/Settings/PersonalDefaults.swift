import CreditEngine
import Foundation
import Inspector
import PlantedFaults
import Synchronization
import SystemPackage
import UseCases

/// What a person wrote down to be taken where a flag is not given (see Configuration in the documentation).
///
/// Defaults of the person's own flags and nothing else: no key, no program and no decision can stand there.
struct PersonalDefaults: Sendable, Equatable {
    /// `--palette`.
    var palette: Palette?
    /// `--theme`.
    var theme: Theme?
    /// `--ascii`.
    var ascii: Bool?
    /// `--mouse`.
    var mouse: Bool?
    /// `--color`.
    var color: ColorChoice?
    /// `--team`.
    var team: String?
    /// `--store`.
    var store: String?
    /// `--jobs`.
    var jobs: Int?
    /// By what the inspector's list is sorted.
    var sorting: Sorting?
    /// Which columns of that list are wide or hidden.
    var columns: ColumnChoice?
    /// Whether the legend of the grid comes up by itself; not once it was seen.
    var legend: Bool?
    /// Keys of the person's own in the inspector.
    var ownKeys = OwnKeys.none

    /// The keys of the file, which are the names of the flags.
    static let keys = [
        "palette", "theme", "ascii", "mouse", "color", "team", "store", "jobs", "sort", "columns", "legend", "keys",
    ]

    /// The largest file, in bytes.
    private static let limit = 64 << 10
}

extension PersonalDefaults {
    /// Reads a `config.yaml`; one that is missing or empty says nothing.
    ///
    /// Throws `TeamFileError` with the file, the line and the key.
    init(path: String, home: String? = nil) throws {
        self.init()
        guard FileManager.default.fileExists(atPath: path) else { return }
        try self.init(text: try TeamFolder.text(of: path, limit: Self.limit), path: path, home: home)
    }

    /// Whether a text is a configuration; throws `TeamFileError` with the line and the key that are wrong.
    static func check(_ text: String, path: String) throws {
        _ = try PersonalDefaults(text: text, path: path, home: nil)
    }

    private init(text: String, path: String, home: String?) throws {
        self.init()
        guard let root = try TeamNode(yaml: text, path: path), !root.isNothing else { return }
        let fields = try root.fields(Self.keys)
        palette = try fields["palette"]?.word(Palette.self)
        theme = try fields["theme"]?.word(Theme.self)
        ascii = try fields["ascii"]?.flag()
        mouse = try fields["mouse"]?.flag()
        color = try fields["color"]?.word(ColorChoice.self)
        let home = home ?? ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
        team = try fields["team"].map { try Self.team($0, home: home) }
        store = try fields["store"].map { try $0.place(home: home, "or start with ~/") }
        jobs = try fields["jobs"]?.whole(1...1_000)
        sorting = try fields["sort"].flatMap(Self.sorting)
        columns = try fields["columns"].map(Self.columns)
        legend = try fields["legend"]?.flag()
        if let keys = fields["keys"] { ownKeys = try Self.ownKeys(keys) }
    }

    /// Commands with the keys that they are to have besides.
    private static func ownKeys(_ node: TeamNode) throws -> OwnKeys {
        var own = OwnKeys.none
        for (command, keys) in try node.members() {
            for key in try (try? keys.texts()) ?? [keys.text()] {
                do {
                    own = try own.adding(key, to: command)
                } catch {
                    throw keys.wrong("cannot be had: \(error)")
                }
            }
        }
        return own
    }

    private static func sorting(_ node: TeamNode) throws -> Sorting? {
        let words = try node.text()
        guard words != Sorting.files, Sorting(words: words) == nil else { return Sorting(words: words) }
        throw node.wrong("names no column; there are \(Sorting.columns.joined(separator: ", ")) and \(Sorting.files)")
    }

    private static func columns(_ node: TeamNode) throws -> ColumnChoice {
        if let columns = ColumnChoice(words: try node.text()) { return columns }
        throw node.wrong("names no such columns; there are \(ColumnChoice.examples)")
    }

    private static func team(_ node: TeamNode, home: String) throws -> String {
        let name = try node.text()
        guard name.hasPrefix(TeamSource.simulated) else {
            return try node.place(home: home, "start with ~/, or be one of the simulated/ teams")
        }
        guard Suite.named(String(name.dropFirst(TeamSource.simulated.count))) != nil else {
            let known = Suite.all.map { TeamSource.simulated + $0.name }.joined(separator: ", ")
            throw node.wrong("names no simulated team; there are \(known)")
        }
        return name
    }

    /// What is set, as the person would write it: key and value, in the order of `keys`.
    var settings: [(key: String, value: String)] {
        let values: [String?] = [
            palette?.rawValue, theme?.rawValue, ascii.map { "\($0)" }, mouse.map { "\($0)" }, color?.rawValue, team,
            store, jobs.map { "\($0)" }, sorting?.words, columns?.words, legend.map { "\($0)" },
            ownKeys == .none ? nil : ownKeys.words,
        ]
        return zip(Self.keys, values).compactMap { key, value in value.map { (key, $0) } }
    }
}

extension PersonalDefaults {
    private static let taken = Mutex(PersonalDefaults())

    /// The defaults of this process, which the declarations of options ask for; none until `take` was called.
    static var current: PersonalDefaults { taken.withLock { $0 } }

    /// Uses defaults from now on; before the arguments are parsed.
    static func take(_ defaults: PersonalDefaults) { taken.withLock { $0 = defaults } }
}
