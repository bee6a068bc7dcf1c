public import CreditEngine

/// What indexing found since the update before.
public struct IndexUpdate: Sendable {
    /// Runs found, in catalogue order, behind those known before.
    public var runs: [RunEntry] = []
    /// Runs known before about which more was found, by position.
    public var changed: [(run: Int, entry: RunEntry)] = []
    /// Lines that cannot be read, in file order.
    public var badLines: [BadLine] = []
    /// Bad lines reported before that ended without a newline and are read again because their file has grown; they come
    /// before `badLines`, which may hold them again.
    public var withdrawn: [BadLine] = []
    /// Files that cannot be read at all.
    public var failures: [TraceFileError] = []
    /// Where every line went, over everything so far.
    public var counts = LineCounts()
    /// Bytes read so far.
    public var bytes = 0
    /// Bytes there are in all files; of a pipe, those that have arrived.
    public var totalBytes = 0
    /// Whether everything was read that was there when indexing began.
    public var finished = false
}
