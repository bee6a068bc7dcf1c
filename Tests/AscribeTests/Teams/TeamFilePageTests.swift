import Foundation
import Testing

@testable import ascribe

/// The page on team files says what the reader takes, and nothing else.
@Suite("The page on team files") struct TeamFilePageTests {
    private static let page =
        (try? String(
            contentsOfFile: Program.package + "/Sources/CreditEngine/CreditEngine.docc/TeamFile.md", encoding: .utf8))
        ?? ""

    /// What completes an example, by its key.
    private static let rest = [
        ("name", "name: team"),
        (
            "agents",
            """
            agents:
              - {name: researcher, prompt: prompts/researcher.md}
              - {name: coordinator, prompt: prompts/coordinator.md}
            """
        ),
        ("protocol", "protocol: {turns: 2}"), ("problems", "problems: problems.jsonl"),
    ]

    private static let examples: [String] = {
        var blocks: [String] = []
        var isOpen = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isOpen = line == "```yaml"
                if isOpen { blocks.append("") }
            } else if isOpen {
                blocks[blocks.count - 1] += line + "\n"
            }
        }
        return blocks
    }()

    private static func whole(_ example: String) -> String {
        let there = Set(example.split(separator: "\n").compactMap { $0.firstMatch(of: /^(\w+):/).map { String($0.1) } })
        return example + rest.filter { !there.contains($0.0) }.map { $0.1 + "\n" }.joined()
    }

    @Test("Every example is read", arguments: examples) func example(_ text: String) throws {
        let team = try TeamOnDisk()
        for name in ["runs.jsonl", "prompts/critic.md"] { try team.write("Be strict.\n", to: name) }
        #expect(team.complaint(Self.whole(text)) == "accepted", "\(text)")
    }

    @Test("Every key that the reader takes is on the page")
    func keys() throws {
        #expect(Self.examples.count >= 15)
        let team = try TeamOnDisk()
        let openAI = "provider: openai, base_url: \"https://x.example/v1\", model: m"
        let asked = [
            "fish: 1\n", "agents: [{fish: 1}]\n", "protocol: {fish: 1}\n", "models: {default: {\(openAI), fish: 1}}\n",
            "models: {default: {provider: command, fish: 1}}\n", "models: {default: {provider: simulated, fish: 1}}\n",
            "models: {default: {provider: recorded, fish: 1}}\n", "models: {default: {\(openAI), price: {fish: 1}}}\n",
            "problems: {fish: 1}\n", "split: {fish: 1}\n", "evaluator: {fish: 1}\n", "state: {fish: 1}\n",
            "runner: {fish: 1}\n", "budget: {fish: 1}\n", "evaluator: {kind: exact, shaping: {fish: 1}}\n",
        ]
        for text in asked {
            let complaint = team.complaint(Self.whole(text))
            let known = try #require(complaint.firstMatch(of: /expected (.+)$/), "\(text): \(complaint)").1
            for key in known.split(separator: ", ") {
                #expect(Self.page.contains("`\(key)`") || Self.page.contains("\(key):"), "\(text): \(key)")
            }
        }
    }
}
