/// What an export would write, so that a person sees it first.
public struct ExportPlan: Sendable, Hashable {
    /// One file of it.
    public struct File: Sendable, Hashable {
        /// Its name within the folder.
        public var name: String
        /// What it is, in a few words (`role/researcher, approved by ana`).
        public var what: String

        /// Makes a file.
        public init(name: String, what: String) {
            self.name = name
            self.what = what
        }
    }

    /// The folder.
    public var folder: String
    /// The team.
    public var team: String
    /// The files, in order.
    public var files: [File]
    /// What a person should know first, each one sentence.
    public var warnings: [String]
    /// The lines that go and come in a program's own files; empty for an export of a folder of its own.
    public var differences: [String]

    /// Makes a plan.
    public init(folder: String, team: String, files: [File], warnings: [String] = [], differences: [String] = []) {
        self.differences = differences
        self.folder = folder
        self.team = team
        self.files = files
        self.warnings = warnings
    }
}
