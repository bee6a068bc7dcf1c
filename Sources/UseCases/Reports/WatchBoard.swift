import CreditEngine
import Synchronization

/// How a watch is told: a table on a terminal that is kept up to date, else a line or a JSON record for each run.
package final class WatchBoard: Sendable {
    /// Something to be written.
    package enum Output: Sendable {
        /// A line for a person, on standard output.
        case line(String)
        /// JSON records, on standard output.
        case records([UInt8])
        /// A line for a person, on standard error.
        case complaint(String)
        /// What only the terminal obeys, as it is.
        case control(String)
    }

    private struct State {
        var summary = WatchSummary()
        var drawn: ContinuousClock.Instant?
        /// Lines of the table that stand on the screen.
        var height = 0
        var hasEnded = false
    }

    private let isJSON: Bool
    /// The terminal's size; `nil` where no table is drawn.
    private let terminal: Terminal?

    /// Lines and columns, as they are at the moment.
    package typealias Terminal = @Sendable () -> (rows: Int, columns: Int)
    private let write: @Sendable (Output) throws -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - terminal: the size of the terminal on which a table is kept up to date; `nil` writes a line for each run.
    ///   - write: writes what is told.
    package init(isJSON: Bool, terminal: Terminal?, write: @escaping @Sendable (Output) throws -> Void) {
        (self.isJSON, self.terminal, self.write) = (isJSON, isJSON ? nil : terminal, write)
    }

    /// Tells what happened; work that is interrupted may tell a little more after the end, when no table is drawn any more.
    package func tell(_ event: WatchEvent) throws {
        try state.withLock { state in
            switch event {
            case .run(let run, let isRevised):
                if isJSON { return try write(.records(WatchRecord.record(run, isRevised: isRevised))) }
                if terminal == nil { try write(.line(WatchText.line(run, isRevised: isRevised))) }
            case .alarm(let alarm):
                if isJSON { return try write(.records(WatchRecord.record(alarm))) }
                try clear(&state)
                for line in WatchText.lines(alarm) { try write(.line(line)) }
            case .notice(let notice):
                try clear(&state)
                try write(.complaint(notice))
            case .summary(let summary):
                state.summary = summary
                if !state.hasEnded { try draw(&state) }
            }
        }
    }

    /// Tells what it all came to.
    package func end() throws {
        try state.withLock { state in
            state.hasEnded = true
            try clear(&state)
            let perMinute = state.summary.perMinute(.now)
            if isJSON { return try write(.records(WatchRecord.record(state.summary, perMinute: perMinute))) }
            for line in WatchText.lines(state.summary, perMinute: perMinute) { try write(.line(line)) }
        }
    }

    /// Draws the table, once a second at most: as many of its lines as there is room for, each within the terminal's width.
    private func draw(_ state: inout State) throws {
        guard let terminal else { return }
        let now = ContinuousClock.now
        if let drawn = state.drawn, now - drawn < .seconds(1) { return }
        state.drawn = now
        let lines = WatchText.lines(state.summary, perMinute: state.summary.perMinute(now))
        try clear(&state)
        let (rows, columns) = terminal()
        let shown = lines.prefix(max(1, rows - 1)).map { Self.clipped(VisibleText.escape($0), columns) }
        for line in shown {
            try write(.line(line))
            state.height += 1
        }
    }

    /// A line that no terminal of so many columns breaks; what is left out is shown by a sign.
    private static func clipped(_ line: String, _ columns: Int) -> String {
        guard Glyph.columns(of: line) >= columns else { return line }
        var (text, width) = ("", 0)
        for character in line {
            width += Glyph.columns(of: String(character))
            if width > columns - 2 { break }
            text.append(character)
        }
        return text + "…"
    }

    /// Takes the table away.
    private func clear(_ state: inout State) throws {
        guard state.height > 0 else { return }
        // From the first column: the terminal shows keys where the cursor stands, such as ^C.
        try write(.control("\r\u{1B}[\(state.height)A\u{1B}[J"))
        state.height = 0
    }
}
