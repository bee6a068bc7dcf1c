import Foundation
import Testing

/// However the program ends, the terminal is as it was.
@Suite("The terminal after the program", .serialized, .enabled(if: Pane.isPossible, Pane.reason))
struct TerminalBackTests {
    @Test(
        "Settings and screen are the same after quitting, every signal that ends a program, and a crash",
        arguments: [
            "Q", "q", "TERM", "HUP", "USR1", "ALRM", "XCPU", "SEGV", "ABRT", "RTMIN", "RTMAX",
        ])
    func givenBack(way: String) throws {
        let pane = try Pane(columns: 80, rows: 24)
        // A setting that nobody has by chance.
        let before = try pane.ask("stty -ixon intr ^T; stty -g")
        try pane.type("echo before-the-program")
        try pane.start("SampleTraces")
        try pane.wait(for: "indexed 100 %")
        #expect(try pane.value("alternate_on") == "1")
        try pane.press("Enter")
        try pane.wait(for: "credit: joint")
        // The shell's own screen was smaller when the program began.
        try pane.resize(columns: 200, rows: 50)
        try pane.wait(for: "t transpose")
        if way == "q" {
            try pane.press("q", "q")
        } else if way == "Q" {
            try pane.press("Q")
        } else {
            let program = try #require(try Self.child(of: pane))
            try #require(kill(program, Self.signals[way] ?? 0) == 0)
        }
        try pane.until("the shell's own screen") { try pane.value("alternate_on") == "0" }
        #expect(try pane.ask("stty -g") == before)
        #expect(try pane.value("mouse_any_flag") == "0")
        #expect(try pane.value("cursor_flag") == "1")
        let sequences = try RawOutput.sequences(pane.rawBytes())
        #expect(sequences.filter { $0 == "CSI ?1049h" }.count == sequences.filter { $0 == "CSI ?1049l" }.count)
        let screen = try pane.screen()
        #expect(!screen.contains("credit: joint") && !screen.contains("│"), "rows of a frame stay:\n\(screen)")
        if way == "SEGV" || way == "ABRT" { #expect(screen.contains("ascribe crashed")) }
    }

    @Test("C-z and fg come back to the same screen")
    func suspended() throws {
        let pane = try Pane(columns: 80, rows: 24)
        let before = try pane.ask("stty -g")
        try pane.start("SampleTraces")
        try pane.wait(for: "indexed 100 %")
        try pane.press("C-z")
        try pane.until("the shell's own screen") { try pane.value("alternate_on") == "0" }
        #expect(try pane.ask("stty -g") == before)
        try pane.literal("fg\n")
        try pane.until("the program's screen") { try pane.value("alternate_on") == "1" }
        try pane.wait(for: "temporal by turn", "run-10")
        try pane.press("Q")
        try pane.until("the shell's own screen") { try pane.value("alternate_on") == "0" }
    }

    static let signals = [
        "TERM": SIGTERM, "HUP": SIGHUP, "USR1": SIGUSR1, "ALRM": SIGALRM, "XCPU": SIGXCPU, "SEGV": SIGSEGV,
        "ABRT": SIGABRT, "RTMIN": 34, "RTMAX": 64,
    ]

    /// The process that the shell of a terminal waits for.
    static func child(of pane: Pane) throws -> pid_t? {
        let shell = try pane.value("pane_pid")
        let file = "/proc/\(shell)/task/\(shell)/children"
        return try String(contentsOfFile: file, encoding: .utf8).split(separator: " ").first.flatMap { pid_t($0) }
    }
}
