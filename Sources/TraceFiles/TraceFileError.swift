/// What can go wrong with a file as a whole; each description is one sentence that names the thing and the way out.
public enum TraceFileError: Error, Equatable, CustomStringConvertible {
    /// A path does not exist or cannot be opened; `reason` is the system's own words.
    case unreadable(path: String, reason: String)
    /// A folder holds no file that could be traces; `passedOver` are names in it that promise one and lead to none.
    case emptyFolder(path: String, passedOver: [String] = [])
    /// A file holds nothing to read.
    case empty(path: String)
    /// No line of a file is a record; `keys` are those seen.
    case unrecognised(path: String, keys: [String], hint: String)
    /// A single JSON document is too large to be read as one.
    case documentTooLarge(path: String, bytes: Int, limit: Int)
    /// A file was replaced, truncated or deleted since it was indexed.
    case changed(path: String)
    /// A run cannot be read; `reason` names the line and what is wrong with it.
    case unreadableRun(id: String, reason: String)
    /// No run has that identifier.
    case noSuchTrace(id: String, known: [String], of: Int)
    /// Several runs have that identifier.
    case ambiguousTrace(id: String, files: [String])
    /// A file could not be written; `reason` is the system's own words.
    case unwritable(path: String, reason: String)
    /// There is no memory for a parser.
    case outOfMemory

    /// One sentence: what, where, what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): cannot be read (\(reason))"
        case .emptyFolder(let path, let passedOver):
            "\(path): no file in this folder that could hold runs (.jsonl, .json, .eval, .traj, .pb and the like"
                + (passedOver.first.map { "; \($0) is no file and leads to none" } ?? "")
                + "); name a file to read it whatever its name"
        case .empty(let path): "\(path): nothing to read in this file yet"
        case .unrecognised(let path, let keys, let hint):
            "\(path): not recognised as traces (keys seen: \(keys.isEmpty ? "none" : keys.joined(separator: ", "))); \(hint)"
        case .documentTooLarge(let path, let bytes, let limit):
            "\(path): one JSON document of \(bytes) bytes is more than \(limit) can be read at once; write one run a line (JSON Lines)"
        case .changed(let path): "\(path): the file changed or was deleted since it was indexed; R reads it again"
        case .unreadableRun(let id, let reason): "\(id): \(reason)"
        case .noSuchTrace(let id, let known, let count):
            "no trace is called \(id)"
                + (known.isEmpty
                    ? "; there is none at all"
                    : known.count < count
                        ? "; there are \(count): \(known.joined(separator: ", ")), …"
                        : "; there \(count == 1 ? "is" : "are") \(known.joined(separator: ", "))")
        case .ambiguousTrace(let id, let files):
            "\(files.count) traces are called \(id), in \(files.joined(separator: ", ")): name one file"
        case .unwritable(let path, let reason):
            "\(path): cannot be written (\(reason))"
                + (reason.contains(";") ? "" : "; make it writable, or name another place")
        case .outOfMemory: "there is no memory left for reading; close something and try again"
        }
    }
}
