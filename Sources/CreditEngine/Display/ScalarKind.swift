/// What the display boundary needs to know of a Unicode scalar.
enum ScalarKind {
    /// Drawn in one column.
    static let plain: UInt8 = 0
    /// Drawn in two columns.
    static let wide: UInt8 = 1
    /// An emoji that is drawn in one column.
    static let pictograph: UInt8 = 2
    /// An emoji that is drawn in two columns.
    static let widePictograph: UInt8 = 3
    /// Half of a flag.
    static let regional: UInt8 = 4
    /// A skin tone.
    static let modifier: UInt8 = 5
    /// Drawn over the base before it.
    static let mark: UInt8 = 6
    /// Picks a variant of the base before it.
    static let selector: UInt8 = 7
    /// U+200D, which joins two emoji.
    static let joiner: UInt8 = 8
    /// Never drawn as it is.
    static let hidden: UInt8 = 9

    /// The kinds of all scalars below U+20000; a table, because every character of every redraw is looked up.
    static let table: [UInt8] = {
        var table = [UInt8](repeating: plain, count: 0x20000)
        func fill(_ ranges: [UInt32], _ kind: UInt8) {
            for at in stride(from: 0, to: ranges.count, by: 2) {
                for value in Int(ranges[at])...Int(ranges[at + 1]) { table[value] = kind }
            }
        }
        fill(ScalarRanges.wide, wide)
        for at in stride(from: 0, to: ScalarRanges.pictographs.count, by: 2) {
            for value in Int(ScalarRanges.pictographs[at])...Int(ScalarRanges.pictographs[at + 1]) {
                table[value] = table[value] == wide ? widePictograph : pictograph
            }
        }
        fill([0x1F1E6, 0x1F1FF], regional)
        fill([0x1F3FB, 0x1F3FF], modifier)
        fill(ScalarRanges.marks, mark)
        fill([0, 0x1F, 0x7F, 0x7F], hidden)
        fill(ScalarRanges.hidden, hidden)
        fill([0x180B, 0x180D, 0x180F, 0x180F, 0xFE00, 0xFE0F], selector)
        fill([0x200D, 0x200D], joiner)
        return table
    }()

    /// The kind of any scalar.
    @inline(__always)
    static func of(_ scalar: UInt32, in table: UnsafeBufferPointer<UInt8>) -> UInt8 {
        scalar < 0x20000 ? table[Int(scalar)] : ofHigh(scalar)
    }

    /// The kind of a scalar from U+20000 on: an ideograph, a selector, for private use, or nothing to be drawn.
    static func ofHigh(_ scalar: UInt32) -> UInt8 {
        if ScalarRanges.highIdeographs.contains(where: { $0.contains(scalar) }) { return wide }
        if (0xE0100...0xE01EF).contains(scalar) { return selector }
        return scalar >= 0xF0000 && scalar & 0xFFFE != 0xFFFE ? plain : hidden
    }

    /// Whether a variation selector says something about the scalar right before it.
    static func selects(_ selector: UInt32, after base: UInt32, kind: UInt8) -> Bool {
        let ideograph =
            (0x3400...0x9FFF).contains(base) || (0xF900...0xFAFF).contains(base) || (0x20000..<0x40000).contains(base)
        switch selector {
        case 0xFE0E, 0xFE0F:
            let keycap = base == 0x23 || base == 0x2A || (0x30...0x39).contains(base)
            return keycap || kind == pictograph || kind == widePictograph
        case 0xFE00...0xFE0D:
            return ideograph || (0x2200...0x22FF).contains(base) || (0x2A00...0x2AFF).contains(base)
        case 0xE0100...0xE01EF: return ideograph
        default: return (0x1820...0x18AA).contains(base)
        }
    }
}
