import CreditEngine
import LanguageModels
import ProgramTape

/// What tells one version of a person's own system from another, so that replays of an edited one are made anew.
///
/// The content of the files that its arguments name and of all source text in its folder; a version that the team file gives
/// takes the place of both. The team's own file is left out: what counts of it is part of a replay's identity already.
enum ProgramFingerprint {
    /// That of a program which is recorded and replayed as it is; throws `IdentityError`.
    static func of(_ section: ProgramSection, in folder: String) throws -> CanonicalJSON {
        var settings: [CanonicalJSON] = []
        if section.tools == .record { settings.append(["tools": "record"]) }
        if let field = section.agentField { settings.append(["agent_field": .string(field)]) }
        switch section.answer {
        case .output: break
        case .message: settings.append(["answer": "message"])
        case .file(let path): settings.append(["answer_file": .string(path)])
        }
        return try of(section.command, settings: settings, version: section.version, in: folder)
    }

    /// That of a runner which speaks the runners' lines; throws `IdentityError`.
    static func of(
        _ command: [String], settings: [CanonicalJSON] = [], version: String?, in folder: String
    ) throws -> CanonicalJSON {
        var parts: [CanonicalJSON] = command.map { .string($0) } + settings
        if let version { return .array(parts + [.string(version)]) }
        parts += try CommandFiles.digests(command, in: folder).map { .string($0) }
        let isTeam = { (path: String) in path == "team.yaml" || path.hasSuffix("/team.yaml") }
        for file in ProgramFolder.files(in: folder, where: { ProgramFolder.isSource($0) && !isTeam($0) }) ?? [] {
            parts.append([.string(file.path), .string(try SHA256Digest(of: Array(file.content)).hex)])
        }
        return .array(parts)
    }
}
