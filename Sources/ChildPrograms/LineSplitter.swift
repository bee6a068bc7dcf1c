/// Puts the lines of a stream together from chunks, each byte looked at once.
struct LineSplitter {
    /// Bytes of the longest line.
    let limit: Int
    /// Whether a line was longer than that; nothing is taken from then on.
    private(set) var isOver = false
    private var partial: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    /// Hands on the lines that a chunk completes, without their newlines; returns whether more is taken.
    mutating func add(_ chunk: ArraySlice<UInt8>, hear: ([UInt8]) -> Void) -> Bool {
        var rest = chunk
        while !isOver, let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            partial += rest[..<end]
            isOver = partial.count > limit
            if !isOver { hear(partial) }
            partial.removeAll()
            rest = rest[(end + 1)...]
        }
        partial += rest
        isOver = isOver || partial.count > limit
        return !isOver
    }
}
