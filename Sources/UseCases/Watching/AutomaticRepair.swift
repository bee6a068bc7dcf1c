import ChildPrograms
import CreditEngine
import Foundation

/// Runs the command that an alarm proposes, one at a time, while runs are still watched.
///
/// It is this program again, in a process of its own with the words that were printed. What it accepts waits in the queue
/// of proposals: approving is a person's.
actor AutomaticRepair {
    /// This program's file.
    private let program: String
    private var work: Task<Void, Never>?
    private var line: String?
    private var notices: [String] = []

    /// The longest that one command may take, in seconds: the budget of rollouts ends it long before.
    private static let longest = 30 * 86_400

    init(program: String) { self.program = program }

    /// Starts a command, unless one is under way.
    func begin(_ command: [String]) {
        let line = ShellWords.line(command)
        guard work == nil else {
            // The same again is under way already.
            guard line != self.line else { return }
            notices.append("another repair is under way, so this one is left to you: \(line)")
            return
        }
        notices.append("repair begun: \(line)")
        self.line = line
        work = Task { [program] in
            let result = await Self.run([program] + command.dropFirst())
            self.finished(result.map { "repair \($0): \(line)" })
        }
    }

    /// What happened since the last time, one sentence each.
    func takeNotices() -> [String] {
        defer { notices = [] }
        return notices
    }

    /// Waits for what is under way; when the task that waits is cancelled, that ends, too.
    func wait() async {
        await withTaskCancellationHandler { [work] in
            await work?.value
        } onCancel: { [work] in
            work?.cancel()
        }
    }

    /// Ends what is under way; the same command goes on with it later.
    func cancel() async {
        work?.cancel()
        await work?.value
    }

    private func finished(_ notice: String?) {
        work = nil
        if let notice { notices.append(notice) }
    }

    /// Runs it to its end; `nil` when it was cancelled.
    private static func run(_ command: [String]) async -> String? {
        let child = ChildProgram(command, in: nil, environment: ProcessInfo.processInfo.environment)
        do {
            let ended = try await child.run([], within: .seconds(longest))
            switch ended.ending?.status {
            case 0: return "has left proposals that wait for you ('ascribe review list')"
            case 1: return "has found nothing that the gate accepts"
            default: return "failed (\(ended.lastLine ?? "it said nothing"))"
            }
        } catch is CancellationError {
            return nil
        } catch {
            return "failed (\(error))"
        }
    }
}
