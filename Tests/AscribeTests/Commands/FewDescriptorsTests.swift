import Foundation
import Testing

/// What work does where few files may be open.
@Suite(
    "Few descriptors", .serialized, .enabled(if: Program.isInstalled("prlimit"), "prlimit is not installed"))
struct FewDescriptorsTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.pairTeam(
            problems: 40,
            models: [
                "model": "cat > /dev/null; echo '{\"text\":\"The answer is 2.\"}'\n",
                "silent": "echo asked >> asked; exec sleep 600\n",
            ])
    }

    /// Closes what a child inherits of other tests that run at the same time.
    private static let closing =
        "for path in /proc/self/fd/*; do number=${path##*/}; [ $number -gt 2 ] && eval \"exec $number>&-\"; done; exec \"$@\""

    private func words(_ model: String, files: Int) -> [String] {
        [
            "bash", "-c", Self.closing, "bash", "prlimit", "--nofile=\(files):\(files)", Program.path, "sample",
            "--team", "\(model).yaml", "--count", "40",
            "--jobs", "300", "--out", "\(model)-\(files).jsonl", "--store", "\(model)-\(files)",
        ]
    }

    private func run(_ words: [String]) throws -> (child: Spawned.Child, errors: String) {
        try scratch.file("errors", "")
        let child = try Spawned.start(
            words, environment: Program.environment(), folder: scratch.path, errors: scratch.path + "/errors")
        return (child, scratch.path + "/errors")
    }

    @Test("Jobs are as many as the open files at hand allow, which is said once", arguments: [18, 20, 40, 100])
    func bounded(_ files: Int) throws {
        let work = try run(words("model", files: files))
        #expect(work.child.wait() == 0)
        let said = try String(contentsOfFile: work.errors, encoding: .utf8)
        #expect(said.components(separatedBy: "of 300 jobs at once").count == 2, "\(said)")
        let runs = try String(contentsOfFile: scratch.path + "/model-\(files).jsonl", encoding: .utf8)
        #expect(runs.split(separator: "\n").count == 40)
    }

    @Test("Where too few files may be open for any work, that is the answer", arguments: [12, 15, 16])
    func none(_ files: Int) throws {
        let work = try run(words("model", files: files))
        let status = work.child.wait()
        let said = try String(contentsOfFile: work.errors, encoding: .utf8)
        #expect(status == 64 && said.contains("too few files may be open"), "\(status) \(said)")
    }

    @Test("Where the runtime itself would get no file, a sentence is the answer", arguments: [4, 5, 7])
    func hardlyAny(_ files: Int) throws {
        let work = try run(words("model", files: files))
        #expect(work.child.wait() == 3)
        #expect(try String(contentsOfFile: work.errors, encoding: .utf8).contains("too few for any work"))
    }

    @Test("The first interrupt ends it", arguments: [40, 100])
    func interrupted(_ files: Int) throws {
        let work = try run(words("silent", files: files))
        while !FileManager.default.fileExists(atPath: scratch.path + "/asked"), !work.child.hasEnded { sched_yield() }
        work.child.signal(SIGINT)
        #expect(work.child.wait() == 130)
    }
}

extension Spawned.Child {
    /// Whether it has ended and waits to be waited for.
    var hasEnded: Bool {
        var about = siginfo_t()
        return waitid(P_PID, id_t(pid), &about, WEXITED | WNOWAIT | WNOHANG) != 0 || about.si_signo != 0
    }
}
