/// One drawable unit of visible text: a base with at most four combining marks, one or two columns wide.
///
/// Columns are counted as terminals with `wcwidth` semantics do, and text on which terminals disagree is given a form
/// on which they do not, so that a frame never disagrees with the terminal:
/// - the emoji of a joined sequence are glyphs of their own with `+` for each joiner (👩+💻), because terminals draw
///   such a sequence in two, four or more columns;
/// - a skin tone is written out (`<U+1F3FD>`), because some terminals join it to whatever stands before it;
/// - the selectors U+FE0E and U+FE0F are left out, and the emoji has the width of its default presentation;
/// - the tags of a flag are its letters (🏴gbsct);
/// - a pair of regional indicators is one glyph of two columns.
public struct Glyph: Sendable, Equatable {
    /// The text of the unit.
    public var text: String
    /// Columns it takes: 1 or 2; 0 only for a newline of a block.
    public var width: Int

    /// Makes a glyph.
    public init(text: String, width: Int) {
        self.text = text
        self.width = width
    }

    /// The glyphs of a text; it is escaped first, so any text may be given.
    public static func glyphs(of text: String, layout: VisibleText.Layout = .line) -> [Glyph] {
        var visible = VisibleText.escape(text, layout: layout)
        return visible.withUTF8(glyphs(ofVisible:))
    }

    /// The number of columns a text takes when drawn on one line.
    public static func columns(of text: String) -> Int {
        var visible = VisibleText.escape(text)
        return visible.withUTF8(columns(ofVisible:))
    }

    /// The columns of escaped text from a byte on.
    static func columns(ofVisible bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { columns(ofVisible: UnsafeBufferPointer(rebasing: $0[start...])) }
    }

    private static func columns(ofVisible bytes: UnsafeBufferPointer<UInt8>) -> Int {
        ScalarKind.table.withUnsafeBufferPointer { table in
            var columns = 0
            var at = 0
            while at < bytes.count {
                let (scalar, length) = UTF8Step.decode(bytes, at: at)
                columns += width(of: scalar, in: table)
                at += max(1, length)
            }
            return columns
        }
    }

    private static func glyphs(ofVisible bytes: UnsafeBufferPointer<UInt8>) -> [Glyph] {
        ScalarKind.table.withUnsafeBufferPointer { table in
            var glyphs: [Glyph] = []
            glyphs.reserveCapacity(bytes.count)
            var at = 0
            while at < bytes.count {
                if bytes[at] < 0x80 {
                    glyphs.append(ascii[Int(bytes[at])])
                    at += 1
                    continue
                }
                let (scalar, length) = UTF8Step.decode(bytes, at: at)
                let text = String(decoding: bytes[at..<at + length], as: UTF8.self)
                at += length
                switch ScalarKind.of(scalar, in: table) {
                case ScalarKind.mark: glyphs[glyphs.count - 1].text += text
                case ScalarKind.selector:
                    if scalar != 0xFE0E, scalar != 0xFE0F { glyphs[glyphs.count - 1].text += text }
                case ScalarKind.regional:
                    glyphs.append(
                        Glyph(text: text + String(decoding: bytes[at..<at + length], as: UTF8.self), width: 2))
                    at += length
                case ScalarKind.joiner: glyphs.append(Glyph(text: "+", width: 1))
                case ScalarKind.modifier:
                    for byte in "<U+\(String(scalar, radix: 16, uppercase: true))>".utf8 {
                        glyphs.append(ascii[Int(byte)])
                    }
                case ScalarKind.hidden:
                    if scalar < 0xE007F { glyphs.append(ascii[Int(scalar & 0x7F)]) }
                default: glyphs.append(Glyph(text: text, width: width(of: scalar, in: table)))
                }
            }
            return glyphs
        }
    }

    /// The columns that a scalar of escaped text adds to its line.
    @inline(__always)
    private static func width(of scalar: UInt32, in table: UnsafeBufferPointer<UInt8>) -> Int {
        switch ScalarKind.of(scalar, in: table) {
        case ScalarKind.wide, ScalarKind.widePictograph: 2
        case ScalarKind.mark, ScalarKind.selector: 0
        case ScalarKind.modifier: 9
        case ScalarKind.hidden: (0xE0020..<0xE007F).contains(scalar) ? 1 : 0
        default: 1
        }
    }

    private static let ascii: [Glyph] = (0..<128).map { (value: UInt8) in
        Glyph(text: String(Unicode.Scalar(value)), width: value == 0x0A ? 0 : 1)
    }
}
