import ChildPrograms
import Foundation
import ProgramTape
import Testing

@testable import UseCases

/// Whether Python is on the search path.
private let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }

/// Runs of one warm process share nothing, end when asked, and leave nothing behind.
@Suite("Warm Python programs", .enabled(if: hasPython, "python3 is not installed"))
struct WarmPythonTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func warm(_ script: String, seconds: Int = 60) throws -> WarmPython {
        try Data(script.utf8).write(to: URL(filePath: folder.path + "/app.py"))
        return try WarmPython(["python3", "app.py", "{input}"], in: folder.path, seconds: seconds, tell: { _ in })
    }

    @Test func runsShareNothing() async throws {
        let warm = try warm(
            """
            import os, sys, json
            json.seen = getattr(json, "seen", 0) + 1
            print(sys.argv[1], sys.stdin.read(), os.environ["PLACE"], json.seen, __name__)
            """)
        for question in ["one", "two"] {
            let end = try await warm.run(question: question, variables: ["PLACE": "here"])
            #expect(end.status == 0 && end.answer == "\(question) \(question) here 1 __main__" && end.lastWords == "")
            #expect(end.processorSeconds.map { $0 < 600 } == true)
        }
    }

    @Test func endsAreTold() async throws {
        let warm = try warm(
            """
            import sys, time
            if sys.argv[1] == "exit": sys.exit(3)
            if sys.argv[1] == "raise": raise ValueError("no such field")
            if sys.argv[1] == "hang": time.sleep(3600)
            """, seconds: 1)
        #expect(try await warm.run(question: "exit", variables: [:]).status == 3)
        let raised = try await warm.run(question: "raise", variables: [:])
        #expect(raised.status == 1 && raised.lastWords == "ValueError: no such field")
        await #expect(throws: ProgramFailure.silent(seconds: 1)) {
            try await warm.run(question: "hang", variables: [:])
        }
    }

    @Test func onlyPythonProgramsAreKeptWarm() {
        #expect(throws: ProgramNotStarted.self) {
            try WarmPython(["node", "app.mjs"], in: nil, seconds: 1, tell: { _ in })
        }
    }
}
