internal import CProcess
internal import Foundation

/// Threads that no pool lends; every thread of the program and of its side modules starts here.
package enum OwnThread {
    /// Starts one; throws ``ThreadShortage`` when the system has none left, of which Foundation's threads say nothing.
    package static func start(
        named name: String = "", stackSize: Int = 8 << 20, _ body: @escaping @Sendable () -> Void
    ) throws {
        let work = Unmanaged.passRetained(Work(body: body))
        let code = ascribe_thread_start(
            name, stackSize,
            { pointer in
                if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
            }, work.toOpaque())
        guard code != 0 else { return }
        work.release()
        throw ThreadShortage(code: code)
    }

    /// Does work on one and answers with what comes of it; throws what the work throws, and ``ThreadShortage``.
    package static func result<Product: Sendable>(
        named name: String = "", _ work: @escaping @Sendable () throws -> Product
    ) async throws -> Product {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try start(named: name) { continuation.resume(with: Result { try work() }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

/// No further thread can be started.
package struct ThreadShortage: Error, CustomStringConvertible {
    /// The system's error number.
    let code: Int32

    package var description: String {
        "no further thread can be started (\(String(cString: strerror(code)))); end other programs, or raise the limit (ulimit -u)"
    }
}
