import CProcess
import Foundation

/// Why the program cannot begin: a sentence and the exit status.
package struct StartRefusal: Equatable {
    /// What is wrong, with the way out.
    package var sentence: String
    /// 64 where the arguments are at fault, 3 where the system is.
    package var status: Int32

    /// What stands in the way; `nil` when nothing does.
    ///
    /// To be asked before a task is started: the runtime of tasks ends the program where it gets no file, and waits for
    /// ever, deaf to signals, where it gets no thread.
    package static func now() -> StartRefusal? {
        let processors = ProcessInfo.processInfo.activeProcessorCount
        return knownArguments
            ?? files(atHand: Int(ascribe_files_at_hand(Int32(leastFiles))))
            ?? threads(
                atHand: Int(ascribe_threads_at_hand(Int32(leastThreads(processors)))), of: leastThreads(processors))
            ?? CommandWords(ofThisProcess: ()).refusal
    }

    /// Files without which not even an error can be told in order.
    private static let leastFiles = 5

    /// Threads of the pool, and those that wait for signals, timers and files beside it.
    private static func leastThreads(_ processors: Int) -> Int { min(processors, 16) + 4 }

    /// Whether the system tells this process its arguments, which Swift reads from `/proc` on Linux.
    private static var knownArguments: StartRefusal? {
        #if os(Linux)
            guard access("/proc/self/cmdline", R_OK) != 0 else { return nil }
            return StartRefusal(
                sentence: "/proc cannot be read, so the arguments are unknown and nothing is done; mount it", status: 3)
        #else
            return nil
        #endif
    }

    static func files(atHand count: Int) -> StartRefusal? {
        guard count < leastFiles else { return nil }
        return StartRefusal(
            sentence:
                "only \(count) more files may be open here, which is too few for any work; raise the limit (ulimit -n)",
            status: 3)
    }

    static func threads(atHand count: Int, of needed: Int) -> StartRefusal? {
        guard count < needed else { return nil }
        return StartRefusal(
            sentence:
                "only \(count) of the \(needed) threads that the work needs can be started; end other programs, or "
                + "raise the limit (ulimit -u, or that of the container)", status: 3)
    }
}
