/// Several JSON values on one line, as two writers of one file or a crash leave them.
enum JoinedValues {
    /// The places of the values of a line that holds nothing else but white space and unwritten bytes; each place goes on
    /// from the end of the one before, and they cover the whole line.
    ///
    /// Empty when the line is no such one.
    static func places(in line: UnsafeRawBufferPointer) -> [Range<Int>] {
        var structure = JSONStructure()
        var places: [Range<Int>] = []
        var start = 0
        var isInValue = false
        for (index, byte) in line.enumerated() {
            switch structure.take(byte) {
            case .between: break
            case .inside:
                if !isInValue, byte != UInt8(ascii: "{"), byte != UInt8(ascii: "[") { return [] }
                isInValue = true
            case .valueEnds:
                guard isInValue else { return [] }
                isInValue = false
                places.append(start..<index + 1)
                start = index + 1
            }
        }
        guard !isInValue, !places.isEmpty else { return [] }
        places[places.count - 1] = places[places.count - 1].lowerBound..<line.count
        return places
    }

    /// A value without what stands around it; its bytes and those behind it stay readable.
    static func value(_ place: Range<Int>, of line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let part = line[place]
        let first = part.firstIndex { !JSONStructure.isBlank($0) } ?? part.startIndex
        let last = part.lastIndex { !JSONStructure.isBlank($0) } ?? first
        return UnsafeRawBufferPointer(rebasing: line[first..<min(last + 1, line.count)])
    }
}
