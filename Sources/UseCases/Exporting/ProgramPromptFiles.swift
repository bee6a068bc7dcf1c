package import CreditEngine
package import CreditStore
import Foundation

/// The files of a program in which its approved prompts have a place, as they are and as they will be.
///
/// Nothing is written before a person has seen the differences. Links are not followed; folders of packages and hidden ones
/// are not entered.
package struct ProgramPromptFiles: Sendable {
    /// A file that changes.
    package struct Change: Sendable, Equatable {
        /// Its path in the folder.
        package var path: String
        /// Its text now.
        package var old: String
        /// Its text with the approved prompts.
        package var new: String
    }

    /// The folder.
    package let folder: String
    /// The files that change, by path.
    package let changes: [Change]
    /// Approved blocks that found no place, each with the reason in words.
    package let unplaced: [(block: Block, reason: String)]

    /// The approved prompts that found no place, a sentence each.
    package var unplacedSentences: [String] {
        unplaced.map { "\($0.block.name): not written, because \($0.reason); change it by hand" }
    }

    /// Looks for the places; throws `ExportError` and `StoreError`.
    ///
    /// - Parameter folder: the program's folder.
    package init(of source: ExportSource, in folder: String, store: Store) async throws {
        let prompts = try await store.currentPrompts(of: source.team)
        let owners = try await store.team(source.team).map { PromptSet($0) }
        let approved = prompts.blocks.compactMap { block -> (Block, String, String)? in
            guard let new = prompts[block], let old = owners?[block], new != old else { return nil }
            return (block, old, new)
        }
        self.init(approved, in: folder, files: try Self.texts(in: folder))
    }

    init(
        _ approved: [(block: Block, old: String, new: String)], in folder: String,
        files: [(path: String, text: String)]
    ) {
        self.folder = folder
        var changes: [Change] = []
        var reasons: [Block: String] = [:]
        var placed: Set<Block> = []
        for file in files {
            var change = Change(path: file.path, old: file.text, new: file.text)
            for (block, old, new) in approved {
                guard let found = PromptPlacement.text(change.new, with: new, for: old, in: file.path) else { continue }
                if let reason = found.reason {
                    reasons[block] = "\(file.path): \(reason)"
                } else {
                    placed.insert(block)
                }
                change.new = found.text
            }
            if change.new != change.old { changes.append(change) }
        }
        self.changes = changes
        unplaced = approved.map(\.block).filter { !placed.contains($0) }.map {
            ($0, reasons[$0] ?? "no file of \(folder) has its words one after another")
        }
    }

    /// Writes the files; throws `ExportError` at the first one that cannot be written or has changed since it was read.
    package func write(_ permit: Permit) throws {
        for change in changes {
            let path = "\(folder)/\(change.path)"
            guard FileManager.default.contents(atPath: path) == Data(change.old.utf8) else {
                throw ExportError.unwritable(path, reason: "it has changed meanwhile")
            }
            do {
                try Data(change.new.utf8).write(to: URL(filePath: path), options: .atomic)
            } catch {
                throw ExportError.unwritable(path, reason: error.localizedDescription)
            }
        }
    }

    private static func texts(in folder: String) throws -> [(path: String, text: String)] {
        guard let files = ProgramFolder.files(in: folder) else { throw ExportError.notFolder(folder) }
        return files.compactMap { file in String(validating: file.content, as: UTF8.self).map { (file.path, $0) } }
    }
}
