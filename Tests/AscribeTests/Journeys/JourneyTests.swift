import Foundation
import Testing

/// The real program in a real terminal, from the list of runs to the words that cost one of them its outcome.
@Suite("Journeys in a terminal", .serialized, .enabled(if: Pane.isPossible, Pane.reason))
struct JourneyTests {
    @Test("From the runs to the cause and back", arguments: [(80, 24), (200, 50)])
    func journey(columns: Int, rows: Int) throws {
        let pane = try Pane(columns: columns, rows: rows)
        try pane.start("SampleTraces")
        var screen = try pane.wait(for: "indexed 100 %", "temporal by turn", "run-10", "✓ run-7", "! line")
        #expect(screen.contains("13 runs"))
        #expect(screen.contains("270 messages read"))

        try pane.press("}", "Enter")
        try pane.wait(for: "credit: joint", "researche", "evidence:", "text", "turn rule")
        try pane.press("n")
        screen = try pane.wait(for: "suspect ", "evidence: ")

        try pane.press("2", "z")
        try pane.waitUntilGone("credit: joint")
        try pane.press("z", "1")
        try pane.wait(for: "credit: joint")

        try pane.press("t")
        try pane.wait(for: "agent", "share")
        try pane.press("t")
        try pane.wait(for: "turn  temporal")

        try pane.press("/")
        try pane.literal("step\n")
        screen = try pane.wait(for: "hit ", "*", "next hit")
        try pane.press("n")

        try pane.press("?")
        try pane.wait(for: "keys", "what it does", "next-failed")
        try pane.press("Escape")
        try pane.waitUntilGone("what it does")

        try pane.press(":")
        try pane.literal("pal")
        try pane.wait(for: "commands", "viridis, cividis or mono")
        try pane.press("Enter")
        try pane.wait(for: "palette: ")

        try pane.resize(columns: 1, rows: 1)
        try pane.until("a terminal of one cell") { try pane.value("pane_width") == "1" }
        try pane.press("n", "c")
        try pane.resize(columns: columns, rows: rows)
        try pane.wait(for: "credit:", "evidence:", "turn rule")

        try pane.press("Q")
        try pane.until("the shell's own screen") { try pane.value("alternate_on") == "0" }
        #expect(try pane.ask("echo back").contains("back"))
    }

    /// The path of the evidence pane leads to the cell that it names.
    @Test(
        "Following a delayed error goes to its root",
        .disabled("hot cells are the roots of their paths now, so that f has nowhere to go from any of them"))
    func follow() throws {
        let pane = try Pane(columns: 200, rows: 50)
        try pane.start("SampleTraces")
        try pane.wait(for: "indexed 100 %")
        // Whichever run has a path: the estimate may change, what a path means does not.
        for _ in 0..<11 {
            try pane.press("}", "Enter")
            var screen = try pane.wait(for: "evidence: ", "credit:")
            let suspects = screen.firstMatch(of: /suspect 1 of ([0-9])/).flatMap { Int($0.1) } ?? 0
            for number in 1..<(suspects + 1) {
                if number > 1 { try pane.press("n") }
                screen = try pane.wait(for: "suspect \(number) of ")
                guard let root = Self.root(on: screen) else { continue }
                #expect(!screen.contains("evidence: \(root) "))
                try pane.press("f")
                try pane.wait(for: "evidence: \(root) ")
                return
            }
            try pane.press("Escape")
            try pane.wait(for: "temporal by turn")
        }
        Issue.record("no sample run has a path from its hot cell to an earlier one")
    }

    /// The last cell of the path that the evidence pane shows.
    private static func root(on screen: String) -> String? {
        let line = screen.split(separator: "\n").first { $0.contains("goes to the root") }
        let path = line?.components(separatedBy: "path: ").last?.components(separatedBy: "   f goes").first
        return path?.components(separatedBy: " ← ").last
    }

    @Test("A growing file is followed with F")
    func growing() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let whole = try Array(Data(contentsOf: URL(filePath: Program.samples + "/quartet.jsonl")))
        let lines = whole.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
        let file = try scratch.file("growing.jsonl", lines[0])
        let pane = try Pane(columns: 100, rows: 30)
        try pane.start("", quotingPaths: [file])
        try pane.wait(for: "1 run ", "indexed 100 %")
        try pane.press("F")
        let handle = try FileHandle(forWritingTo: URL(filePath: file))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(lines[1]))
        try pane.wait(for: "2 runs ")
        try pane.press("Q")
        try pane.until("the shell's own screen") { try pane.value("alternate_on") == "0" }
    }

    @Test("A file that is cut, replaced or deleted while it is open is told, and nothing is lost")
    func vanishing() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let whole = try Array(Data(contentsOf: URL(filePath: Program.samples + "/quartet.jsonl")))
        let file = try scratch.file("going.jsonl", whole)
        let pane = try Pane(columns: 100, rows: 30)
        try pane.start("", quotingPaths: [file])
        try pane.wait(for: "2 runs ", "indexed 100 %")
        try #require(truncate(file, 10) == 0)
        try pane.press("Enter")
        try pane.wait(for: "going.jsonl")
        try pane.press("Escape", "R")
        try pane.wait(for: "0 runs ")
        try FileManager.default.removeItem(atPath: file)
        try pane.press("R")
        try pane.wait(for: "going.jsonl")
        try pane.press("L")
        try pane.wait(for: "log", "going.jsonl")
        try pane.press("Q")
        try pane.until("the shell's own screen") { try pane.value("alternate_on") == "0" }
    }
}
