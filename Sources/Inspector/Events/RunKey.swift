/// Names a run across openings.
public struct RunKey: Sendable, Hashable {
    /// The path of its file, as it was opened.
    public var file: String
    /// Its identifier within the file.
    public var id: String

    /// Makes a run's name.
    public init(file: String, id: String) {
        self.file = file
        self.id = id
    }
}
