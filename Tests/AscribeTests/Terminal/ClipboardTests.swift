import Foundation
import Testing

@testable import ascribe

@Suite("Clipboard: where text is copied to, in order")
struct ClipboardTests {
    /// What a copy did: the answer, the commands tried with what they were given, and the bytes sent to the terminal.
    final class Record {
        var tried: [String] = []
        var written: [UInt8] = []
    }

    static func copy(
        _ text: String, environment: [String: String], terminal: Bool, working: Set<String> = []
    ) -> (answer: String, record: Record) {
        let record = Record()
        let clipboard = Clipboard(
            environment: environment, terminalHasClipboard: terminal,
            start: { arguments, input in
                let given = (try? String(contentsOf: input, encoding: .utf8)) ?? "nothing"
                record.tried.append((arguments + ["<", given]).joined(separator: " "))
                return working.contains(arguments[0])
            },
            write: { record.written += $0 })
        return (clipboard.copy(text), record)
    }

    @Test("A terminal that can is asked first")
    func terminal() {
        let (answer, record) = Self.copy("héllo", environment: ["TERM": "xterm-256color"], terminal: true)
        #expect(String(decoding: record.written, as: UTF8.self) == "\u{1B}]52;c;aMOpbGxv\u{7}")
        #expect(answer == "copied by the terminal (OSC 52)" && record.tried.isEmpty)
    }

    @Test(
        "Terminals that only claim to be able are not asked",
        arguments: [
            ["TERM": "tmux-256color", "TMUX": "/tmp/s"], ["TERM": "xterm-256color", "TMUX": "/tmp/s"],
            ["TERM": "screen"], ["TERM": "xterm-256color", "VTE_VERSION": "7000"],
            ["TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"],
        ])
    func implausible(environment: [String: String]) {
        #expect(!Clipboard(environment: environment, terminalHasClipboard: true, write: { _ in }).isTerminalPlausible)
    }

    @Test("tmux, then the desktop; the first that works, by argument vector, with the text as input")
    func commands() {
        let environment = ["TMUX": "/tmp/s", "WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "TERM": "tmux"]
        let (answer, record) = Self.copy("$(x)", environment: environment, terminal: true, working: ["xclip"])
        #expect(
            record.tried == ["tmux load-buffer -w - < $(x)", "wl-copy < $(x)", "xclip -selection clipboard < $(x)"])
        #expect(answer == "copied by xclip" && record.written.isEmpty)
    }

    @Test("A text too long for the terminal goes elsewhere")
    func long() {
        let text = String(repeating: "x", count: Clipboard.terminalLimit + 1)
        let (answer, record) = Self.copy(
            text, environment: ["TERM": "xterm", "DISPLAY": ":0"], terminal: true, working: ["xclip"])
        #expect(answer == "copied by xclip" && record.written.isEmpty)
    }

    @Test("Else a file of one's own, said by name")
    func file() throws {
        let (answer, _) = Self.copy("exact\n", environment: [:], terminal: false)
        let path = try #require(answer.wholeMatch(of: /copied to (.+)/)?.output.1)
        defer { try? FileManager.default.removeItem(atPath: String(path)) }
        #expect(try String(contentsOfFile: String(path), encoding: .utf8) == "exact\n")
        let mode = try FileManager.default.attributesOfItem(atPath: String(path))[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }
}
