import CreditEngine
import Foundation
import Testing

@testable import Inspector

/// Screens as text beside this file; `RECORD_SCREENS=1 swift test` rewrites them.
@Suite struct GoldenScreenTests {
    struct Screen: Sendable, CustomTestStringConvertible {
        var name: String
        var size: (columns: Int, rows: Int) = (80, 24)
        var keys = ""
        var isAscii = false
        var hasBlame = true
        var testDescription: String { name }
    }

    static let screens: [Screen] = [
        Screen(name: "runs-80x24"), Screen(name: "runs-100x30", size: (100, 30)),
        Screen(name: "runs-200x50", size: (200, 50)),
        Screen(name: "runs-without-blame", keys: " jj", hasBlame: false), Screen(name: "runs-ascii", isAscii: true),
        Screen(name: "runs-filter", keys: "/status:fail<Enter>"),
        Screen(name: "runs-filter-mistake", keys: "/hot><Enter>"),
        Screen(name: "runs-filter-typed", keys: "/modulo sta"), Screen(name: "runs-sorted", keys: "ocost<Enter>"),
        Screen(name: "runs-columns", keys: ":widen run<Enter>:hide cost<Enter>:hide turns<Enter>"),
        Screen(name: "runs-sorting", keys: "o"), Screen(name: "runs-blame", keys: "<Tab>j"),
        Screen(name: "grid-of-filter", keys: "/modulo<Enter><Enter>"),
        Screen(name: "help-filter", keys: "?/model:<Enter>"), Screen(name: "palette-argument", keys: ":metric "),
        Screen(name: "palette-fuzzy", keys: ":nfl"), Screen(name: "copy-run", keys: "<Enter>yj"),
        Screen(name: "copy-list", keys: "y"), Screen(name: "times-80x24", keys: "<Enter>W"),
        Screen(name: "times-200x50", size: (200, 50), keys: "<Enter>Wz"),
        Screen(name: "runs-found", keys: "/text~\"modulo\"<Enter>"), Screen(name: "runs-bad-line", keys: "Ge"),
        Screen(name: "runs-unknown-key", keys: "s"), Screen(name: "runs-40x10", size: (40, 10)),
        Screen(name: "runs-60x15", size: (60, 15)),
        Screen(name: "tiny-39x10", size: (39, 10)), Screen(name: "tiny-1x1", size: (1, 1)),
        Screen(name: "grid-80x24", keys: "<Enter>"), Screen(name: "grid-100x30", size: (100, 30), keys: "<Enter>"),
        Screen(name: "grid-120x40", size: (120, 40), keys: "<Enter>"),
        Screen(name: "grid-200x50", size: (200, 50), keys: "<Enter>"),
        Screen(name: "grid-60x15", size: (60, 15), keys: "<Enter>"),
        Screen(name: "grid-40x10", size: (40, 10), keys: "<Enter>"),
        Screen(name: "grid-transposed", keys: "<Enter>t"), Screen(name: "grid-temporal", keys: "<Enter>c"),
        Screen(name: "grid-structural", keys: "<Enter>cc"), Screen(name: "grid-find", keys: "<Enter>/no error<Enter>"),
        Screen(name: "grid-ascii", keys: "<Enter>", isAscii: true),
        Screen(name: "grid-cjk", keys: "Gk<Enter>"),
        Screen(name: "grid-cjk-transposed", keys: "Gk<Enter>t"),
        Screen(name: "message-saw", keys: "<Enter>3"), Screen(name: "message-tools", keys: "<Enter>4"),
        Screen(name: "message-json", keys: "<Enter>5"), Screen(name: "message-json-zoomed", keys: "<Enter>5z"),
        Screen(name: "message-silent", keys: "<Enter>g"), Screen(name: "evidence", keys: "<Enter>6jj"),
        Screen(name: "evidence-zoomed", keys: "<Enter>6z"), Screen(name: "evidence-followed", keys: "<Enter>f"),
        Screen(name: "help-80x24", keys: "?"), Screen(name: "help-search", keys: "?/turn<Enter>"),
        Screen(name: "log", keys: "L"),
        Screen(name: "swap-menu-80x24", keys: "<Enter>sj"),
        Screen(name: "swap-menu-100x30", size: (100, 30), keys: "j <Enter>s+"),
        Screen(name: "swap-menu-200x50", size: (200, 50), keys: "<Enter>s"),
        Screen(name: "swap-menu-40x10", size: (40, 10), keys: "<Enter>s"),
        Screen(name: "swap-edited", keys: "<Enter>e"),
        Screen(name: "swap-done-80x24", keys: "<Enter>s<Enter>sj<Enter>"),
        Screen(name: "swap-done-100x30", size: (100, 30), keys: "<Enter>s<Enter>sj<Enter>"),
        Screen(name: "swap-done-200x50", size: (200, 50), keys: "<Enter>s<Enter>sj<Enter>"),
        Screen(name: "swap-done-ascii", keys: "<Enter>s<Enter>7", isAscii: true),
        Screen(name: "measured-80x24", keys: "<Enter>V<Enter>"),
        Screen(name: "measured-100x30", size: (100, 30), keys: "<Enter>V<Enter>n"),
        Screen(name: "measured-200x50", size: (200, 50), keys: "<Enter>V<Enter>6"),
        Screen(name: "measured-transposed", keys: "<Enter>V<Enter>t"),
        Screen(name: "curve-80x24", keys: "<Enter>V<Enter>7"), Screen(name: "curve-unmeasured", keys: "<Enter>7"),
        Screen(name: "curve-100x30", size: (100, 30), keys: "<Enter>V<Enter>7z"),
        Screen(name: "curve-200x50", size: (200, 50), keys: "<Enter>V<Enter>7"),
        Screen(name: "jobs-done", keys: "<Enter>V<Enter>s<Enter>J"), Screen(name: "jobs-none", keys: "J"),
        Screen(name: "equivalent", keys: "<Enter>s<Enter>="),
        Screen(name: "palette", keys: ":pa"), Screen(name: "legend-80x24", keys: "<Enter>H"),
        Screen(name: "legend-runs", keys: "H"), Screen(name: "legend-gate", keys: "<Enter>C<Enter>P<Enter>H<Down>"),
        Screen(name: "legend-200x50", size: (200, 50), keys: "<Enter>H"), Screen(name: "task-80x24", keys: "<Enter>9"),
        Screen(name: "task-200x50", size: (200, 50), keys: "<Enter>9"), Screen(name: "role-80x24", keys: "<Enter>i"),
        Screen(name: "role-200x50", size: (200, 50), keys: "<Enter>i"),
        Screen(name: "find-200x50", size: (200, 50), keys: "<Enter>/the<Enter>1$"),
    ]

