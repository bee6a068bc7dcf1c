import CreditEngine
import CreditStore
import Foundation

/// The finished answers of a job.
struct RepromptAnswers: Sendable {
    private let journal: any SampleJournal
    private let known: [String: RepromptAnswer]

    init(_ journal: any SampleJournal) async throws {
        self.journal = journal
        let decoder = JSONDecoder()
        known = try await journal.finished().compactMapValues {
            try? decoder.decode(RepromptAnswer.self, from: Data($0.utf8))
        }
    }

    subscript(key: String) -> RepromptAnswer? { known[key] }

    /// The items that were asked for.
    var items: Set<Int64> { Set(known.values.map(\.item)) }

    /// Returns when it is safe.
    func record(_ answer: RepromptAnswer, as key: String) async throws {
        let text = String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
        try await journal.record([FinishedSample(key: key, result: text)])
    }
}

extension Labelling {
    /// What was answered when turns were asked for again, by item, the job that was begun last first.
    package func answers() async throws -> [Int64: [RepromptAnswer]] {
        let decoder = JSONDecoder()
        var answers: [Int64: [RepromptAnswer]] = [:]
        for job in try await store.jobs() where job.name.hasPrefix(Reprompting.jobPrefix) {
            for (_, text) in try await store.samples(of: job.name).sorted(by: { $0.key < $1.key }) {
                guard let answer = try? decoder.decode(RepromptAnswer.self, from: Data(text.utf8)) else { continue }
                answers[answer.item, default: []].append(answer)
            }
        }
        return answers
    }
}
