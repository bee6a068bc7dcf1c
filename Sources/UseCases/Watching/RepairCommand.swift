import CreditEngine
import CreditStore
import Foundation
import TraceFiles

/// The command that searches for better prompts on the problems of the runs since a change.
struct RepairCommand {
    /// The command word by word; `nil` when nobody says which team it is.
    let words: [String]?

    /// The fewest problems that a split leaves enough of to optimise and to validate on.
    static let fewest = 20

    /// Writes the problems down where there are enough of them, those of failed runs first, and names the file.
    ///
    /// - Parameters:
    ///   - suite: the embedded team whose model spoke; `nil` for others.
    ///   - problems: what was asked, each once.
    ///
    /// They are split anew; embedded teams have problems of their own.
    init(suite: String?, _ problems: [EndedRun.Task], _ order: WatchOrder) {
        guard let team = order.team ?? suite else {
            words = nil
            return
        }
        let store = order.store.map { ["--store", $0] } ?? []
        let file = team.hasPrefix(TeamSource.simulated) ? nil : Self.file(problems, order)
        let budget =
            order.repair.map {
                ["--budget", $0.budget == $0.budget.rounded() ? String(Int($0.budget)) : String($0.budget)]
            } ?? []
        words = ["ascribe", "optimize", "--team", team] + (file.map { ["--problems", $0] } ?? []) + budget + store
    }

    /// The file with the problems; `nil` when there are too few, or it cannot be written.
    private static func file(_ problems: [EndedRun.Task], _ order: WatchOrder) -> String? {
        guard problems.count >= fewest else { return nil }
        var text = JSONText()
        for (index, task) in problems.enumerated() {
            text.object { text in
                text.field("id", task.problem ?? "problem-\(index + 1)")
                text.field("input", task.input)
                text.field("reference", task.reference)
            }
            text.endLine()
        }
        guard let digest = try? SHA256Digest(of: text.bytes) else { return nil }
        let folder = (order.store ?? Store.defaultFolder()) + "/drift"
        let path = "\(folder)/problems-\(digest.hex.prefix(12)).jsonl"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return FileManager.default.createFile(atPath: path, contents: Data(text.bytes)) ? path : nil
    }
}
