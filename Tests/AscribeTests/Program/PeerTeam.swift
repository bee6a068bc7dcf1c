import Foundation
import Testing

/// A team of three whose model is a server, its problems, and a store of its own.
struct PeerTeam {
    static let canary = "canary-5up3r-53cr3t-k3y"

    let scratch: Scratch
    private let environment: [String: String]

    /// - Parameter model: the model's settings as YAML members, beside `key_env`.
    init(model: String, key: String = canary) throws {
        scratch = try Scratch()
        for name in ["reader", "solver", "speaker"] {
            try scratch.file("\(name).md", "You are the \(name). Say the answer.\n")
        }
        let problems = (1...6).map { #"{"id":"q-\#($0)","input":"Question \#($0): one or two?","reference":"1"}"# }
        try scratch.file("problems.jsonl", problems.joined(separator: "\n") + "\n")
        try scratch.file(
            "team.yaml",
            """
            name: askers
            agents:
              - {name: reader, prompt: reader.md}
              - {name: solver, prompt: solver.md}
              - {name: speaker, prompt: speaker.md}
            protocol: {turns: 2, order: [reader, solver, speaker], aggregator: speaker}
            models:
              default: {\(model), key_env: PEER_KEY, max_tokens: 40}
            problems: problems.jsonl
            evaluator: {kind: numeric}
            """)
        environment = [
            "PEER_KEY": key, "no_proxy": "127.0.0.1", "XDG_DATA_HOME": scratch.path + "/home",
        ]
    }

    /// A command on this team, to its end.
    func run(_ arguments: String..., store: String = "store") throws -> Program.Result {
        try run(arguments, store: store)
    }

    /// A command on this team, to its end.
    func run(_ arguments: [String], store: String = "store") throws -> Program.Result {
        try Program.run(
            arguments + ["--team", scratch.path, "--store", "\(scratch.path)/\(store)"], environment: environment,
            in: scratch.path)
    }

    /// A command on this team that goes on by itself.
    func start(_ arguments: String..., store: String = "store") throws -> Spawned.Child {
        try start(arguments, store: store)
    }

    /// A command on this team that goes on by itself.
    func start(_ arguments: [String], store: String = "store") throws -> Spawned.Child {
        try Spawned.start(
            [Program.path] + arguments + ["--team", scratch.path, "--store", "\(scratch.path)/\(store)"],
            environment: Program.environment(with: environment), folder: scratch.path,
            output: scratch.path + "/child.out", errors: scratch.path + "/child.err")
    }

    /// The identifier of a recorded run that failed.
    func failedRun(_ file: String = "runs.jsonl") throws -> String {
        let lines = try scratch.bytes(file).split(separator: UInt8(ascii: "\n"))
        for line in lines {
            let run = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            let outcome = run?["outcome"] as? [String: Any]
            if outcome?["success"] as? Bool == false { return try #require(run?["trace"] as? String) }
        }
        throw CocoaError(.fileReadUnknown)
    }

    /// Every file that was written, as one text.
    func everything() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        let names = FileManager.default.enumerator(atPath: scratch.path)?.allObjects as? [String] ?? []
        for name in names where FileManager.default.contents(atPath: "\(scratch.path)/\(name)") != nil {
            files[name] = try scratch.bytes(name)
        }
        return files
    }
}
