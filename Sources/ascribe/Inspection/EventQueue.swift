import Inspector
import Synchronization

/// Events on their way to a program that no terminal drives.
final class EventQueue: Sendable {
    private let events = Mutex<[Event]>([])

    /// Hands an event over; from any thread.
    func post(_ event: Event) { events.withLock { $0.append(event) } }

    /// Everything that came since the last time, in order.
    func removeAll() -> [Event] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }
}
