import CNcurses
import ChildPrograms
import CreditEngine
import Foundation
import Inspector
import Synchronization

/// What the program asks of its terminal after an event.
enum TerminalRequest: Sendable, Equatable {
    /// End, and give the terminal back.
    case stop
    /// Stop the process as C-z does.
    case suspend
    /// Draw everything anew.
    case redraw
    /// Report clicks and the wheel, or stop it.
    case mouse(Bool)
    /// Use other colours of heat.
    case heat(TerminalPalette.Heat)
    /// Use colours made for something else.
    case theme(Theme)
    /// Let the person edit words in their editor, on the terminal that curses leaves to it.
    case edit(String, EditSubject)
    /// Send bytes to the terminal as they are (OSC 52).
    case write([UInt8])
}

/// The door to the thread that owns the terminal.
///
/// Any thread may post; everything else happens on one thread of its own, which sleeps in `poll` until there is a key,
/// a post or a signal. A key is answered and drawn at once; what is posted is worked off at once, too, but drawn at
/// most 30 times a second.
final class TerminalLoop: Sendable {
    private struct Pending {
        var events: [Event] = []
        var requests: [TerminalRequest] = []
        var isEmpty: Bool { events.isEmpty && requests.isEmpty }
    }

    private let pending = Mutex(Pending())
    /// When the program started, for `Event.clock` and the time to the first frame.
    let start: ContinuousClock.Instant

    /// Makes a loop that does not run yet; posts wait for it.
    init(start: ContinuousClock.Instant = .now) { self.start = start }

    /// Hands an event to the program; from any thread.
    func post(_ event: Event) { put { $0.events.append(event) } }

    /// Asks something of the terminal; from any thread.
    func request(_ request: TerminalRequest) { put { $0.requests.append(request) } }

    private func put(_ add: (inout sending Pending) -> Void) {
        let wasEmpty = pending.withLock { pending in
            let wasEmpty = pending.isEmpty
            add(&pending)
            return wasEmpty
        }
        if wasEmpty { ascribe_wake(Int32(ASCRIBE_WAKE_POST)) }
    }

    /// Takes the terminal and runs a program on it until it asks to stop; throws a `TerminalError` when it cannot.
    ///
    /// The program's first event is `resize` with the terminal's size. `update`, `render` and
    /// `isTyping` (whether a prompt is open that pasted text may go into) are called on the terminal's thread only.
    func run<State: Sendable>(
        _ state: State, options: TerminalOptions,
        update: @escaping @Sendable (inout State, Event) -> [TerminalRequest],
        render: @escaping @Sendable (State) -> Frame,
        isTyping: @escaping @Sendable (State) -> Bool
    ) async throws -> TerminalTiming {
        try await OwnThread.result(named: "terminal") {
            let screen = try TerminalScreen(options: options)
            defer { screen.close() }
            var session = TerminalSession(
                screen: screen, state: state, start: self.start, update: update, render: render, isTyping: isTyping)
            return session.run(take: self.take)
        }
    }

    private func take() -> (events: [Event], requests: [TerminalRequest]) {
        pending.withLock { pending in
            defer { pending = Pending() }
            return (pending.events, pending.requests)
        }
    }
}
