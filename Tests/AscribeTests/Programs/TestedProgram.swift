import Foundation
import Testing

/// A program of `Tests/Programs`, written as people write them, and what is true of it.
struct TestedProgram: CustomTestStringConvertible {
    var file: String
    /// The virtual environment that it needs; `nil` when the standard library is enough.
    var packages: String?
    /// Names of its agents in the order in which they speak.
    var agents: [String]
    /// The agent that misreads.
    var culprit: String
    /// Whether its protocol takes seeds.
    var hasSeeds = true

    var testDescription: String { file }

    /// The programs' folder.
    static let folder = Program.package + "/Tests/Programs"

    /// Programs that need nothing but Python or Node.
    static let plain = [
        TestedProgram(
            file: "parallel_readers.py",
            agents: ["rows-reader", "trees-reader", "storm-reader", "calculator", "foreman"], culprit: "storm-reader"),
        TestedProgram(file: "fetch.mjs", agents: ["surveyor", "calculator", "foreman"], culprit: "surveyor"),
    ]

    /// Programs of frameworks.
    static let frameworks = [
        TestedProgram(
            file: "graph_with_tools.py", packages: "agents", agents: ["surveyor", "calculator", "foreman"],
            culprit: "surveyor"),
        TestedProgram(
            file: "swarm_streaming.py", packages: "agents", agents: ["surveyor", "calculator", "foreman"],
            culprit: "surveyor"),
        TestedProgram(
            file: "agents_handoffs.py", packages: "agents",
            agents: ["dispatcher", "surveyor", "calculator", "foreman"], culprit: "surveyor", hasSeeds: false),
        TestedProgram(
            file: "autogen_round_robin.py", packages: "agents", agents: ["surveyor", "calculator", "foreman"],
            culprit: "surveyor"),
        TestedProgram(
            file: "anthropic_client.py", packages: "agents", agents: ["surveyor", "calculator"], culprit: "surveyor",
            hasSeeds: false),
        TestedProgram(
            file: "crew_tasks.py", packages: "crew", agents: ["surveyor", "calculator", "foreman"],
            culprit: "surveyor"),
    ]

    /// The folder of the virtual environments that `Tests/Programs/install.sh` makes; `nil` where nobody asked for them.
    static let environments = ProcessInfo.processInfo.environment["ASCRIBE_PROGRAMS"]

    /// The command that runs it; `nil` when its packages are not installed.
    var command: [String]? {
        let path = "\(Self.folder)/\(file)"
        if file.hasSuffix(".mjs") { return Program.isInstalled("node") ? ["node", path, "{input}"] : nil }
        guard let packages else { return ["python3", path, "{input}"] }
        guard let environments = Self.environments else { return nil }
        let python = "\(environments)/\(packages)/bin/python"
        return FileManager.default.isExecutableFile(atPath: python) ? [python, path, "{input}"] : nil
    }
}