    @Test(arguments: screens) func screen(_ screen: Screen) throws {
        var bench = TestBench(
            columns: screen.size.columns, rows: screen.size.rows, isAscii: screen.isAscii, hasBlame: screen.hasBlame)
        try bench.press(screen.keys)
        try Self.compare(bench.screen, screen.name)
    }

    @Test func theKeyTableAsText() throws { try Self.compare(App.keyTable(), "keys") }

    @Test func theLogAndTheLastNotice() throws {
        var bench = TestBench(hasBlame: false)
        bench.send(.clock(0.4))
        bench.send(.noticed(Notice(.info, "indexed traces/: 6 runs in 2 files")))
        bench.send(.clock(12.25))
        let words = "runs.jsonl:88021: not JSON at byte 61 (expected ','); the line is skipped, 'e' shows it"
        bench.send(.noticed(Notice(.warning, words)))
        try Self.compare(bench.screen, "notice")
        try bench.press("L")
        try Self.compare(bench.screen, "log-entries")
    }

    @Test func severalFilesAreToldApart() throws {
        var bench = TestBench(isFilled: false)
        var progress = MadeUpRuns.index(finished: false)
        progress.files = ["a.jsonl", "b/c.jsonl"]
        progress.badLines.append(
            BadLine(
                file: 1, line: 7, byte: 12, offset: 400,
                reason: "ends in the middle of a record; it is read when the rest is there", incomplete: true))
        bench.send(.indexed(progress))
        try Self.compare(bench.screen, "runs-indexing")
        try bench.press("Ge")
        try Self.compare(bench.screen, "bad-line-of-file")
    }

    /// The digit is absolute; shade and colour are one thing, and no cooler cell has the fuller shade.
    @Test func digitsShadesAndColoursAgree() throws {
        var bench = TestBench()
        try bench.press("<Enter>")
        let frame = bench.app.render()
        var steps: [Int: Set<Int>] = [:]
        for (place, cell) in frame.cells.enumerated() {
            guard case .heat(let step) = cell.style.role, let digit = Int(cell.text) else { continue }
            #expect(frame.cells[place + 1].text == "~")
            #expect(frame.cells[place + 2].text == ["·", "░", "▒", "▓", "█"][step])
            steps[digit, default: []].insert(step)
        }
        let digits = steps.keys.sorted()
        #expect(digits.count > 3 && steps[digits.last ?? 0] == [4], "the hottest cell of a run is full")
        for (lower, higher) in zip(digits, digits.dropFirst()) {
            #expect((steps[lower]?.max() ?? 9) <= (steps[higher]?.min() ?? 0))
        }
    }

    /// Nothing of the last column is lost where all agents just fit.
    @Test(arguments: [(80, 24), (100, 30), (140, 40), (200, 50)])
    func theLastColumnIsWhole(_ columns: Int, _ rows: Int) throws {
        var bench = TestBench(columns: columns, rows: rows)
        try bench.press("<Enter>/the<Enter>1$")
        let row = try #require(bench.screen.split(separator: "\n").first { $0.contains("[") && $0.contains("│   7 ") })
        let cell = try #require(row.split(separator: "[").last?.split(separator: "│").first)
        #expect(cell.contains("*"), "the hit mark of \(row)")
        if columns > 80 { #expect(cell.contains("]")) }
    }

    @Test func hostileWordsStayInTheirPane() throws {
        var bench = TestBench()
        bench.opening = { _ in
            let nasty =
                "\u{1B}[31mred\u{1B}[0m \u{202E}backwards\u{202C} bell\u{07} zero\u{200B}width \u{1F469}\u{200D}\u{1F4BB}\r\nnext\tline e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}"
            let (trace, credit) = MadeUpRuns.math(
                id: "\u{1B}]0;title\u{07}", names: ["a\u{1B}[2J", "b\nc", "d\u{202E}", "e", "f"])
            var hostile = trace
            for i in hostile.messages.indices { hostile.messages[i].output = nasty }
            return .read(hostile, credit, file: "runs\u{1B}.jsonl")
        }
        try bench.press("<Enter>")
        try Self.compare(bench.screen, "hostile")
        #expect(
            !bench.screen.unicodeScalars.contains {
                $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" || $0 == "\u{200B}"
            })
    }

    static func compare(_ screen: String, _ name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Screens/\(name).txt")
        if ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1" {
            try Data(screen.utf8).write(to: file)
        }
        let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(screen == recorded, "the screen differs from Screens/\(name).txt")
    }
}
