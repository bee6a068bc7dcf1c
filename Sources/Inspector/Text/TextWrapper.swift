import CreditEngine

/// One line of a text pane.
struct TextLine: Sendable, Equatable {
    /// What the gutter says of the line, beside the colour.
    enum Mark: Int, Sendable, Comparable {
        case none, evidence, hit

        static func < (a: Mark, b: Mark) -> Bool { a.rawValue < b.rawValue }

        var symbol: String {
            switch self {
            case .none: " "
            case .evidence: "»"
            case .hit: "*"
            }
        }

        var role: Style.Role {
            switch self {
            case .none: .plain
            case .evidence: .problem
            case .hit: .hit
            }
        }
    }

    var mark = Mark.none
    var spans: [Span] = []
}

/// Breaks texts into lines of a width, counted in columns, and keeps track of marked words.
struct TextWrapper {
    /// Words to mark, as UTF-8 offsets.
    struct Marked: Sendable, Equatable {
        var range: Range<Int>
        var mark: TextLine.Mark
    }

    let width: Int
    private(set) var lines: [TextLine] = []

    init(width: Int) { self.width = max(1, width) }

    /// Adds an empty line.
    mutating func addBlank() { lines.append(TextLine()) }

    /// Adds one line of spans as it is; it is clipped when drawn.
    mutating func addLine(_ spans: [Span]) { lines.append(TextLine(spans: spans)) }

    /// Adds a text, broken at its newlines and between words; continuation lines start with `indent` blanks.
    mutating func add(
        _ text: String, _ style: Style = .plain, isOwn: Bool = false, indent: Int = 0, marked: [Marked] = []
    ) {
        add([Span(text: text, style: style, isOwn: isOwn)], indent: indent, marked: marked)
    }

    /// Adds spans that flow into each other; marked ranges count from the start of the first.
    mutating func add(_ spans: [Span], indent: Int = 0, marked: [Marked] = []) {
        let marked = marked.filter { !$0.range.isEmpty }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var line = PendingLine(indent: min(indent, width / 2))
        var offset = 0
        var next = 0
        for span in spans {
            for character in span.text {
                while next < marked.count, marked[next].range.upperBound <= offset { next += 1 }
                var mark = TextLine.Mark.none
                var ahead = next
                while ahead < marked.count, marked[ahead].range.lowerBound <= offset {
                    if marked[ahead].range.contains(offset) { mark = max(mark, marked[ahead].mark) }
                    ahead += 1
                }
                offset += character.utf8.count
                place(character, Paint(style: span.style, isOwn: span.isOwn, mark: mark), &line)
            }
        }
        if !line.glyphs.isEmpty || offset == 0 { finish(&line) }
    }

    /// How a glyph is drawn, and what it is marked as.
    private struct Paint: Equatable {
        var style: Style
        var isOwn: Bool
        var mark: TextLine.Mark
    }

    /// A line not yet full.
    private struct PendingLine {
        let indent: Int
        var glyphs: [(glyph: Glyph, paint: Paint)] = []
        var columns = 0
        /// The number of glyphs after which the line may be broken; 0 means nowhere.
        var breakAfter = 0
    }

    private mutating func place(_ character: Character, _ paint: Paint, _ line: inout PendingLine) {
        switch character {
        case "\n": finish(&line)
        case "\r\n":
            for glyph in Glyph.glyphs(of: "\r") { place(glyph, paint, &line) }
            finish(&line)
        case "\t":
            for _ in 0..<4 - line.columns % 4 { place(Glyph(text: " ", width: 1), paint, &line) }
        case _ where character.asciiValue.map { $0 >= 0x20 && $0 < 0x7F } ?? false:
            // Most of every text: no need to ask for its glyphs.
            place(Glyph(text: String(character), width: 1), paint, &line)
        default:
            for glyph in Glyph.glyphs(of: String(character)) { place(glyph, paint, &line) }
        }
    }

    private mutating func place(_ glyph: Glyph, _ paint: Paint, _ line: inout PendingLine) {
        if line.columns + glyph.width > width, !line.glyphs.isEmpty {
            let rest: [(Glyph, Paint)]
            if glyph.text == " " {
                rest = []
            } else {
                let cut = line.breakAfter > 0 ? line.breakAfter : line.glyphs.count
                rest = Array(line.glyphs[cut...])
                line.glyphs.removeSubrange(cut...)
            }
            finish(&line)
            let blank = Paint(style: .plain, isOwn: true, mark: .none)
            for _ in 0..<line.indent { line.glyphs.append((Glyph(text: " ", width: 1), blank)) }
            line.glyphs += rest
            line.columns = rest.reduce(line.indent) { $0 + $1.0.width }
            if glyph.text == " " { return }
        }
        line.glyphs.append((glyph, paint))
        line.columns += glyph.width
        if glyph.text == " " || glyph.width == 2 { line.breakAfter = line.glyphs.count }
    }

    private mutating func finish(_ line: inout PendingLine) {
        var spans: [Span] = []
        var mark = TextLine.Mark.none
        var start = 0
        for end in 1..<max(1, line.glyphs.count + 1) {
            let paint = line.glyphs[start].paint
            if end < line.glyphs.count, line.glyphs[end].paint == paint { continue }
            let style = paint.mark == .none ? paint.style : Style(paint.mark.role, bold: true)
            spans.append(
                Span(text: line.glyphs[start..<end].map(\.glyph.text).joined(), style: style, isOwn: paint.isOwn))
            mark = max(mark, paint.mark)
            start = end
        }
        lines.append(TextLine(mark: mark, spans: spans))
        line = PendingLine(indent: line.indent)
    }
}
