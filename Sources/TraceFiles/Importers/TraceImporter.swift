import CreditEngine

/// A format that another program writes: how a file of it is recognised, which of its records make which run, and what
/// those records say.
///
/// A format is one type that conforms to this protocol and one line in `ImporterRegistry.all`. An instance puts one run
/// together: it is made for the run, is given the run's records in file order, and fills an `ImportedRun` in the end.
/// A record is one line of a file of lines, one element of a document that is a list, or the whole of any other document.
/// Nothing in a record may be executed, followed as an address or trusted: records are foreign input of any shape.
protocol TraceImporter: SendableMetatype {
    /// The format's name as its users call it: a noun phrase for sentences and screens (`LangSmith runs`).
    static var name: String { get }

    /// Whether this record can only be of this format, told from its signal keys; cheap, and asked of the first records of
    /// a file only. The first importer of the registry that recognises one of these records reads the whole file.
    static func recognises(_ record: JSONNode) -> Bool

    /// Where a record of a recognised file belongs, told without decoding what it says.
    static func place(of record: JSONNode) -> RecordPlace

    /// Starts to put a run together; `run` is the key that `place(of:)` gave, `nil` for the file's only run.
    init(run: String?)

    /// Learns all keys of the run, when records say that several name it.
    mutating func join(_ keys: [String])

    /// Takes the next record of the run, in file order; the node is valid during the call only.
    mutating func add(_ record: JSONNode)

    /// Tells what the run's records say, after the last of them.
    mutating func finish(into run: inout ImportedRun)
}

extension TraceImporter {
    mutating func join(_ keys: [String]) {}
}

/// Where a record of an imported file belongs.
enum RecordPlace: Equatable {
    /// To the only run of the file.
    case onlyRun
    /// To the runs with these keys: one, or several when the record holds parts of several runs.
    case runs([String])
    /// To these runs, with keys of which the record says that they name the same one.
    case joined([RunParts.Part])
    /// Nowhere: a record of a known kind that says nothing about any run (a heartbeat, a user interface's setting).
    case nothing
    /// Nowhere, because nobody here knows this kind of record; it is counted and reported under this name.
    case unknown(kind: String)
}
