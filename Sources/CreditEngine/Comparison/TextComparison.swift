/// Two texts held against each other word by word, in time that does not grow with their length.
///
/// Long texts are compared from shortly before the first byte that differs, and so many bytes of each; what is left out
/// on either end is counted, so that whoever shows the comparison can say so.
public struct TextComparison: Sendable, Hashable {
    /// The most bytes of either text that are compared, unless told otherwise.
    public static let most = 16_384

    /// What the left text has and the right one has not, and the other way round.
    public let diff: PromptDiff
    /// How many bytes at the beginning are left out; they are the same in both.
    public let skipped: Int
    /// How many bytes at the end of the left text are not compared.
    public let leftRest: Int
    /// How many bytes at the end of the right text are not compared.
    public let rightRest: Int

    /// Compares two texts.
    public init(_ left: String, _ right: String, most: Int = Self.most) {
        let (a, b) = (left.utf8.count, right.utf8.count)
        let most = max(64, most)
        guard a > most || b > most else {
            diff = PromptDiff(from: left, to: right)
            (skipped, leftRest, rightRest) = (0, 0, 0)
            return
        }
        var (left, right) = (left, right)
        let cut = left.withUTF8 { one in
            right.withUTF8 { other in
                let start = Self.start(one, other, lead: most / 8)
                let (end, otherEnd) = (Self.end(one, start + most), Self.end(other, start + most))
                return (
                    start: start, left: String(decoding: one[start..<end], as: UTF8.self),
                    right: String(decoding: other[start..<otherEnd], as: UTF8.self)
                )
            }
        }
        diff = PromptDiff(from: cut.left, to: cut.right)
        skipped = cut.start
        leftRest = max(0, a - cut.start - cut.left.utf8.count)
        rightRest = max(0, b - cut.start - cut.right.utf8.count)
    }

    /// Whether the texts are compared from their beginnings to their ends.
    public var isWhole: Bool { skipped == 0 && leftRest == 0 && rightRest == 0 }

    /// Where to begin: at the line of the first difference when it is near, else at a character before it; equal texts
    /// are shown from their beginning.
    private static func start(
        _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, lead: Int
    ) -> Int {
        let shared = min(a.count, b.count)
        var same = 0
        while same < shared, a[same] == b[same] { same += 1 }
        guard same > lead, same < max(a.count, b.count) else { return 0 }
        var line = same
        while line > same - lead, a[line - 1] != 0x0A { line -= 1 }
        return line > same - lead ? line : end(a, same - lead / 2)
    }

    /// The last place not after another at which no character is cut.
    private static func end(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
        guard place < bytes.count else { return bytes.count }
        var place = max(0, place)
        while place > 0, bytes[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }
}
