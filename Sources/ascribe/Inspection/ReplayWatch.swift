import CreditEngine
import Inspector
import LanguageModels
import Synchronization

/// Looks on while a job's replays are made: how many, which failed and why, what was really asked.
final class ReplayWatch: Sendable {
    private struct Seen {
        var made = 0
        /// Those in which somebody spoke and that came to an outcome.
        var defined = 0
        var reasons: [String: Int] = [:]
        /// Those without an outcome, where nobody says why.
        var undefined = 0
        /// For how long the job was paused.
        var paused = Duration.zero
    }

    private let seen = Mutex(Seen())
    private let budget: CallBudget?
    private let width: Int
    private let start = ContinuousClock.now
    /// Calls that were made before this session's, and those that are another job's.
    private let before: Mutex<Int>
    private let others: Int

    /// Begins to look on.
    ///
    /// - Parameters:
    ///   - before: calls of the job in earlier sessions, where the budget does not know of them yet.
    ///   - isShared: whether what the budget has spent by now was spent by other jobs.
    init(_ budget: CallBudget?, width: Int, before: Int? = nil, isShared: Bool = false) {
        self.budget = budget
        self.width = width
        let spent = budget?.spending.calls ?? 0
        self.before = Mutex(before ?? spent)
        others = isShared ? spent : 0
    }

    /// The job goes on from what its earlier sessions spent, which the budget knows now.
    func begin() { before.withLock { $0 = budget?.spending.calls ?? 0 } }

    /// Sees one replay.
    func see(_ result: ReplayResult) {
        seen.withLock { seen in
            seen.made += 1
            if case .undefined(let reason) = result.ending {
                seen.reasons[reason, default: 0] += 1
            } else if result.spoken > 0 {
                seen.defined += 1
            }
        }
    }

    /// So many runs have no outcome so far, for reasons that nobody says.
    func see(undefined: Int) { seen.withLock { $0.undefined = undefined } }

    /// A pause has ended, which is no time that calls take.
    func pass(_ pause: Duration) { seen.withLock { $0.paused += pause } }

    /// Why nothing came to an outcome though something was tried; `nil` when something did.
    var failure: String? {
        let meter = meter
        let isWhole = seen.withLock { $0.defined == 0 }
        guard isWhole, meter.undefined > 0, let reason = meter.reason else { return nil }
        return "no replay came to an outcome (\(meter.undefined) undefined): \(reason)"
    }

    /// The figures so far.
    var meter: JobMeter {
        let spending = budget?.spending
        let now = ContinuousClock.now
        return seen.withLock { seen in
            let calls = spending.map { $0.calls - before.withLock { $0 } } ?? 0
            let seconds = (now - start - seen.paused) / .seconds(1)
            return JobMeter(
                calls: spending.map { $0.calls - others },
                dollars: others > 0 ? nil : spending.flatMap { $0.nanodollars > 0 ? $0.knownCost : nil },
                replays: seen.made, undefined: seen.undefined + seen.reasons.values.reduce(0, +),
                reason: seen.reasons.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key,
                secondsPerCall: calls > 0 ? seconds * Double(min(width, calls)) / Double(calls) : nil)
        }
    }
}
