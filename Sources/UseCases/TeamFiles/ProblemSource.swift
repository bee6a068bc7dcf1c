import PlantedFaults

/// Where the problems of a team file are.
enum ProblemSource: Sendable, Equatable {
    /// A JSON Lines file.
    case file(String)
    /// The problems 1 … count of a planted suite, in the shape of the team: `{suite: root-echo, count: 240}`.
    case suite(Suite, count: Int)

    /// Reads `problems`: a file's name, or a suite with a count.
    init(_ node: TeamNode, folder: TeamFolder) throws {
        guard node.isMapping else {
            self = .file(try folder.file(node))
            return
        }
        let fields = try node.fields(["suite", "count"])
        let name = try fields.required("suite")
        guard let suite = Suite.named(try name.text()) else {
            throw name.wrong("must be one of \(Suite.all.map(\.name).joined(separator: ", "))")
        }
        self = .suite(suite, count: try fields["count"]?.whole(1...1_000_000) ?? ProblemSet.simulatedCount)
    }

    /// Suites are told apart by their names.
    static func == (a: Self, b: Self) -> Bool {
        switch (a, b) {
        case (.file(let a), .file(let b)): a == b
        case (.suite(let a, let m), .suite(let b, let n)): a.name == b.name && m == n
        default: false
        }
    }
}
