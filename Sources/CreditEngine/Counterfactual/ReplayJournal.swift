import Foundation

/// The finished replays of one job: what was made before a restart is not made again.
///
/// Only replays with an outcome are kept; an UNDEFINED one is tried again after a restart. Source: Safety, "Crash and
/// disk".
public struct ReplayJournal: Sendable {
    private let journal: any SampleJournal
    private let finished: [String: ReplayResult]

    /// Reads what is finished; throws what the journal throws.
    ///
    /// A result that cannot be read is none.
    public init(_ journal: any SampleJournal) async throws {
        self.journal = journal
        let decoder = JSONDecoder()
        finished = try await journal.finished().compactMapValues { text in
            try? decoder.decode(ReplayResult.self, from: Data(text.utf8))
        }
    }

    /// How many replays were finished when the journal was opened.
    public var count: Int { finished.count }

    /// The result of a replay that was finished when the journal was opened; throws `IdentityError`.
    func result(of request: ReplayRequest) throws -> ReplayResult? {
        finished.isEmpty ? nil : finished[try request.key()]
    }

    /// Remembers a replay if it has an outcome; returns when it is safe.
    func record(_ result: ReplayResult, of request: ReplayRequest) async throws {
        guard result.outcome != nil else { return }
        let text = String(decoding: try JSONEncoder().encode(result), as: UTF8.self)
        try await journal.record([FinishedSample(key: try request.key(), result: text)])
    }
}

extension ReplayRequest {
    /// The name of this replay in journals: equal requests have equal keys, in every session.
    ///
    /// 64 hexadecimal digits of SHA-256 over canonical JSON; throws `IdentityError`.
    public func key() throws -> String {
        let asked: CanonicalJSON = .object(present: [
            "kept": .array(kept.positions.map { .integer($0) }),
            "position": replaced.map { .integer($0.position) },
            "by": replaced.map(\.by.description),
            "seed": .string(String(seed)), "repetition": .string(String(repetition)),
        ])
        return try SHA256Digest(of: asked.text()).hex
    }
}

extension Replacement {
    /// All that tells it apart from others.
    fileprivate var description: CanonicalJSON {
        switch self {
        case .resample: ["resample"]
        case .said(let words): .array(["said"] + words.map { .string($0) })
        case .noOp: ["no-op"]
        case .reference(let text): ["reference", .string(text)]
        case .text(let text): ["text", .string(text)]
        case .trace(_, let words): .array(["trace"] + words.map { .string($0) })
        case .prompt(let text): ["prompt", .string(text)]
        case .model(let name): ["model", .string(name)]
        case .majority: ["majority"]
        case .concatenation: ["concatenation"]
        }
    }
}

extension ReplayResult: Codable {
    private enum CodingKeys: String, CodingKey { case outcome, success, undefined, spoken, words, first }

    /// Reads `{"outcome":0.5,"success":true,"spoken":3,"words":[…]}`, or `undefined` with a reason in the place of `outcome`
    /// and `success`; without `success`, as earlier versions wrote it, the usual threshold decides.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let outcome = try container.decodeIfPresent(Double.self, forKey: .outcome)
        let success = try container.decodeIfPresent(Bool.self, forKey: .success)
        self.init(
            try outcome.map { .outcome($0, success: success ?? ($0 >= Outcome.threshold)) }
                ?? .undefined(container.decode(String.self, forKey: .undefined)),
            spoken: try container.decode(Int.self, forKey: .spoken),
            words: try container.decodeIfPresent([UInt64].self, forKey: .words),
            first: try container.decodeIfPresent([String].self, forKey: .first))
    }

    /// Writes the same.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch ending {
        case .outcome(let outcome, let success):
            try container.encode(outcome, forKey: .outcome)
            try container.encode(success, forKey: .success)
        case .undefined(let reason): try container.encode(reason, forKey: .undefined)
        }
        try container.encode(spoken, forKey: .spoken)
        try container.encodeIfPresent(words, forKey: .words)
        try container.encodeIfPresent(first, forKey: .first)
    }
}
