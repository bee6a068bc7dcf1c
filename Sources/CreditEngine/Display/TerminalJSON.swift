/// The display boundary for JSON that goes to a terminal: the same values, with nothing in it that a terminal would obey,
/// hide or reorder.
///
/// Control characters, C1 and bidi controls, zero-width and invisible characters, variation selectors and joiners become
/// `\uXXXX`, which JSON means the same by; a byte that is not UTF-8 becomes `\ufffd`, as whoever reads it would have it.
/// Combining marks and flags stay. Newlines stay, because JSON has them between values only.
public enum TerminalJSON {
    /// The bytes for a terminal; the same ones when there is nothing to escape.
    public static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        ScalarKind.table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { escaped($0, table) } ?? bytes
        }
    }

    private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        var (at, copied) = (0, 0)
        while at < bytes.count {
            let (scalar, length) = UTF8Step.decode(bytes, at: at)
            guard length == 0 || isHidden(scalar, table) else {
                at += length
                continue
            }
            output.append(contentsOf: bytes[copied..<at])
            append(length == 0 ? 0xFFFD : scalar, to: &output)
            at += max(1, length)
            copied = at
        }
        guard copied > 0 else { return nil }
        output.append(contentsOf: bytes[copied...])
        return output
    }

    private static func isHidden(_ scalar: UInt32, _ table: UnsafeBufferPointer<UInt8>) -> Bool {
        switch ScalarKind.of(scalar, in: table) {
        case ScalarKind.hidden: scalar != 0x0A && scalar != 0x09
        case ScalarKind.selector, ScalarKind.joiner: true
        default: false
        }
    }

    /// A scalar as one escape, or as the two of its surrogates.
    private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        let units = Unicode.Scalar(scalar).map { Array(Character($0).utf16) } ?? [0xFFFD]
        for unit in units {
            output.append(contentsOf: "\\u".utf8)
            for shift in [12, 8, 4, 0] {
                output.append(Array("0123456789abcdef".utf8)[Int(unit >> UInt16(shift)) & 15])
            }
        }
    }
}
