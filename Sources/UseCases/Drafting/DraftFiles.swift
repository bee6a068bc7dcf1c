import Foundation

/// Files that are written into a folder for a person to go on with; none that is there already is touched.
package struct DraftFiles: Sendable {
    /// The texts by their paths in the folder, in the order in which they are written.
    package private(set) var files: [(path: String, text: String)] = []

    /// The most bytes of an agent's name in a file's; file systems take 255 with all that stands around it.
    private static let longestName = 160

    /// Adds a file.
    mutating func add(_ path: String, _ text: String) { files.append((path, text)) }

    /// Adds an agent's prompt and answers its path: a name that is safe as a file's and that no other prompt has, also where
    /// capitals do not count.
    ///
    /// Letters and digits of any script stay as they are; anything else becomes a hyphen.
    mutating func addPrompt(_ text: String, of agent: String) -> String {
        let parts = agent.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        var base = parts.joined(separator: "-")
        while base.utf8.count > Self.longestName { base.removeLast() }
        if !base.contains(where: { $0.isLetter || $0.isNumber }) { base = "agent" }
        var (path, number) = ("prompts/\(base).md", 2)
        while files.contains(where: { $0.path.lowercased() == path.lowercased() }) {
            path = "prompts/\(base)-\(number).md"
            number += 1
        }
        add(path, text)
        return path
    }

    /// Writes the files into a folder; throws `DraftError` when one is there already, before anything is written.
    package func write(to folder: String) throws {
        let manager = FileManager.default
        let base = folder.isEmpty ? "." : folder
        for file in files where manager.fileExists(atPath: "\(base)/\(file.path)") {
            throw DraftError.exists("\(base)/\(file.path)")
        }
        for file in files {
            let path = "\(base)/\(file.path)"
            do {
                try manager.createDirectory(
                    atPath: file.path.contains("/") ? "\(base)/prompts" : base, withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            } catch {
                throw DraftError.unwritable(path, reason: "\(error.localizedDescription)")
            }
        }
    }
}

/// Why drafted files were not written; the description is one sentence.
package enum DraftError: Error, Equatable, CustomStringConvertible {
    case exists(String)
    case unwritable(String, reason: String)
    /// No run names an agent that a model speaks for.
    case nobody
    /// The runs are of several teams, each in a few words.
    case severalTeams([String])
    /// No run is called so.
    case noRun(String)

    package var description: String {
        switch self {
        case .exists(let path): "\(path) is there already and is kept as it is; name another folder"
        case .unwritable(let path, let reason): "\(path): cannot be written (\(reason)); name another folder"
        case .severalTeams(let teams):
            "the runs are of \(teams.count) teams: \(teams.prefix(4).joined(separator: "; "))\(teams.count > 4 ? "; …" : ""); "
                + "name a run of the one to draft with --like RUN, or make one team of all with --together"
        case .noRun(let id): "no run in which a model speaks is called '\(id)'; 'ascribe info' lists the runs"
        case .nobody: "no model speaks in these runs, so there is no team to draft; name runs with agents"
        }
    }
}
