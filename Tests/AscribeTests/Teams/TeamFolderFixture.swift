import Foundation

@testable import UseCases

/// A team on the disk that a test may spoil; removed with it.
final class TeamOnDisk {
    let folder: String

    static let head = """
        name: math-trio
        agents:
          - {name: researcher, prompt: prompts/researcher.md}
          - {name: critic, prompt: prompts/critic.md, model: small}
          - {name: coordinator, prompt: prompts/coordinator.md}
        protocol: {turns: 5, order: [researcher, critic, coordinator], visibility: shared, aggregator: coordinator, prompt: prompts/aggregation.md}

        """

    static let whole =
        head + """
            models:
              default: {provider: openai, base_url: "http://127.0.0.1:8081/v1", model: tiny, key_env: LLM_API_KEY, temperature: 0.7, headers: {X-Team: blue}}
              small:   {provider: simulated, suite: root-echo}
              critic:  {provider: anthropic, base_url: "https://api.example.com", model: large, key_env: OTHER_KEY, temperature: 0.2}
            problems: problems.jsonl
            split: {optimise: 0.4, validate: 0.4, test: 0.2, seed: 7}
            evaluator: {kind: numeric}
            state: {kind: reasoning}
            runner: {command: [python3, my_team.py]}
            budget: {calls: 500, cost_usd: 5, minutes: 30}
            """

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("team-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder + "/prompts", withIntermediateDirectories: true)
        for name in ["researcher", "critic", "coordinator", "aggregation"] {
            try write("You are \(name).\n", to: "prompts/\(name).md")
        }
        let problems = (1...10).map { #"{"id":"p-\#($0)","input":"What is \#($0) + 1?","reference":\#($0 + 1)}"# }
        try write(problems.joined(separator: "\n"), to: "problems.jsonl")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    /// Reads `text` as the team file.
    func read(_ text: String, problems: String? = nil) throws -> TeamFile {
        try write(text, to: "team.yaml")
        return try TeamFile(path: folder + "/team.yaml", problems: problems)
    }

    /// What is said about `text`, with the folder left out.
    func complaint(_ text: String) -> String {
        do {
            _ = try read(text)
            return "accepted"
        } catch { return "\(error)".replacingOccurrences(of: folder + "/", with: "") }
    }
}
