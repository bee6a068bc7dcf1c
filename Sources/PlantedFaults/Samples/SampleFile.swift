/// One file of the SampleTraces folder: what is in it and how it is to be written.
public struct SampleFile: Sendable, Equatable {
    /// The forms of native records.
    public enum Form: String, Sendable, Hashable {
        /// A line a record; the runs take turns, record by record.
        case interleaved
        /// A line a run.
        case packed
    }

    /// The file's name.
    public var name: String
    /// How its records are laid out.
    public var form: Form
    /// Its runs in order; the realised causes are not to be written into it.
    public var runs: [PlantedRun]
    /// What is done to its lines after they were written, in this order; mostly nothing.
    public var damage: [Damage]
    /// One sentence on what it shows, for the folder's README.
    public var shows: String
}

/// One way to damage a file of lines, so that readers have something to report.
public enum Damage: Sendable, Hashable {
    /// A line is put in that is no JSON: the given line (from 1) without its end, in front of it.
    case badLine(before: Int)
    /// A record of a type that nobody knows is put in front of a line (from 1).
    case unknownRecord(before: Int)
    /// One byte in the middle of a line (from 1) becomes 0xFF, which no UTF-8 text has.
    case invalidByte(inLine: Int)
    /// The last line loses its second half and its newline.
    case truncatedLastLine

    /// One clause on what was done, for the folder's README.
    public var description: String {
        switch self {
        case .badLine(let line): "line \(line) is no JSON"
        case .unknownRecord(let line): "line \(line) is a record of an unknown type"
        case .invalidByte(let line): "line \(line) has a byte that is not UTF-8"
        case .truncatedLastLine: "the last line is cut off"
        }
    }

    /// The bytes of a file after the damage; a line that is not there is left alone.
    public func applied(to bytes: [UInt8]) -> [UInt8] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        var ends = true
        switch self {
        case .badLine(let number) where lines.indices.contains(number - 1):
            let line = lines[number - 1]
            lines.insert(Array(line.prefix(line.count * 2 / 3)), at: number - 1)
        case .unknownRecord(let number) where lines.indices.contains(number - 1):
            lines.insert(Array(#"{"type":"note","text":"a record of a later format"}"#.utf8), at: number - 1)
        case .invalidByte(let number) where lines.indices.contains(number - 1):
            let middle = lines[number - 1].count / 2
            if middle > 0 { lines[number - 1][middle] = 0xFF }
        case .truncatedLastLine:
            if let last = lines.popLast() { lines.append(Array(last.prefix(last.count / 2))) }
            ends = false
        default:
            break
        }
        return Array(lines.joined(separator: [0x0A])) + (ends && !lines.isEmpty ? [0x0A] : [])
    }
}
