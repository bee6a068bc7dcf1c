import ChildPrograms
import CreditEngine
import Foundation
import ProgramTape
import Synchronization

/// A Python program whose libraries stay imported: each run is a fork of one process, so that runs share nothing.
///
/// The process starts with the first run. It ends with this value, and with this program however that ends, because its
/// standard input ends then; both times it ends the runs under way.
final class WarmPython: Sendable {
    private struct State {
        var process: TalkingProgram?
        var waiting: [Int: CheckedContinuation<ProgramEnd, any Error>] = [:]
        var count = 0
    }

    private let interpreter: [String]
    private let script: String
    private let arguments: [String]
    private let folder: String?
    private let seconds: Int
    private let tell: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// Names the program; throws `ProgramNotStarted` when its command is not `python [options] FILE.py …`.
    init(
        _ command: [String], in folder: String?, seconds: Int, tell: @escaping @Sendable (String) -> Void
    ) throws {
        guard let script = command.dropFirst().firstIndex(where: { !$0.hasPrefix("-") }),
            command[script].hasSuffix(".py")
        else {
            throw ProgramNotStarted(
                key: "runner.warm", program: command.first ?? "",
                reason: "only a Python program, as in [python3, app.py], can be kept warm")
        }
        interpreter = Array(command[..<script])
        self.script = command[script]
        arguments = Array(command[(script + 1)...])
        (self.folder, self.seconds, self.tell) = (folder, seconds, tell)
    }

    /// Makes one run; throws `ProgramFailure` and `CancellationError`.
    func run(question: String, variables: [String: String]) async throws -> ProgramEnd {
        let environment = ProgramLaunch.environment(question: question, variables)
        let id = state.withLock { state in
            state.count += 1
            return state.count
        }
        let request: CanonicalJSON = [
            "id": .integer(id), "input": .string(question), "seconds": .integer(seconds),
            "arguments": .array(ProgramLaunch.command(arguments, question: question, variables).map { .string($0) }),
            "variables": .object(environment.map { CanonicalJSON.Member($0, .string($1)) }),
        ]
        let line = Array(try request.text().utf8)
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            let end = try await withCheckedThrowingContinuation { continuation in
                state.withLock { $0.waiting[id] = continuation }
                do { try process().send(line) } catch {
                    state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(throwing: error)
                }
            }
            try Task.checkCancellation()
            return end
        } onCancel: {
            let process = state.withLock { $0.waiting[id] == nil ? nil : $0.process }
            process?.send(Array("{\"end\":\(id)}".utf8))
        }
    }

    /// The process, which starts when there is none.
    private func process() throws -> TalkingProgram {
        try state.withLock { state in
            if let running = state.process { return running }
            let started = try TalkingProgram(
                interpreter + ["-c", WarmScript.text, script], in: folder,
                environment: ProcessInfo.processInfo.environment, tell: tell,
                hear: { [weak self] in self?.take($0) }, ended: { [weak self] _ in self?.hasEnded() })
            state.process = started
            return started
        }
    }

    private func take(_ line: [UInt8]) {
        guard let reply = try? CanonicalJSON(parsing: String(decoding: line, as: UTF8.self)),
            let id = reply["id"]?.whole, let waiting = state.withLock({ $0.waiting.removeValue(forKey: id) })
        else { return }
        guard reply["late"]?.flag != true else {
            return waiting.resume(throwing: ProgramFailure.silent(seconds: seconds))
        }
        let errors = (reply["errors"]?.string ?? "").split(whereSeparator: \.isNewline)
            .filter { !$0.allSatisfy(\.isWhitespace) }.map(String.init)
        for line in errors { tell(line) }
        waiting.resume(
            returning: ProgramEnd(
                status: reply["status"]?.whole, answer: ProgramLaunch.answer(in: reply["output"]?.string ?? ""),
                lastWords: errors.last ?? "",
                processorSeconds: (reply["processor_ms"]?.whole).map { Double($0) / 1_000 }))
    }

    /// The process is gone: so are the runs under way; the next run starts another one.
    private func hasEnded() {
        let waiting = state.withLock { state in
            defer { (state.waiting, state.process) = ([:], nil) }
            return state.waiting.values
        }
        for continuation in waiting {
            continuation.resume(throwing: ProgramFailure.ended(status: nil, lastLine: nil))
        }
    }
}
