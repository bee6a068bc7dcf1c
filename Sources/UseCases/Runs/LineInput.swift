import Foundation
import Synchronization

/// Lines of a descriptor, read as they are asked for: nothing is kept but the line under way.
package final class LineInput: Sendable {
    /// One line, without its end.
    package struct Line: Sendable {
        /// Its number, from 1.
        package var number: Int
        /// Bytes before it.
        package var offset: Int
        package var bytes: [UInt8]
    }

    private struct State {
        var pending: [UInt8] = []
        /// Bytes of `pending` that were handed out.
        var taken = 0
        /// Bytes of `pending` that are known to hold no line end.
        var searched = 0
        var number = 0
        var offset = 0
        var hasEnded = false
    }

    private let descriptor: Int32
    private let state = Mutex(State())
    /// Bytes that are read at once.
    private static let chunk = 1 << 18

    /// The lines of an open descriptor, which stays open.
    package init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The next lines, as many as came together, at most `limit`; empty at the end.
    package func next(atMost limit: Int) -> [Line] {
        state.withLock { state in
            var lines: [Line] = []
            while lines.count < limit {
                if let line = Self.line(of: &state) {
                    lines.append(line)
                } else if state.hasEnded || !lines.isEmpty {
                    break
                } else {
                    read(&state)
                }
            }
            return lines
        }
    }

    private static func line(of state: inout State) -> Line? {
        let rest = state.pending[state.taken...]
        let end = state.pending[max(state.taken, state.searched)...].firstIndex(of: UInt8(ascii: "\n"))
        state.searched = end ?? state.pending.endIndex
        guard let stop = end ?? (state.hasEnded && !rest.isEmpty ? rest.endIndex : nil) else { return nil }
        var bytes = Array(rest[..<stop])
        let length = bytes.count + (end == nil ? 0 : 1)
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        state.number += 1
        defer {
            state.offset += length
            state.taken += length
        }
        return Line(number: state.number, offset: state.offset, bytes: bytes)
    }

    private func read(_ state: inout State) {
        state.pending.removeFirst(state.taken)
        state.searched = max(0, state.searched - state.taken)
        state.taken = 0
        let before = state.pending.count
        state.pending.append(contentsOf: repeatElement(0, count: Self.chunk))
        var count = -1
        repeat {
            count = state.pending.withUnsafeMutableBytes { bytes in
                Foundation.read(descriptor, bytes.baseAddress?.advanced(by: before), Self.chunk)
            }
        } while count < 0 && errno == EINTR
        state.pending.removeLast(Self.chunk - max(0, count))
        state.hasEnded = count <= 0
    }
}
