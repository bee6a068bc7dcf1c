/// What a replay keeps of a record: the first cells, and perhaps one more that is pinned while all around it speak again.
struct KeptCells: Sendable, Hashable {
    /// The number of first cells that are kept.
    var prefix: Int
    /// The position of a further cell that keeps its words.
    var pinned: Int?

    /// Whether a cell keeps its words.
    func contains(_ position: Int) -> Bool { position < prefix || position == pinned }

    /// The positions as a set.
    var cells: CellSet {
        let kept = CellSet(prefix: prefix)
        return pinned.map { kept.union(CellSet([$0])) } ?? kept
    }
}
