import Foundation
import Testing

/// What the README shows and prints is what the program does.
@Suite("README")
struct ReadmeTests {
    private static let text = try? String(contentsOfFile: Program.package + "/README.md", encoding: .utf8)

    /// The lines of the fenced blocks of a kind, in order.
    private static func blocks(_ kind: String) throws -> [[String]] {
        var blocks: [[String]] = []
        var open: String?
        for line in try #require(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                open = open == nil ? String(line.dropFirst(3)) : nil
                if open == kind { blocks.append([]) }
            } else if open == kind {
                blocks[blocks.count - 1].append(line)
            }
        }
        return blocks
    }

    private static var commands: [String] {
        get throws { try blocks("console").flatMap { $0 }.map { String($0.trimmingPrefix("$ ")) } }
    }

    @Test("The commands of the tour do what they say, in order")
    func tour() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let commands = try Self.commands
        #expect(commands.count >= 15)
        let environment = ["XDG_DATA_HOME": scratch.path + "/home"]
        var (id, hash, last) = ("", "", "")
        // The first one opens the inspector, which has tests of its own.
        for command in commands.dropFirst() {
            let words = command.split(separator: " ").dropFirst()
                .map { $0 == "ID" ? id : $0 == "HASH" ? hash : String($0) }
            let result = try Program.run(words, environment: environment, in: scratch.path)
            #expect(result.status == 0, "\(command): \(result.complaint)")
            last = result.text
            if command.contains("review list") {
                id = String(try #require(last.firstMatch(of: #/^([0-9a-f]{12}) /#), "\(last)").1)
            } else if command.contains("review show") {
                hash = String(try #require(last.firstMatch(of: /--hash ([0-9a-f]{64})/), "\(last)").1)
            }
        }
        let readme = try #require(Self.text)
        let promised = try #require(readme.firstMatch(of: /`(solved .*)`/)).1
        #expect(last.hasPrefix(promised), "\(last)")
    }

    @Test("The keys of the tour lead from a failed run to exported prompts")
    func keys() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        var keys = try #require(Self.text).matches(of: /(?m)^\| (.+) \| .+ \|$/).map { String($0.1) }
        let start = try #require(keys.firstIndex(of: "Enter"))
        keys = Array(keys[start...])
        #expect(
            keys == ["Enter", "`s` Enter", "`C` Enter", "`P` Enter", "`v` Enter", "`A`, PgDn, `a`", "`E` Enter Enter"])
        let prompts = scratch.path + "/prompts"
        let pressed =
            "<Enter>s<Enter>C<Enter>P<Enter>v<Enter>A<PgDn><PgDn><PgDn>aread it<Enter><Esc>E<C-u>\(prompts)<Enter><Enter>"
        let result = try Program.run(
            [
                "view", "SampleTraces/trio.jsonl", "--headless", "--size", "80x24", "--keys", pressed, "--dump", "-",
                "--store", scratch.path + "/store",
            ])
        #expect(result.status == 0, "\(result.complaint)")
        #expect(FileManager.default.fileExists(atPath: prompts + "/manifest.json"), "\(result.text)")
    }

    @Test("The screen is the program's own")
    func screen() throws {
        let shown = try #require(Self.blocks("").first)
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let result = try Program.run(
            [
                "view", "SampleTraces/trio.jsonl", "--headless", "--size", "80x24", "--keys", "<Enter>s<Enter>",
                "--dump", "-", "--store", scratch.path + "/store",
            ])
        let trimmed = { (line: String) in String(line.reversed().drop { $0 == " " }.reversed()) }
        #expect(result.lines.map(trimmed) == shown.map(trimmed), "\(result.text)")
    }
}
