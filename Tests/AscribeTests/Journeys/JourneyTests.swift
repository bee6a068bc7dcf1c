import Foundation
import Testing

/// The real program in a real terminal, from the list of runs to the words that cost one of them its outcome.
@Suite("Journeys in a terminal", .serialized, .enabled(if: Pane.isPossible, Pane.reason))
struct JourneyTests {
    @Test("From the runs to the cause and back", arguments: [(80, 24), (200, 50)])
    func journey(columns: Int, rows: Int) throws {
        let pane = try Pane(columns: columns, rows: rows)
        try pane.start("SampleTraces")
        var screen = try pane.wait(for: "indexed 100 %", "temporal by turn", "run-10", "✓ run-7")
        // Bad lines stand below the runs.
        try pane.press("G")
        try pane.wait(for: "! line")
        try pane.press("g")
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
        try pane.wait(for: "keys", "what it does", "next hit, or hot cell")
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

    /// Whoever opens a run for the first time sees what the signs mean; the first key acts all the same, and it is kept.
    @Test("The first opened run is explained once")
    func firstRun() throws {
        let pane = try Pane(columns: 80, rows: 24, isKnown: false)
        try pane.start("SampleTraces/trio.jsonl")
        try pane.wait(for: "indexed 100 %")
        try pane.press("Enter")
        try pane.wait(for: "what the grid shows", "any key goes on", "credit: joint", "tenths of blame")
        try pane.press("s")
        try pane.wait(for: "swap 2 researcher")
        try pane.press("Escape")
        try pane.wait(for: "evidence: ")
        #expect(!(try pane.screen().contains("what the grid shows")))
        #expect(pane.settings?.contains("legend: false") == true)
        try pane.press("Q")
        try pane.until("the shell's own screen") { try pane.value("alternate_on") == "0" }
    }

    /// The path of a delayed error can be walked with one key: from its origin to where it shows, and back.
    @Test("Following a delayed error goes from where it shows back to its origin")
    func follow() throws {
        let pane = try Pane(columns: 200, rows: 50)
        try pane.start("SampleTraces/delayed.jsonl")
        try pane.wait(for: "indexed 100 %")
        try pane.press("Enter")
        let screen = try pane.wait(for: "suspect 1 of ", "path: ")
        let path = try #require(Self.path(on: screen))
        let (symptom, root) = try (#require(path.first), #require(path.last))
        #expect(path.count > 1)
        try pane.wait(for: "[evidence: \(root)]")
        try pane.press("f")
        try pane.wait(for: "[evidence: \(symptom)]", "f goes to its origin")
        for cell in path.dropFirst() {
            try pane.press("f")
            try pane.wait(for: "[evidence: \(cell)]")
        }
        try pane.wait(for: "was introduced here")
    }

    /// The cells of the path that the evidence pane shows, where it shows first.
    private static func path(on screen: String) -> [String]? {
        let line = screen.split(separator: "\n").first { $0.contains("path: ") }
        let cells = line?.components(separatedBy: "path: ").last?.components(separatedBy: "   f goes").first
        return cells?.components(separatedBy: " ← ")
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

    @Test("A folder that is followed from the start shows the files that it gains")
    func followingFolder() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let whole = try Array(Data(contentsOf: URL(filePath: Program.samples + "/quartet.jsonl")))
        let lines = whole.split(separator: 10).map { Array($0) + [10] }
        try FileManager.default.createDirectory(atPath: scratch.path + "/runs", withIntermediateDirectories: true)
        try scratch.file("runs/first.jsonl", lines[0])
        let pane = try Pane(columns: 100, rows: 30)
        try pane.start("--follow", quotingPaths: [scratch.path + "/runs"])
        try pane.wait(for: "1 run ", "following, indexed 100 %")
        try scratch.file("runs/second.jsonl", lines[1])
        try pane.wait(for: "2 runs ")
        try pane.press("F")
        try pane.wait(for: "no longer following")
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
