/// One record of a source that is made of several parts (the entries of an archive, the files of a session), with the
/// name of its part: `{"part":"samples/1.json","record":{…}}`.
enum BundlePart {
    /// The name of a record's part and the record itself; the record alone when it stands in a file of its own.
    static func unwrapped(_ node: JSONNode) -> (part: String?, record: JSONNode) {
        guard node.count == 2, let part = node["part"]?.string, let record = node["record"] else { return (nil, node) }
        return (part, record)
    }
}
