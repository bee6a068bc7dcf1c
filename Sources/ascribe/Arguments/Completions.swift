import ArgumentParser
import CreditEngine
import CreditStore
import Foundation
import PlantedFaults
import TraceFiles
import UseCases

/// What a shell offers for words that are neither options nor fixed choices.
///
/// A shell asks while a person types: nothing is written, and what cannot be read offers nothing.
enum Completions {
    /// Bytes of recorded runs that are read for one Tab.
    private static let limit = 64 << 20

    /// Files and folders.
    static let files = CompletionKind.file()

    /// Identifiers of the runs in the files on the command line.
    static let runs = CompletionKind.custom { words, _, _ in runs(in: words) }

    /// Names of the agents of the runs on the command line; of the one that `--trace` names, where it does.
    static let agents = CompletionKind.custom { words, _, _ in agents(in: words) }

    /// Names of embedded teams, and files and folders that begin with what is typed.
    static let teams = CompletionKind.custom { _, _, typed in
        Suite.all.map { TeamSource.simulated + $0.name } + paths(beginningWith: typed)
    }

    /// Identifiers of the proposals in the person's usual store.
    static let proposals = CompletionKind.custom { words, _, _ in
        await proposals(store: value(of: "--store", in: words))
    }

    private static func value(of option: String, in words: [String]) -> String? {
        for (index, word) in words.enumerated() {
            if word == option, index + 1 < words.count { return words[index + 1] }
            if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
        }
        return nil
    }

    /// The catalogue of the words that are files or folders, indexed; `nil` when there are none, or too large ones.
    private static func catalogue(of words: [String]) -> Catalogue? {
        let files = words.dropFirst().filter { !$0.hasPrefix("-") && FileManager.default.fileExists(atPath: $0) }
        guard !files.isEmpty, let catalogue = try? Catalogue(paths: files) else { return nil }
        try? catalogue.index { update in update.totalBytes <= limit }
        return catalogue
    }

    private static func runs(in words: [String]) -> [String] {
        guard let catalogue = catalogue(of: words) else { return [] }
        return (0..<catalogue.count).compactMap { catalogue.entry($0)?.id }.filter(isPlain)
    }

    private static func agents(in words: [String]) -> [String] {
        guard let catalogue = catalogue(of: words), let reader = try? catalogue.makeReader() else { return [] }
        let named = value(of: "--trace", in: words).flatMap { try? catalogue.run(called: $0) }
        let runs = named.map { [$0] } ?? Array(0..<min(50, catalogue.count))
        let names = runs.compactMap { try? reader.trace($0) }.flatMap { $0.agents.map(\.name) }
        return Set(names).sorted().filter(isPlain)
    }

    private static func proposals(store: String?) async -> [String] {
        let folder = store ?? PersonalDefaults.current.store ?? Store.defaultFolder()
        guard let store = try? Store(folder: folder, access: .readOnly) else { return [] }
        return ((try? await store.proposals()) ?? []).map(\.id)
    }

    private static func paths(beginningWith typed: String) -> [String] {
        let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.sorted().filter { isPlain($0) && !$0.hasPrefix(".") }.map { folder + $0 }
    }

    /// Names come from files: what a shell could take for anything but a word is not offered.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x2F, 0x3A, 0x40, 0x5F].contains(byte)
            } && VisibleText.escape(name) == name
    }
}
