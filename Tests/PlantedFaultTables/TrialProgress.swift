import Foundation

/// Says on a terminal how far a long table is; on anything else it is silent.
final class TrialProgress {
    private let speaks = isatty(STDERR_FILENO) == 1
    private var last = ContinuousClock.now - .seconds(1)
    private var length = 0

    /// Says that so many of a number of runs are done, at most four times a second.
    func say(_ what: String, _ done: Int, of total: Int) {
        guard speaks, done == total || ContinuousClock.now - last >= .milliseconds(250) else { return }
        last = .now
        write("\(what): \(done) of \(total)")
    }

    /// Leaves a clean line for what is printed next.
    func clear() {
        guard speaks, length > 0 else { return }
        write("")
    }

    private func write(_ line: String) {
        let blank = String(repeating: " ", count: max(0, length - line.count))
        FileHandle.standardError.write(Data("\r\(line)\(blank)\(line.isEmpty ? "\r" : "")".utf8))
        length = line.count
    }
}
