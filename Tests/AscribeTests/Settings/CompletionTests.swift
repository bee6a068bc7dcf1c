import Foundation
import Testing

/// What shells complete, asked of a real bash.
@Suite(.enabled(if: Program.isInstalled("bash"), "no bash"))
struct CompletionTests {
    /// The words that bash offers for a command line that ends at the cursor.
    private func offered(_ words: [String], in folder: String) throws -> [String] {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let script = try Program.run(["--generate-completion-script", "bash"])
        try scratch.file("completion.bash", script.output)
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        let line = words.joined(separator: " ")
        let program = try scratch.folder("bin")
        try FileManager.default.createSymbolicLink(atPath: program + "/ascribe", withDestinationPath: Program.path)
        try scratch.file(
            "ask.bash",
            """
            PATH="\(program):$PATH"
            shopt -s extglob
            source "\(scratch.path)/completion.bash"
            COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); COMP_LINE="\(line)"; COMP_POINT=${#COMP_LINE}
            COMP_TYPE=9; COMP_KEY=9
            compopt() { :; }
            function=$(complete -p ascribe | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            $function ascribe "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"

            """)
        try scratch.file("offered", "")
        _ = try Spawned.run(
            ["bash", "\(scratch.path)/ask.bash"], environment: Program.environment(), folder: folder,
            output: scratch.path + "/offered")
        return String(decoding: try scratch.bytes("offered"), as: UTF8.self).split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }

    @Test func commandsFilesRunsAgentsAndTeams() throws {
        #expect(try offered(["ascribe", "che"], in: Program.package).contains("check"))
        #expect(try offered(["ascribe", "check", "Sam"], in: Program.package).contains("SampleTraces"))
        let runs = try offered(
            ["ascribe", "swap", "SampleTraces/trio.jsonl", "--trace", "run-"], in: Program.package)
        #expect(runs.contains("run-1"))
        let agents = try offered(
            ["ascribe", "swap", "SampleTraces/trio.jsonl", "--trace", "run-1", "--agent", ""], in: Program.package)
        #expect(agents.contains("researcher"))
        let teams = try offered(["ascribe", "sample", "--team", "simulated/root"], in: Program.package)
        #expect(teams.contains("simulated/root-echo"))
    }

    @Test func namesThatAShellWouldRunAreNotOffered() throws {
        let scratch = try Scratch()
        try scratch.file(
            "runs.jsonl",
            #"{"type":"trace","trace":"$(touch owned)","messages":[{"turn":1,"agent":"a","output":"b"}]}"# + "\n")
        let runs = try offered(["ascribe", "swap", "runs.jsonl", "--trace", ""], in: scratch.path)
        #expect(!runs.contains { $0.contains("touch") })
    }

    @Test(.enabled(if: Program.isInstalled("man"), "no man")) func theManualPageOpens() throws {
        let scratch = try Scratch()
        try scratch.file("ascribe.1", Program.run(["manual"]).output)
        try scratch.file("page", "")
        try scratch.file("errors", "")
        let status = try Spawned.run(
            ["man", "-l", "./ascribe.1"],
            environment: Program.environment(with: ["MANPAGER": "cat", "MANWIDTH": "100"]),
            folder: scratch.path, output: scratch.path + "/page", errors: scratch.path + "/errors")
        let page = String(decoding: try scratch.bytes("page"), as: UTF8.self)
        #expect(status == 0)
        #expect(page.contains("ascribe") && page.contains("Validate traces"))
        #expect(try scratch.bytes("errors").isEmpty)
    }
}
