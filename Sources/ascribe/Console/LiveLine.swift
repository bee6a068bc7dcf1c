import CreditEngine
import Foundation
import Synchronization

/// One line on standard error that is written over as work goes on; nothing is written when that is no terminal.
final class LiveLine: Sendable {
    private struct State {
        var drawn: ContinuousClock.Instant?
        var isShown = false
    }

    private let isOn: Bool
    private let state = Mutex(State())

    /// A line that nobody sees yet.
    init(isOn: Bool = isatty(STDERR_FILENO) == 1) { self.isOn = isOn }

    deinit { clear() }

    /// Shows words in the place of the last ones, at most 20 times a second; foreign ones are made visible.
    func show(_ words: String) {
        guard isOn else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            if let drawn = state.drawn, now - drawn < .milliseconds(50) { return }
            state.drawn = now
            state.isShown = true
            FileHandle.standardError.write(Data("\r\u{1B}[K\(VisibleText.escape(words))".utf8))
        }
    }

    /// Takes the line away.
    func clear() {
        state.withLock { state in
            guard state.isShown else { return }
            state.isShown = false
            FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        }
    }
}
