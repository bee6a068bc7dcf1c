import CreditEngine
import Testing

@testable import Inspector

/// Whatever is pressed, clicked, resized or reported, in whatever order: a frame of the right size, and no crash.
@Suite struct RandomSessionTests {
    /// A small generator, so that a seed gives the same session everywhere.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    @Test(arguments: 0..<24 as Range<UInt64>) func session(_ seed: UInt64) {
        var dice = Dice(state: seed)
        var bench = TestBench(isAscii: seed % 5 == 0, isFilled: seed % 7 != 0)
        // Every other session leaves its jobs running.
        if seed % 2 == 0 { bench.working = { [.progressed(MadeUpReplays.swapped(3 + $0.job))] } }
        bench.opening = { run in
            switch run % 4 {
            case 0: Self.opened(MadeUpRuns.math(), .replayable(MadeUpReplays.terms))
            case 1: Self.opened(MadeUpRuns.chinese())
            case 2: .read(Trace(id: "empty"), Self.nothing, file: "empty.jsonl")
            default: .failed("runs.jsonl: the file is gone; R reads it again")
            }
        }
        let keys =
            Screens.commands.all.flatMap(\.name.keys) + "sCaé研*~\"<>".map { Key.character($0) } + [
                .backspace, .delete, .function(3),
            ]
        for _ in 0..<150 {
            switch Int.random(in: 0..<20, using: &dice) {
            case 0:
                bench.send(
                    .resize(columns: .random(in: 0...210, using: &dice), rows: .random(in: -1...60, using: &dice)))
            case 1:
                bench.send(.click(column: .random(in: -2...210, using: &dice), row: .random(in: -2...60, using: &dice)))
            case 2:
                bench.send(
                    .wheel(
                        column: .random(in: 0...200, using: &dice), row: .random(in: 0...50, using: &dice),
                        steps: .random(in: -9...9, using: &dice)))
            case 3 where Bool.random(using: &dice):
                bench.send(.indexed(MadeUpRuns.index(finished: Bool.random(using: &dice))))
            case 4: bench.send(.scored(MadeUpRuns.scores))
            case 5 where Int.random(in: 0..<8, using: &dice) == 0:
                bench.send(.restarted(reason: "runs.jsonl was replaced"))
            case 7:
                let job = Int.random(in: 0..<4, using: &dice)
                let found = MadeUpReplays.swapped(Int.random(in: 0..<9, using: &dice))
                bench.send(
                    .job(job, Bool.random(using: &dice) ? .progressed(found) : .ended(found, .failed("no\u{1B}"))))
            case 6: bench.send(.noticed(Notice(.warning, "something happened\nin two lines\u{1B}[2J")))
            default: bench.send(.key(keys.randomElement(using: &dice) ?? .enter))
            }
            let frame = bench.app.render()
            #expect(
                frame.columns == max(1, bench.app.configuration.columns)
                    && frame.rows == max(1, bench.app.configuration.rows))
            #expect(frame.cells.count == frame.columns * frame.rows)
            #expect(Self.isWellFormed(frame))
        }
    }

    @Test func resizingToOneCellAndBackChangesNothing() throws {
        for keys in ["", "<Enter>", "  d", "<Enter>t", "<Enter>5jj", "?", "L"] {
            var bench = TestBench()
            try bench.press(keys)
            let before = bench.screen
            for size in [(1, 1), (200, 1), (1, 50), (40, 10), (80, 24)] {
                bench.send(.resize(columns: size.0, rows: size.1))
            }
            #expect(bench.screen == before, "after \(keys)")
        }
    }

    private static func opened(
        _ made: (Trace, EstimatedCredit), _ replay: Replayability = .impossible("it does not carry its team")
    ) -> OpenedRun {
        .read(made.0, made.1, file: "runs.jsonl", replay: replay)
    }

    private static let nothing = EstimatedCredit(
        metric: "stall", temporal: [], structural: [], cells: [], suspects: [], states: [])

    /// Every wide glyph keeps its right half, and no right half stands alone.
    private static func isWellFormed(_ frame: Frame) -> Bool {
        for row in 0..<frame.rows {
            var column = 0
            while column < frame.columns {
                let text = frame.cells[row * frame.columns + column].text
                if text.isEmpty { return false }
                let width = Glyph.columns(of: text)
                if width == 2 {
                    guard column + 1 < frame.columns, frame.cells[row * frame.columns + column + 1].text.isEmpty else {
                        return false
                    }
                }
                column += max(1, width)
            }
        }
        return true
    }
}
