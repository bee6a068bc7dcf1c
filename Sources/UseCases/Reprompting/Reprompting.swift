import CreditEngine
import CreditStore
import Foundation

/// Asks for queued turns once more with the reason, replays the rest, and records the new answers beside the runs.
///
/// Nothing takes the place of a recorded answer. What is finished is kept in the job of the policy and is never asked a
/// second time; it stops by itself when it is shown not to help.
package struct Reprompting: Sendable {
    /// Who speaks.
    package var source: TeamSource
    /// What a person wrote.
    package var policy: RepromptPolicy
    /// The seed of all pairs.
    package var seed: UInt64

    /// Turns between two looks at what is shown; results do not depend on how many are under way at once.
    private static let wave = 8

    /// Makes one; without a policy file by the team file's own policy.
    ///
    /// Throws `TeamFileError`, and `RepromptError` when there is no policy.
    package init(_ source: TeamSource, policyFile: String?) throws {
        self.source = try source.sharing()
        seed = source.seed ?? ReplaySeeds.reprompt
        if let policyFile {
            policy = try RepromptPolicy(path: policyFile)
        } else {
            guard let team = source.team, !team.hasPrefix(TeamSource.simulated),
                let own = try TeamFile(path: TeamSource.file(at: team)).reprompt
            else { throw RepromptError.noPolicy }
            policy = own
        }
    }

    /// Goes through the queue, the items first of which a label tells most.
    ///
    /// Throws `StoreError` and what ends all replays, such as a spent budget; what is finished by then is kept.
    /// - Parameters:
    ///   - note: is told what is different in replays, each sentence once.
    ///   - answered: is told of each answer with what is shown so far.
    package func run(
        _ permit: Permit, note: @Sendable (String) -> Void = { _ in },
        answered: (RepromptAnswer, RepromptSums) throws -> Void = { _, _ in }
    ) async throws -> RepromptSums {
        let items = try await source.session.opened().labelItems()
        var sums = RepromptSums(leastGain: policy.leastGain)
        var (asked, told): ([RepromptWork], Set<String>) = ([], [])
        for item in items {
            do {
                let work = try RepromptWork(QueuedTurn(item), source, policy, seed: seed)
                for sentence in work.notes where told.insert(sentence).inserted { note(sentence) }
                asked.append(work)
            } catch let why as NotAsked {
                sums.leftOut[why, default: 0] += 1
            }
        }
        guard let first = asked.first else { return sums }
        let job = try name
        let journal = try await first.runtime.journal(
            of: job, description: #"{"kind":"reprompt"}"#)
        let kept = try await RepromptAnswers(journal)
        var open: [RepromptWork] = []
        for work in asked {
            guard let answer = kept[work.key] else {
                open.append(work)
                continue
            }
            sums.add(answer)
            sums.resumed += 1
            try answered(answer, sums)
        }
        let room = max(0, policy.most - sums.answers.count)
        sums.later = max(0, open.count - room)
        var left = open.prefix(room)
        while sums.shortfall == nil, !left.isEmpty {
            let wave = Array(left.prefix(Self.wave))
            left = left.dropFirst(Self.wave)
            // A turn takes up to four runs: one that meets a limit half way would be paid for and not kept.
            try await inOrder(
                wave, width: source.jobs, mayBegin: { first.runtime.mayBegin(beside: 4 * $0 + 3) }
            ) { work -> Result<RepromptAnswer, NotAsked> in
                do {
                    let answer = try await work.answer(permit)
                    if answer.isFinished { try await kept.record(answer, as: work.key) }
                    return .success(answer)
                } catch let why as NotAsked {
                    return .failure(why)
                }
            } consume: { _, made in
                switch made {
                case .success(let answer):
                    sums.add(answer)
                    try answered(answer, sums)
                case .failure(let why): sums.leftOut[why, default: 0] += 1
                }
            }
        }
        sums.later += left.count
        if left.isEmpty, sums.undefined == 0 { try await first.runtime.finish(job: job) }
        return sums
    }

    /// The job: the same for the same policy, team and seed.
    private var name: String {
        get throws {
            let asked: CanonicalJSON = [
                "policy": policy.identity, "team": .string(source.team ?? ""),
                "problems": .string(source.problems ?? ""), "seed": .string(String(seed)),
            ]
            return "reprompt-" + String(try SHA256Digest(of: asked.text()).hex.prefix(24))
        }
    }
}

/// Why nothing can be asked again.
package enum RepromptError: Error, CustomStringConvertible {
    case noPolicy

    package var description: String {
        "nobody says how turns are asked for again; name a policy file with --policy, or write 'reprompt' into the team file"
    }
}

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

    /// Returns when it is safe.
    func record(_ answer: RepromptAnswer, as key: String) async throws {
        let text = String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
        try await journal.record([FinishedSample(key: key, result: text)])
    }
}
