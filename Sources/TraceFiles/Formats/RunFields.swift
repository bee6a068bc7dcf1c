/// The fields by which records of flat files name their run.
enum RunFields {
    /// Their names; of several in one record the first of this list counts.
    static let names: [StaticString] = ["trace", "trace_id", "run_id", "session_id", "conversation_id"]

    /// The same names as texts.
    static let texts = names.map { "\($0)" }

    /// The place of a field in the list, the native name's is 0; `nil` for any other field.
    static func rank(of key: JSONKey) -> Int? { names.firstIndex { key == $0 } }
}
