import Foundation
import ProgramTape
import Synchronization
import SystemPackage

/// What of a program is its answer: the `answer` of a team file's `runner`.
package enum AnswerSource: Sendable, Equatable {
    /// What the program writes to the file that `{answer}` and `ASCRIBE_ANSWER` name, else the last line that it prints, else
    /// the last message.
    case output
    /// The last message.
    case message
    /// What the program writes to a file of its own, by the path in the team's folder. Such runs are made one by one.
    case file(String)

    /// The variable that names a file for the answer, each run's own.
    static let variable = "ASCRIBE_ANSWER"

    /// The launch with the program's answer as this says.
    ///
    /// - Parameter folder: where the program runs; `nil` is the current folder.
    func reading(_ launch: @escaping RecordedProgram.Launch, in folder: String?) -> RecordedProgram.Launch {
        switch self {
        case .message:
            return { question, variables in
                var end = try await launch(question, variables)
                end.answer = nil
                return end
            }
        case .output:
            return { question, variables in
                let path = FileManager.default.temporaryDirectory.path + "/ascribe-answer-\(UUID().uuidString)"
                defer { unlink(path) }
                var end = try await launch(question, variables.merging([Self.variable: path]) { $1 })
                end.answer = Self.text(at: path) ?? end.answer
                return end
            }
        case .file(let name):
            let path = FilePath(folder ?? FileManager.default.currentDirectoryPath).pushing(FilePath(name)).string
            let turns = Turns()
            return { question, variables in
                try await turns.alone {
                    let before = Self.version(of: path)
                    var end = try await launch(question, variables)
                    guard end.status == 0 else { return end }
                    guard Self.version(of: path) != before, let text = Self.text(at: path) else {
                        throw ProgramRunError.unwritten(file: name)
                    }
                    end.answer = text
                    return end
                }
            }
        }
    }

    /// What a file says, without white space at its ends; `nil` when there is no file, or nothing in it.
    private static func text(at path: String) -> String? {
        guard let content = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: content, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }

    /// What changes when a file is written.
    private static func version(of path: String) -> [String] {
        var status = stat()
        guard stat(path, &status) == 0 else { return [] }
        return [status.st_ino, UInt(bitPattern: status.st_size)].map { "\($0)" }
            + ["\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"]
    }
}

/// Work that is done one after another, in the order in which it came.
private final class Turns: Sendable {
    private let last = Mutex<Task<Void, Never>?>(nil)

    func alone(_ work: @escaping @Sendable () async throws -> ProgramEnd) async throws -> ProgramEnd {
        let task = last.withLock { last in
            let before = last
            let task = Task {
                await before?.value
                try Task.checkCancellation()
                return try await work()
            }
            last = Task { _ = try? await task.value }
            return task
        }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
