import Foundation
import Testing

@testable import ChildPrograms

/// Several requests under way in one process.
@Suite("A program that several requests share", .timeLimit(.minutes(10)))
struct SharedProgramTests {
    /// Takes two requests, and answers both, the first one first, when a file is there.
    private static let both =
        #"read a; read b; echo asked >&2; while [ ! -e go ]; do sleep 0.01; done; echo 1; echo 2; read c"#

    private func program(
        _ script: String, in folder: String? = nil, tell: @escaping @Sendable (String) -> Void = { _ in }
    ) -> SharedProgram {
        SharedProgram(
            ["sh", "-c", script], in: ProgramPlace(folder: folder), tell: tell,
            number: { Int(String(decoding: $0, as: UTF8.self)) })
    }

    private func ask(_ program: SharedProgram, _ id: Int, seconds: Int = 30) -> Task<String, any Error> {
        Task {
            String(
                decoding: try await program.ask(Array("\(id)".utf8), id: id, within: .seconds(seconds)), as: UTF8.self)
        }
    }

    @Test("a request that is cancelled, or late, leaves the other one alone", arguments: [true, false])
    func leavesOthers(cancels: Bool) async throws {
        let folder = NSTemporaryDirectory() + "shared-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (asked, told) = AsyncStream.makeStream(of: String.self)
        let program = program(Self.both, in: folder) { told.yield($0) }
        let (first, second) = (ask(program, 1, seconds: cancels ? 30 : 1), ask(program, 2))
        for await _ in asked { break }
        if cancels {
            first.cancel()
            await #expect(throws: CancellationError.self) { try await first.value }
        } else {
            await #expect(throws: ProgramFailure.silent(seconds: 1)) { try await first.value }
        }
        #expect(program.isSpent)
        // The answer to the first one, which nobody waits for, is none to the second.
        try Data().write(to: URL(filePath: folder + "/go"))
        #expect(try await second.value == "2")
        program.end()
    }

    @Test("its end fails all requests, with its status and its last words")
    func ends() async throws {
        let program = program("read a; read b; echo 'no key' >&2; exit 3")
        let tasks = [ask(program, 1), ask(program, 2)]
        for task in tasks {
            await #expect(throws: ProgramFailure.ended(status: 3, lastLine: "no key")) { try await task.value }
        }
        #expect(program.isSpent)
    }

    @Test("a request that is longer than a pipe holds waits for nobody but its own time")
    func unread() async throws {
        let program = program("exec sleep 600")
        let long = Task {
            try await program.ask([UInt8](repeating: 120, count: 1 << 20), id: 1, within: .seconds(1))
        }
        await #expect(throws: ProgramFailure.silent(seconds: 1)) { try await long.value }
    }
}
