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
        let indent = min(indent, width / 2)
        var line = PendingLine()
        var offset = 0
        var next = 0
        let marked = marked.filter { !$0.range.isEmpty }.sorted {
            ($0.range.lowerBound, $0.mark) < ($1.range.lowerBound, $1.mark)
        }
        for character in text {
            while next < marked.count, marked[next].range.upperBound <= offset { next += 1 }
            var mark = TextLine.Mark.none
            var ahead = next
            while ahead < marked.count, marked[ahead].range.lowerBound <= offset {
                if marked[ahead].range.contains(offset) { mark = max(mark, marked[ahead].mark) }
                ahead += 1
            }
            offset += character.utf8.count
            if character == "\n" {
                finish(&line, style, isOwn)
                continue
            }
            if character == "\r\n" {
                for glyph in Glyph.glyphs(of: "\r") { place(glyph, .none, &line, style, isOwn, indent) }
                finish(&line, style, isOwn)
                continue
            }
            if character == "\t" {
                for _ in 0..<4 - line.columns % 4 {
                    place(Glyph(text: " ", width: 1), mark, &line, style, isOwn, indent)
                }
                continue
            }
            for glyph in Glyph.glyphs(of: String(character)) { place(glyph, mark, &line, style, isOwn, indent) }
        }
        if !line.glyphs.isEmpty || text.isEmpty { finish(&line, style, isOwn) }
    }

    /// A line not yet full.
    private struct PendingLine {
        var glyphs: [(glyph: Glyph, mark: TextLine.Mark)] = []
        var columns = 0
        /// The number of glyphs after which the line may be broken; 0 means nowhere.
        var breakAfter = 0
    }

    private mutating func place(
        _ glyph: Glyph, _ mark: TextLine.Mark, _ line: inout PendingLine, _ style: Style, _ isOwn: Bool, _ indent: Int
    ) {
        if line.columns + glyph.width > width, !line.glyphs.isEmpty {
            if glyph.text == " " {
                finish(&line, style, isOwn)
                start(&line, indent)
                return
            }
            let cut = line.breakAfter > 0 ? line.breakAfter : line.glyphs.count
            let rest = Array(line.glyphs[cut...])
            line.glyphs.removeSubrange(cut...)
            finish(&line, style, isOwn)
            start(&line, indent)
            line.glyphs += rest
            line.columns += rest.reduce(0) { $0 + $1.glyph.width }
        }
        line.glyphs.append((glyph, mark))
        line.columns += glyph.width
        if glyph.text == " " || glyph.width == 2 { line.breakAfter = line.glyphs.count }
    }

    private func start(_ line: inout PendingLine, _ indent: Int) {
        for _ in 0..<indent { line.glyphs.append((Glyph(text: " ", width: 1), .none)) }
        line.columns = indent
    }

    private mutating func finish(_ line: inout PendingLine, _ style: Style, _ isOwn: Bool) {
        var spans: [Span] = []
        var mark = TextLine.Mark.none
        var run = ""
        var runMark = TextLine.Mark.none
        func close() {
            guard !run.isEmpty else { return }
            spans.append(
                Span(text: run, style: runMark == .none ? style : Style(runMark.role, bold: true), isOwn: isOwn))
            run = ""
        }
        for (glyph, glyphMark) in line.glyphs {
            if glyphMark != runMark {
                close()
                runMark = glyphMark
            }
            run += glyph.text
            mark = max(mark, glyphMark)
        }
        close()
        lines.append(TextLine(mark: mark, spans: spans))
        line = PendingLine()
    }
}
