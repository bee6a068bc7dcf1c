import CreditEngine
import CreditStore
import Foundation
import Testing

@testable import UseCases

/// kill −9 of the program while it exports; `ASCRIBE_KILLS=500` runs longer.
@Suite struct ExportKillTests {
    @Test(arguments: [false, true])
    func noHalfWrittenExportPassesForAWholeOne(_ replaces: Bool) async throws {
        let queue = try Queue()
        try await queue.approve(queue.accepted("Check each result."))
        let kept = queue.scratch.path + "/kept"
        if replaces { #expect(try queue.run("export", kept, "--team", queue.name).status == 0) }
        if replaces {
            try Data("mine".utf8).write(to: URL(filePath: kept + "/notes.txt"))
            try FileManager.default.createDirectory(atPath: kept + "/drafts", withIntermediateDirectories: true)
        }
        var (whole, half, none, cut) = (0, 0, 0, 0)
        for seed in 0..<DecisionKillTests.kills / 2 {
            let random = KeyedRandom(seed: UInt64(seed))
            let target = replaces ? kept : queue.scratch.path + "/new-\(seed)"
            if replaces {
                for member in 0..<2 { try await queue.approve(queue.accepted("Check. \(seed)", for: member)) }
            }
            let before = Self.names(queue.scratch.path)
            let victim = try Victim(
                queue.words(["export", target, "--team", queue.name, "--force"]), output: queue.scratch.path + "/said")
            if random.integer("moment", in: 0..<4) == 0 {
                Victim.spin(random.integer("spin", in: 0..<4_000_000))
            } else {
                // While something is being written.
                victim.wait { Self.names(queue.scratch.path) != before }
                Victim.spin(random.integer("spin", in: 0..<400_000))
            }
            victim.kill()
            if victim.exitStatus != 0 { cut += 1 }

            let approved = try await queue.open().currentPrompts(of: queue.name)
            let isWhole = approved.blocks.allSatisfy { block in
                let file = "\(target)/role-\(block.name.dropFirst(5)).txt"
                return FileManager.default.contents(atPath: file) == approved[block].map { Data($0.utf8) }
            }
            guard let set = try? DeployedSet(at: target) else {
                none += 1
                #expect(!replaces && !FileManager.default.fileExists(atPath: target), "seed \(seed)")
                continue
            }
            let passes = try await ExportCheck(of: target, storeFolder: queue.folder).isSound
            #expect(passes == isWhole, "seed \(seed)")
            if !replaces { #expect(isWhole, "seed \(seed)") }
            // Of the earlier export or of the new one, and never of both.
            for entry in set.manifest.blocks {
                let text = try #require(set.texts[entry.block])
                #expect(try SHA256Digest(of: text).hex == entry.hash, "seed \(seed)")
            }
            if replaces { #expect(FileManager.default.fileExists(atPath: kept + "/notes.txt"), "seed \(seed)") }
            whole += isWhole ? 1 : 0
            half += isWhole ? 0 : 1
        }
        #expect(cut > 0)
        if replaces { #expect(try queue.run("export", kept, "--team", queue.name, "--force").status == 0) }
        if replaces {
            #expect(try queue.run("export", "--check", kept).status == 0)
            // Nothing is left beside it, and nothing of the person's is lost.
            #expect(Self.names(queue.scratch.path) == [])
            #expect(FileManager.default.fileExists(atPath: kept + "/drafts"))
        }
        print(
            "export\(replaces ? " over another" : ""): \(cut) cut short; \(whole) new, \(half) as before, \(none) nothing"
        )
    }

    private static func names(_ folder: String) -> [String] {
        // What the program writes, and not what it says or keeps.
        (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasPrefix(".ascribe") }.sorted()
            ?? []
    }
}
