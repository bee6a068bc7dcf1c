import Foundation
import Inspector
import Testing

@testable import ascribe

/// Editors that are small scripts.
@Suite struct MessageEditorTests {
    /// Edits with a shell script as the editor; the script finds the file in `$1`.
    private func edit(_ script: String, _ text: String = "three") throws -> EditedText {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("editor-\(UUID().uuidString)").path
        try Data("\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        // Not run as a program of its own: another test may be starting a process while the file is being written.
        return MessageEditor(environment: ["EDITOR": "/bin/sh \(path)"]).edit(text)
    }

    @Test(arguments: [
        (#"printf 'two\n' > "$1""#, "three", EditedText.changed("two")),
        (#"printf 'two' > "$1""#, "three", .changed("two")),
        (#"printf 'two\n' > "$1""#, "three\n", .changed("two\n")),
        ("true", "three", .unchanged), (#"printf 'more\n' >> "$1""#, "three", .changed("three\nmore")),
        (#"stat -c %a "$1" > "$1.mode"; mv "$1.mode" "$1""#, "three", .changed("600")),
    ]) func edits(_ script: String, _ text: String, _ expected: EditedText) throws {
        #expect(try edit(script, text) == expected)
    }

    @Test(arguments: ["exit 3", #"rm "$1""#, #"printf '\377' > "$1""#]) func failuresAreSaid(_ script: String) throws {
        guard case .failed(let why) = try edit(script) else {
            Issue.record("no failure")
            return
        }
        #expect(why.hasSuffix("nothing is replayed"))
    }

    @Test func anEditorThatIsNotThere() {
        let edited = MessageEditor(environment: ["VISUAL": "/nowhere/editor --wait"]).edit("x")
        #expect(
            edited == .failed("/nowhere/editor cannot be started (No such file or directory); set EDITOR to an editor"))
    }

    @Test(arguments: [
        (["VISUAL": "code -w", "EDITOR": "ed"], ["code", "-w"]), (["EDITOR": "ed"], ["ed"]),
        (["VISUAL": " ", "EDITOR": "nano"], ["nano"]), ([:], ["vi"]),
        (["EDITOR": "'/opt/my editor/bin' --wait"], ["/opt/my editor/bin", "--wait"]),
        (["EDITOR": #"emacs -nw --eval "(goto-line 1)""#], ["emacs", "-nw", "--eval", "(goto-line 1)"]),
        (["EDITOR": #"my\ editor "a\"b" 'c\d'"#], ["my editor", "a\"b", #"c\d"#]),
        (["EDITOR": "ed ''"], ["ed", ""]), (["EDITOR": "ed 'a b"], ["ed", "a b"]),
        (["EDITOR": "ed $HOME `x`"], ["ed", "$HOME", "`x`"]),
    ]) func chooses(_ environment: [String: String], _ command: [String]) {
        #expect(MessageEditor(environment: environment).command == command)
    }
}
