import CreditEngine
import CreditStore
import Foundation
import Testing

@testable import UseCases

/// An export goes into a program's own files where the team is a program, and else into a new folder.
struct ApprovedExportTests {
    private static let old = "You are the clerk of a shop. Say the sum."

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try Data("ask('\(Self.old)')\n".utf8).write(to: URL(filePath: folder.path + "/app.py"))
        let team = """
            name: shop
            agents: [{name: clerk, prompt: clerk.md}]
            protocol: {turns: 1, order: [clerk], aggregator: clerk}
            runner: {program: [python3, app.py, "{input}"]}
            """
        try Data(team.utf8).write(to: URL(filePath: folder.path + "/team.yaml"))
        try Data(Self.old.utf8).write(to: URL(filePath: folder.path + "/clerk.md"))
        return folder
    }

    @Test func aNewFolderTakesTheTeamAndItsPrompts() async throws {
        let folder = try folder()
        let store = try Store(folder: folder.path + "/store")
        let source = try await ExportSource(folder.path + "/team.yaml", in: store)
        let export = try await ApprovedExport(of: source, to: folder.path + "/out", in: store)
        if case .program = export { Issue.record("\(export)") }
        try store.close()
    }

    @Test func aProgramsFolderWithoutAPlaceSaysSo() async throws {
        let folder = try folder()
        let store = try Store(folder: folder.path + "/store")
        let source = try await ExportSource(folder.path + "/team.yaml", in: store)
        await #expect(throws: ExportError.noPlace(folder.path, reasons: [])) {
            try await ApprovedExport(of: source, to: folder.path, in: store)
        }
        try store.close()
    }
}
