import Foundation
import Testing

/// A terminal of a real emulator (tmux) with a shell in it, on a server of its own.
///
/// Nothing sleeps for a fixed time: `wait` looks at the screen until a condition holds, a bounded number of times.
final class Pane {
    /// tmux is there.
    static let isPossible = Program.isInstalled("tmux")
    /// Said beside a test that is skipped without tmux.
    static let reason: Comment = "tmux is not installed: the program is not driven in a terminal"

    private let scratch: Scratch
    private let socket: String
    private var asked = 0

    /// Opens a terminal of a size; `raw` is a file that gets every byte the terminal was sent.
    ///
    /// - Parameter isKnown: whether the person has used the program before and knows its legend.
    init(columns: Int, rows: Int, term: String = "tmux-256color", isKnown: Bool = true) throws {
        scratch = try Scratch()
        let config = try scratch.folder("config/ascribe")
        if isKnown { try Data("legend: false\n".utf8).write(to: URL(filePath: config + "/config.yaml")) }
        socket = scratch.path + "/tmux"
        try tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
            "env TERM=\(term) PS1='$ ' ENV= sh -i")
        try tmux("set-option", "-g", "status", "off")
        try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
        try tmux("pipe-pane", "cat >> '\(raw)'")
        try type("unset TMUX TMUX_PANE; cd '\(Program.package)'")
    }

    deinit { _ = try? tmux("kill-server") }

    /// The file of the raw bytes.
    var raw: String { scratch.path + "/raw" }

    /// The person's own settings, as they are in the file.
    var settings: String? { try? String(contentsOfFile: scratch.path + "/config/ascribe/config.yaml", encoding: .utf8) }

    /// Every byte that the programs of this terminal wrote so far.
    func rawBytes() -> [UInt8] { (try? scratch.bytes("raw")) ?? [] }

    /// Types a line at the shell's prompt and waits until the shell has done it.
    func type(_ line: String) throws { _ = try ask(line) }

    /// Starts the program; `wait` tells when it is there.
    func start(_ arguments: String, quotingPaths paths: [String] = []) throws {
        let words = paths.map { "'\($0)'" }.joined(separator: " ")
        try literal("'\(Program.path)' \(arguments) \(words)\n")
    }

    /// What a shell command writes, once it has ended.
    func ask(_ command: String) throws -> String {
        asked += 1
        let done = "done-\(asked)"
        try literal("{ \(command)\n} > '\(scratch.path)/answer' 2>&1; echo > '\(scratch.path)/\(done)'\n")
        try until("the shell's answer to \(command)") {
            FileManager.default.fileExists(atPath: "\(self.scratch.path)/\(done)")
        }
        return String(decoding: try scratch.bytes("answer"), as: UTF8.self)
    }

    /// Presses keys, by tmux's names for them.
    func press(_ keys: String...) throws { for key in keys { try tmux("send-keys", key) } }

    /// Types text as it is.
    func literal(_ text: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (i, line) in lines.enumerated() {
            if i > 0 { try tmux("send-keys", "Enter") }
            if !line.isEmpty { try tmux("send-keys", "-l", "--", String(line)) }
        }
    }

    /// The screen as text.
    func screen() throws -> String { try tmux("capture-pane", "-p") }

    /// Gives the terminal another size.
    func resize(columns: Int, rows: Int) throws { try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)") }

    /// A value of the terminal (`alternate_on`, `pane_pid`).
    func value(_ name: String) throws -> String {
        try tmux("display-message", "-p", "#{\(name)}").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Waits until the screen shows all of the words; answers with the screen, or fails the test.
    @discardableResult func wait(for words: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
        -> String
    {
        var last = ""
        try until("\(words) on the screen", sourceLocation: sourceLocation, shown: { last }) {
            last = try screen()
            return words.allSatisfy(last.contains)
        }
        return last
    }

    /// Waits until none of the words is on the screen.
    func waitUntilGone(_ word: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        var last = ""
        try until("\(word) gone", sourceLocation: sourceLocation, shown: { last }) {
            last = try screen()
            return !last.contains(word)
        }
    }

    /// Looks again and again, at most for a bounded number of times, until a condition holds.
    func until(
        _ what: String, sourceLocation: SourceLocation = #_sourceLocation, shown: () -> String = { "" },
        _ holds: () throws -> Bool
    ) throws {
        for _ in 0..<1500 {
            if try holds() { return }
            usleep(20_000)
        }
        Issue.record("never came: \(what)\n\(shown())", sourceLocation: sourceLocation)
        throw Missing(what: what)
    }

    struct Missing: Error { var what: String }

    @discardableResult private func tmux(_ arguments: String...) throws -> String {
        try scratch.file("said", "")
        let status = try Spawned.run(
            ["tmux", "-S", socket] + arguments,
            environment: Program.environment(with: ["HISTFILE": "", "XDG_CONFIG_HOME": scratch.path + "/config"]),
            folder: scratch.path, output: scratch.path + "/said")
        guard status == 0 else { throw Missing(what: "tmux \(arguments.joined(separator: " "))") }
        return String(decoding: try scratch.bytes("said"), as: UTF8.self)
    }
}
