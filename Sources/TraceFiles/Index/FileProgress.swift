import CreditEngine

/// A run with the places of its records.
struct IndexedRun: Sendable {
    var entry: RunEntry
    /// The key by which a foreign format's importer knows the run; `nil` for the file's only run.
    var key: String?
    /// All keys that name the run, when there are several.
    var keys: [String] = []
    /// Whether it stands in one record.
    var whole: Bool
    /// The places of its lines: one, and further ones when its records are interleaved with others.
    var first: Extent
    var more: [Extent] = []
    /// The values of a document's list that are its records; empty when the document itself is the run.
    var elements: [Int] = []
}

/// How far a file was read, and what is needed to go on.
struct FileProgress: Sendable {
    var position = ReadPosition()
    /// What had arrived of a pipe when the index was last finished.
    var arrival = Spool.Arrival()
    /// Bytes that need not be read again, and lines that end in them.
    var consumed = 0
    var lines = 0
    /// Whether `consumed` lies behind a record whose line has not ended yet.
    var insideLine = false
    var counts = LineCounts()
    /// The part of `counts` that comes from the line at `consumed`, which is read again.
    var provisional = LineCounts()
    /// The bad line at `consumed`, when it was reported.
    var unsettled: BadLine?
    /// Bad lines that were reported one by one.
    var badLines = 0
    /// These lines, up to the number of which an index is kept.
    var reported: [BadLine] = []
    var keysSeen: [String] = []
    /// Where records of unknown types stand.
    var unknown: [Extent] = []
    var unknownElements: [Int] = []
    /// How many records there are of each kind that nobody knows, by the kind's name.
    var unknownKinds: [String: Int] = [:]
    /// Positions of runs by identifier, for records that stand on lines of their own.
    var runs: [String: Int] = [:]
    /// Which keys of a foreign format name the same run.
    var joins = RunJoins()
    /// Whether an index of the file as it is now is kept.
    var isKept = false
    /// What was said of the file as a whole.
    var failure: TraceFileError?
}
