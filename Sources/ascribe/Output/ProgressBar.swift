import CreditEngine
import Foundation
import LanguageModels
import Synchronization

/// How far work is, on standard error when that is a terminal: a bar, n of N, the time left, what is spent.
final class ProgressBar: Sendable {
    private static let width = 24

    private struct State {
        var first = 0
        var isShown = false
        var drawn: ContinuousClock.Instant?
    }

    private let total: Int
    private let noun: String
    private let budget: CallBudget?
    private let isOn: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// A bar for so many pieces of work.
    ///
    /// - Parameters:
    ///   - done: pieces that were finished before; they say nothing about speed.
    ///   - isOn: whether anybody sees it.
    init(
        _ total: Int, _ noun: String, done: Int = 0, budget: CallBudget? = nil, isOn: Bool = isatty(STDERR_FILENO) == 1
    ) {
        self.total = total
        self.noun = noun
        self.budget = budget
        self.isOn = isOn
        state.withLock { $0.first = done }
    }

    deinit { clear() }

    /// Shows that so many pieces are finished; at most 20 times a second.
    func show(_ done: Int) {
        guard isOn else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            if let drawn = state.drawn, now - drawn < .milliseconds(50), done < total { return }
            state.drawn = now
            state.isShown = true
            let line = line(done, first: state.first, seconds: (now - start) / .seconds(1))
            _ = Descriptor.writeAll(Array("\r\u{1B}[K\(line)".utf8), to: STDERR_FILENO)
        }
    }

    /// Takes the bar away.
    func clear() {
        state.withLock { state in
            guard state.isShown else { return }
            state.isShown = false
            _ = Descriptor.writeAll(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
        }
    }

    /// The line for so many finished pieces after so many seconds.
    func line(_ done: Int, first: Int = 0, seconds: Double) -> String {
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
        let full = Int(share * Double(Self.width))
        var line = "[" + String(repeating: "=", count: full) + String(repeating: " ", count: Self.width - full) + "] "
        line += "\(done) of \(Counted.of(total, noun))"
        if done > first, done < total {
            line += " · about \(Self.words(seconds / Double(done - first) * Double(total - done))) left"
        }
        if let budget { line += " · " + Self.spent(budget) }
        return line
    }

    private static func words(_ seconds: Double) -> String {
        seconds < 90
            ? "\(Int(seconds.rounded(.up))) s"
            : seconds < 5_400 ? "\(Int((seconds / 60).rounded(.up))) min" : "\(Int((seconds / 3_600).rounded(.up))) h"
    }

    /// What a budget has used, against its limits where it has any.
    static func spent(_ budget: CallBudget) -> String {
        let (used, limits) = (budget.spending, budget.limits)
        var words = Counted.grouped(used.calls) + (limits.calls.map { " of \(Counted.grouped($0))" } ?? "") + " calls"
        let cost = used.knownCost.map { "$" + Decimal.text($0, 4) } ?? "cost unknown"
        words += ", " + cost + (limits.cost.map { " of $" + Decimal.text($0, 2) } ?? "")
        return words
    }
}
