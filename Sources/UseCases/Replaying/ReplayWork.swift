package import CreditEngine
import Foundation

/// What a job on a run is, as its description in the store says it: enough to find its samples again.
package struct ReplayWork: Codable, Sendable, Equatable {
    /// One message and what takes its place.
    package struct Swapped: Codable, Sendable, Equatable {
        /// The position in speaking order.
        package var position: Int
        /// The name of the replacement.
        package var with: String
        /// Its words, prompt or model.
        package var text: String?
        /// The run whose words it puts there, and these words.
        package var from: String?
        package var words: [String]?
        package var seed: UInt64
        /// The pairs that were asked for; `nil` when the store was not told.
        package var pairs: Int?
    }

    /// A measurement of the whole run.
    package struct Measured: Codable, Sendable, Equatable {
        package var method: String
        package var budget: Int
        package var pairs: Int
        package var seed: UInt64
    }

    /// The kind of jobs in which a model scores the messages of a run.
    package static let judging = "judge"

    /// The command.
    package var kind: String
    /// The run's identifier.
    package var trace: String
    /// What headings call the team.
    package var team: String
    package var swap: Swapped?
    package var measure: Measured?

    /// Reads a description; `nil` for those of other work.
    package static func read(_ description: String) -> ReplayWork? {
        try? JSONDecoder().decode(ReplayWork.self, from: Data(description.utf8))
    }

    /// The description.
    package func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension ReplayWork.Swapped {
    /// A swap as it is kept; `nil` for a replacement that no command has.
    init?(_ swap: Swap, seed: UInt64, pairs: Int) {
        guard let kind = swap.replacement.kind else { return nil }
        self.init(position: swap.position, with: kind.rawValue, seed: seed, pairs: pairs)
        switch swap.replacement {
        case .text(let words), .reference(let words), .prompt(let words), .model(let words): text = words
        case .trace(let id, let said): (from, words) = (id, said)
        default: break
        }
    }

    /// The swap again; `nil` when the description is of a version that this one does not know.
    package var swap: Swap? {
        Replacement.Kind(rawValue: with)?.replacement(text: text, from: from, words: words)
            .map { Swap(at: position, $0) }
    }
}

extension ReplayWork.Measured {
    package init(_ settings: MeasureSettings) {
        self.init(
            method: settings.method.rawValue, budget: settings.budget, pairs: settings.pairs,
            seed: settings.firstSeed)
    }

    /// The settings again; `nil` when the method is none of this version.
    package var settings: MeasureSettings? {
        MeasureSettings.Method(rawValue: method).map {
            MeasureSettings(method: $0, budget: budget, pairs: pairs, width: 8, firstSeed: seed)
        }
    }
}
