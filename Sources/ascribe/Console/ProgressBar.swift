import CreditEngine
import LanguageModels
import Synchronization
import UseCases

/// How far work is, on standard error when that is a terminal: a bar, n of N, the time left, what is spent.
final class ProgressBar: Sendable {
    private static let width = 26

    private let noun: String
    private let budget: CallBudget?
    private let line: LiveLine
    private let start = ContinuousClock.now
    /// Pieces that were finished before the first look; they say nothing about speed.
    private let first = Mutex<Int?>(nil)

    /// A bar for pieces of work.
    ///
    /// - Parameter budget: what is spent on them; `nil` says nothing about it.
    init(_ noun: String, budget: CallBudget? = nil, line: LiveLine = LiveLine()) {
        self.noun = noun
        self.budget = budget
        self.line = line
    }

    /// Shows that so many pieces of a number are finished.
    func show(_ done: Int, of total: Int) {
        let first = first.withLock { first in
            first = first ?? done
            return first ?? done
        }
        line.show(words(done, of: total, first: first, seconds: (ContinuousClock.now - start) / .seconds(1)))
    }

    /// Takes the bar away.
    func clear() { line.clear() }

    /// The line for so many finished pieces after so many seconds.
    func words(_ done: Int, of total: Int, first: Int = 0, seconds: Double) -> String {
        var line = ProgressFigure.bar(done, of: total, columns: Self.width)
        line += " \(done) of \(Numeral.count(total, noun))"
        let left = ProgressFigure.secondsLeft(done, of: total, fresh: done - first, after: seconds)
        if done < total, let left { line += " · \(Numeral.duration(left)) left" }
        if let budget { line += " · " + budget.spent }
        return line
    }
}
