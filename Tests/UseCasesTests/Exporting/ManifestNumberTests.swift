import Foundation
import Testing

@testable import UseCases

/// Numbers of a manifest that nobody wrote by this program.
struct ManifestNumberTests {
    private func pairs(_ text: String) throws -> Int? {
        let folder = try TemporaryFolder()
        let manifest = """
            format: ascribe-prompts/1
            team: shop
            identity: none
            blocks:
              - block: clerk
                hash: none
                source: approved
                text: Say the sum.
                approvals:
                  - {proposal: p, who: w, at: now, reason: r, hash: h, validation: {id: v, ending: accepted, pairs: \(text),
                     fixed: 3, broken: 0, looks: 1, simulated: true}}
            """
        try Data(manifest.utf8).write(to: URL(filePath: folder.path + "/prompts.yaml"))
        return try DeployedSet(at: folder.path).manifest.blocks[0].approvals[0].validation?.pairs
    }

    @Test func aCountIsReadAsItStands() throws { #expect(try pairs("130") == 130) }

    @Test(arguments: ["800888888818888888:0", "1:1:1:1:1:1:1:1:1:1:1:1:1:1", "1.5", "1e300", ".nan", "many"])
    func whatIsNoCountIsRefused(_ text: String) {
        #expect(throws: ExportError.self) { try pairs(text) }
    }
}
