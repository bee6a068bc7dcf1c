internal import Foundation

extension Rollout {
    /// Reads what a journal kept; `nil` when it is not a rollout, which is then made again.
    init?(journaled text: String) {
        guard let rollout = try? JSONDecoder().decode(Rollout.self, from: Data(text.utf8)) else { return nil }
        self = rollout
    }

    /// The rollout as a journal keeps it: JSON with its keys in order.
    func journalText() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
