import Foundation
import Testing

@testable import ChildPrograms

struct OwnThreadTests {
    private struct Failure: Error {}

    @Test func answersWithWhatComesOfItsWork() async throws {
        let name = try await OwnThread.result(named: "of its own") {
            try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
        }
        #expect(name == "of its own\n")
        await #expect(throws: Failure.self) { try await OwnThread.result { throw Failure() } }
    }

    @Test func saysThatNoneIsLeft() async {
        // No address space is as large as this stack.
        #expect(throws: ThreadShortage.self) { try OwnThread.start(stackSize: 1 << 47) {} }
        #expect(ThreadShortage(code: EAGAIN).description.contains("no further thread can be started"))
    }
}
