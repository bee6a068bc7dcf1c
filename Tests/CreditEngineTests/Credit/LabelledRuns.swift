import CreditEngine
import Foundation

/// Human-labelled failed runs, read the short way: the tests of the engine must not need the readers.
struct LabelledRun {
    enum Half: String, CaseIterable {
        case algorithmGenerated = "algorithm-generated"
        case handCrafted = "hand-crafted"
    }

    var trace: Trace
    var half: Half
    var step: Int
    var agent: String

    /// The folder of labelled runs beside the package, or where `ASCRIBE_SHARED` says.
    static let folder: URL? = {
        let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("shared")
        let shared = ProcessInfo.processInfo.environment["ASCRIBE_SHARED"].map { URL(fileURLWithPath: $0) } ?? beside
        let runs = shared.appendingPathComponent("data/whowhen")
        return FileManager.default.fileExists(atPath: runs.path) ? runs : nil
    }()

    /// All runs of a half, in the order of their file names.
    static func load(_ half: Half) throws -> [LabelledRun] {
        guard let folder = folder?.appendingPathComponent(half.rawValue) else { return [] }
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.map { file in
            let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
            let object = json as? [String: Any] ?? [:]
            return LabelledRun(
                trace: trace(of: object, half, id: file.deletingPathExtension().lastPathComponent), half: half,
                step: Int("\(object["mistake_step"] ?? -1)") ?? -1, agent: "\(object["mistake_agent"] ?? "")")
        }
    }

    private static func trace(of object: [String: Any], _ half: Half, id: String) -> Trace {
        var trace = Trace(
            id: id, problem: Problem(input: object["question"] as? String), outcome: Outcome(success: false),
            turnRule: .speaker)
        var spoken: Set<Int> = []
        var turn = 1
        for (ordinal, entry) in (object["history"] as? [[String: Any]] ?? []).enumerated() {
            let role = entry["role"] as? String ?? ""
            var name = half == .algorithmGenerated ? entry["name"] as? String ?? role : role
            var channel: String?
            if let open = name.range(of: " ("), name.hasSuffix(")") {
                channel = String(name[open.upperBound...].dropLast())
                name = String(name[..<open.lowerBound])
            }
            let agent = trace.agents.firstIndex { $0.name == name } ?? trace.agents.count
            if agent == trace.agents.count { trace.agents.append(Agent(name: name, kind: kind(of: name))) }
            if !spoken.insert(agent).inserted {
                turn += 1
                spoken = [agent]
            }
            trace.messages.append(
                Message(
                    ordinal: ordinal, turn: turn, agent: agent, output: entry["content"] as? String ?? "",
                    channel: channel))
        }
        return trace
    }

    private static func kind(of name: String) -> Agent.Kind {
        let lower = name.lowercased()
        if lower.hasSuffix("terminal") { return .tool }
        return lower == "human" || lower == "user" ? .human : .model
    }
}
