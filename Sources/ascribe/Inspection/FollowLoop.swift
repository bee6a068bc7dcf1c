import ChildPrograms
import Foundation
import Synchronization

/// Looks again and again whether something has come, on a thread of its own, while it is on.
final class FollowLoop: Sendable {
    /// The number of the loop that runs; `nil` while it is off.
    private let running = Mutex<(now: Int?, count: Int)>((nil, 0))
    /// Seconds between two looks.
    private static let pause = 0.5

    /// Turns it on or off.
    ///
    /// - Parameter look: begins a look, and calls what it is given when the look is done; the next one begins after that.
    func set(_ isWanted: Bool, look: @escaping @Sendable (_ done: @escaping @Sendable () -> Void) -> Void) {
        guard isWanted else { return stop() }
        let started = running.withLock { running -> Int? in
            guard running.now == nil else { return nil }
            running.count += 1
            running.now = running.count
            return running.now
        }
        guard let number = started else { return }
        // Without a thread for it nothing is looked for, and R still reads again.
        try? OwnThread.start { [self] in
            while goesOn(number) {
                Thread.sleep(forTimeInterval: Self.pause)
                let ended = DispatchSemaphore(value: 0)
                look { ended.signal() }
                // When the inspector ends, work that waits is dropped.
                while goesOn(number), ended.wait(timeout: .now() + 1) == .timedOut {}
            }
        }
    }

    /// Turns it off.
    func stop() { running.withLock { $0.now = nil } }

    /// Whether a loop is still the one that is on; one that was turned off and on again meanwhile is another.
    private func goesOn(_ number: Int) -> Bool { running.withLock { $0.now == number } }
}
