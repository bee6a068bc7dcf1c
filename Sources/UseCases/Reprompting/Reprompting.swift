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

    /// How the names of its jobs begin.
    static let jobPrefix = "reprompt-"

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
        var turns = QueuedTurns(try await source.session.opened().labelItems(), for: self)
        var sums = RepromptSums(leastGain: policy.leastGain)
        guard let first = try turns.next() else {
            sums.leftOut = turns.leftOut
            return sums
        }
        let job = try name
        let journal = try await first.runtime.journal(
            of: job, description: #"{"kind":"reprompt"}"#)
        let kept = try await RepromptAnswers(journal)
        var told: Set<String> = []
        var open: [RepromptWork] = []
        // What was asked for before counts, wherever in the queue it stands now.
        for work in [first] + (try turns.take(kept.items)) {
            guard let answer = kept[work.key] else {
                open.append(work)
                continue
            }
            sums.add(answer)
            sums.resumed += 1
            try answered(answer, sums)
        }
        var room = max(0, policy.most - sums.answers.count)
        while sums.shortfall == nil, room > 0 {
            while open.count < min(Self.wave, room), let work = try turns.next() { open.append(work) }
            let wave = Array(open.prefix(min(Self.wave, room)))
            if wave.isEmpty { break }
            open.removeFirst(wave.count)
            room -= wave.count
            for sentence in wave.flatMap(\.notes) where told.insert(sentence).inserted { note(sentence) }
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
        sums.later = open.count + turns.count
        sums.leftOut.merge(turns.leftOut, uniquingKeysWith: +)
        if sums.later == 0, sums.undefined == 0 { try await first.runtime.finish(job: job) }
        return sums
    }

    /// The job: the same for the same policy, team and seed.
    private var name: String {
        get throws {
            let asked: CanonicalJSON = [
                "policy": policy.identity, "team": .string(source.team ?? ""),
                "problems": .string(source.problems ?? ""), "seed": .string(String(seed)),
            ]
            return Self.jobPrefix + String(try SHA256Digest(of: asked.text()).hex.prefix(24))
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
