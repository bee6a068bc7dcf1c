package import CreditEngine
import Foundation
import SystemPackage
package import TraceFiles

/// Adds one run that a program of the person's own made, and that is paid for, to a file.
package enum RecordedRun {
    /// Seconds that another process is waited for that adds a run to the same file.
    private static let patience = 10.0

    /// Refuses a file that could not take a run, before there is one; throws `TraceFileError`.
    package static func check(_ path: String) throws {
        let wasThere = access(path, F_OK) == 0
        let descriptor = try RecordingFile.open(path, waiting: patience)
        defer {
            if !wasThere { unlink(path) }
            close(descriptor)
        }
        _ = try RecordingFile.start(of: descriptor, path)
    }

    /// Adds a run to a file; where that does not take it, to a new file beside it that bears the run's name.
    ///
    /// Answers the file that has the run, and why it is not the one that was asked for. Throws `TraceFileError` when neither
    /// takes it.
    package static func add(_ trace: Trace, to path: String) throws -> (path: String, refusal: TraceFileError?) {
        let prompts = PromptSet(trace.team ?? Team(members: []))
        do {
            try RunRecording(path: path, fresh: false, prompts: prompts, waiting: patience).append(trace)
            return (path, nil)
        } catch let refusal as TraceFileError {
            let own = FilePath(path).removingLastComponent().appending("\(trace.id).jsonl").string
            guard own != path else { throw refusal }
            try RunRecording(path: own, fresh: false, prompts: prompts).append(trace)
            return (own, refusal)
        }
    }
}
