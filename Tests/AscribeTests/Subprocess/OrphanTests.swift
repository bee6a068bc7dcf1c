import Foundation
import Testing

@testable import ascribe

/// What is started ends with this program, even when it is killed.
struct OrphanTests {
    @Test(.timeLimit(.minutes(10)))
    func programsEndWhenAscribeIsKilled() throws {
        let scratch = try Scratch()
        for name in ["held", "said"] { try #require(mkfifo(scratch.path + "/" + name, 0o600) == 0) }
        // Opened for both directions, neither waits for the other side.
        let said = open(scratch.path + "/said", O_RDWR | O_CLOEXEC)
        let held = open(scratch.path + "/held", O_RDWR | O_CLOEXEC)
        defer { close(said) }
        let child = try Spawned.start(
            [
                Program.path, "record", "--", "sh", "-c",
                "(exec 3> held; sleep 600) & exec 4> held; echo up >&2; sleep 600",
            ],
            environment: ProcessInfo.processInfo.environment, folder: scratch.path, errors: scratch.path + "/said")
        // What the program says is passed on, so it is known by then.
        var heard: [UInt8] = []
        var byte: UInt8 = 0
        while !String(decoding: heard, as: UTF8.self).contains("up"), read(said, &byte, 1) == 1 { heard.append(byte) }
        child.signal(SIGKILL)
        #expect(child.wait() == -SIGKILL)
        // Ends when the program and what it started have ended.
        let end = open(scratch.path + "/held", O_RDONLY | O_CLOEXEC)
        close(held)
        #expect(read(end, &byte, 1) == 0)
        close(end)
    }
}
