/// Random text that is rich in what the display boundary has to deal with.
struct RandomText {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }

    mutating func scalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x61...0x7A, 0...0x1F, 0x7F...0x9F, 0xA0...0x2FF, 0x300...0x36F, 0x300...0x305,
            0x1100...0x11FF, 0x2000...0x206F, 0x200B...0x200D, 0x2600...0x27BF, 0x4E00...0x9FFF, 0xFE00...0xFE0F,
            0xFE0F...0xFE0F, 0x1F1E6...0x1F1FF, 0x1F300...0x1F6FF, 0x1F3F4...0x1F3FF, 0x1F466...0x1F469,
            0xE0000...0xE01FF, 0...0xD7FF, 0xE000...0x10FFFF,
        ]
        let range = ranges[next(below: ranges.count)]
        return Unicode.Scalar(range.lowerBound + UInt32(next(below: range.count))) ?? " "
    }

    mutating func text(upTo length: Int = 30) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<next(below: length + 1) { scalars.append(scalar()) }
        return String(scalars)
    }
}
