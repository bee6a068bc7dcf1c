package import CreditEngine
import Foundation
import SystemPackage
import Yams

/// The files with which a recorded program becomes a team: `team.yaml`, a prompt a file, and problems to fill in.
package struct ProgramDraft: Sendable {
    /// The texts by their paths in the folder, in the order in which they are written.
    package private(set) var files: [(path: String, text: String)] = []

    /// Drafts the files of a recorded run.
    ///
    /// - Parameters:
    ///   - name: the team's name.
    ///   - program: the program as it was started.
    package init(_ trace: Trace, name: String, program: ProgramSection) throws {
        var agents: [Node] = []
        for agent in trace.agents {
            let prompt = trace.team?.members.first { $0.name == agent.name }?.prompt ?? ""
            let path = "prompts/\(Self.fileName(agent.name)).md"
            // A prompt file is never empty; an agent without a system prompt is known by this sentence.
            files.append((path, prompt.isEmpty ? "(the program sends no system prompt for this agent)\n" : prompt))
            agents.append(try Node(["name": agent.name, "prompt": path]))
        }
        let order = trace.agents.map(\.name)
        let turns = (trace.messages.last?.turn ?? 1) + 2
        let last = trace.messages.last.map { trace.agents[$0.agent].name } ?? order.last ?? ""
        var runner: [(Node, Node)] = [("program", try Node(program.command))]
        if let upstream = program.upstream { runner.append(("upstream", Node(upstream))) }
        let protocolFields: [(Node, Node)] = [
            ("turns", Node("\(turns)", Tag(.int))), ("order", try Node(order)), ("aggregator", Node(last)),
        ]
        let fields: [(Node, Node)] = [
            ("name", Node(name)), ("agents", .sequence(Node.Sequence(agents))),
            ("protocol", .mapping(Node.Mapping(protocolFields))), ("runner", .mapping(Node.Mapping(runner))),
            ("problems", "problems.jsonl"), ("evaluator", try Node(["kind": "numeric"])),
        ]
        files.append(
            ("team.yaml", try Yams.serialize(node: .mapping(Node.Mapping(fields)), allowUnicode: true, sortKeys: false))
        )
        files.append(("problems.jsonl", try Self.problem(trace.problem)))
    }

    private static func problem(_ problem: Problem?) throws -> String {
        let line: CanonicalJSON = ["id": "p-1", "input": .string(problem?.input ?? ""), "reference": ""]
        return try line.text() + "\n"
    }

    /// A name that is safe as a file's: letters, digits, `-` and `_`.
    private static func fileName(_ name: String) -> String {
        let safe = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_" ? $0 : "-" })
        return safe.isEmpty ? "agent" : String(safe.prefix(80))
    }

    /// Writes the files into a folder; throws `ProgramDraftError` when one is there already, before anything is written.
    package func write(to folder: String) throws {
        let manager = FileManager.default
        let base = folder.isEmpty ? "." : folder
        for file in files where manager.fileExists(atPath: "\(base)/\(file.path)") {
            throw ProgramDraftError.exists("\(base)/\(file.path)")
        }
        for file in files {
            let path = "\(base)/\(file.path)"
            do {
                if FilePath(file.path).components.count > 1 {
                    try manager.createDirectory(atPath: "\(base)/prompts", withIntermediateDirectories: true)
                }
                try Data(file.text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            } catch {
                throw ProgramDraftError.unwritable(path, reason: "\(error.localizedDescription)")
            }
        }
    }
}

/// Why drafted files were not written; the description is one sentence.
package enum ProgramDraftError: Error, Equatable, CustomStringConvertible {
    case exists(String)
    case unwritable(String, reason: String)

    package var description: String {
        switch self {
        case .exists(let path): "\(path) is there already and is kept as it is; name another folder with --into"
        case .unwritable(let path, let reason):
            "\(path): cannot be written (\(reason)); name another folder with --into"
        }
    }
}
