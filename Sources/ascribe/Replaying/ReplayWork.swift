import CreditEngine
import Foundation
import Inspector

/// What a job of replays is, as its description in the store says it: enough to find its samples again.
struct ReplayWork: Codable, Sendable, Equatable {
    /// One message and what takes its place.
    struct Swapped: Codable, Sendable, Equatable {
        /// The position in speaking order.
        var position: Int
        /// The name of the replacement.
        var with: String
        /// Its words, prompt or model.
        var text: String?
        /// The run whose words it puts there, and these words.
        var from: String?
        var words: [String]?
        var seed: UInt64
        /// The pairs that were asked for; `nil` when the store was not told.
        var pairs: Int?
    }

    /// A measurement of the whole run.
    struct Measured: Codable, Sendable, Equatable {
        var method: String
        var budget: Int
        var pairs: Int
        var seed: UInt64
    }

    /// The command.
    var kind: String
    /// The run's identifier.
    var trace: String
    /// What headings call the team.
    var team: String
    var swap: Swapped?
    var measure: Measured?

    /// Reads a description; `nil` for those of other work.
    static func read(_ description: String) -> ReplayWork? {
        try? JSONDecoder().decode(ReplayWork.self, from: Data(description.utf8))
    }

    /// The description.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension ReplayWork.Swapped {
    /// A swap as it is kept; `nil` for a replacement that no command has.
    init?(_ swap: Swap, seed: UInt64) {
        self.init(position: swap.position, with: "", seed: seed)
        switch swap.replacement {
        case .resample: with = "resample"
        case .noOp: with = "no-op"
        case .majority: with = "majority"
        case .concatenation: with = "concatenation"
        case .text(let words): (with, text) = ("text", words)
        case .reference(let words): (with, text) = ("reference", words)
        case .prompt(let words): (with, text) = ("prompt", words)
        case .model(let name): (with, text) = ("model", name)
        case .trace(let id, let said): (with, from, words) = ("trace", id, said)
        default: return nil
        }
    }

    /// The swap again; `nil` when the description is of a version that this one does not know.
    var swap: Swap? {
        let replacement: Replacement? =
            switch with {
            case "resample": .resample
            case "no-op": .noOp
            case "majority": .majority
            case "concatenation": .concatenation
            case "text": text.map { .text($0) }
            case "reference": text.map { .reference($0) }
            case "prompt": text.map { .prompt($0) }
            case "model": text.map { .model($0) }
            case "trace": from.flatMap { id in words.map { .trace(id: id, words: $0) } }
            default: nil
            }
        return replacement.map { Swap(at: position, $0) }
    }

    /// What the interface calls it.
    ///
    /// - Parameter find: the place of a run in the catalogue, and its file.
    func choice(_ find: (String) -> (run: RunIndex, file: String)?) -> SwapChoice? {
        switch swap?.replacement {
        case .resample?: .resample
        case .noOp?: .noOp
        case .majority?: .majority
        case .concatenation?: .concatenation
        case .text(let words)?: .text(words)
        case .reference(let words)?: .reference(words)
        case .prompt(let words)?: .prompt(words)
        case .model(let name)?: .model(name)
        case .trace(let id, _)?: find(id).map { .trace(run: $0.run, id: id, file: $0.file) }
        default: nil
        }
    }
}

extension ReplayWork.Measured {
    init(_ settings: MeasureSettings) {
        self.init(
            method: settings.method.rawValue, budget: settings.budget, pairs: settings.pairs,
            seed: settings.firstSeed)
    }

    /// The settings again; `nil` when the method is none of this version.
    var settings: MeasureSettings? {
        MeasureSettings.Method(rawValue: method).map {
            MeasureSettings(method: $0, budget: budget, pairs: pairs, width: 8, firstSeed: seed)
        }
    }
}
