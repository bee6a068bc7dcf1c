import Foundation
import Testing

@Suite("ascribe judge")
struct JudgeCommandTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func failedRun() throws -> (file: String, id: String) {
        let out = scratch.path + "/runs.jsonl"
        let made = try Program.run(["sample", "--team", "simulated/root-echo", "--count", "12", "--out", out])
        #expect(made.status == 0, "\(made.complaint)")
        let lines = String(decoding: try scratch.bytes("runs.jsonl"), as: UTF8.self).split(separator: "\n")
        for line in lines where line.contains(#""success":false"#) {
            let run = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            if let id = run?["trace"] as? String { return (out, id) }
        }
        throw CocoaError(.fileReadCorruptFile)
    }

    @Test("scores every agent, turn and message of a run of a simulated team, and says that it is simulated")
    func simulated() throws {
        let run = try failedRun()
        let told = try Program.run(["judge", run.file, "--trace", run.id])
        #expect(told.status == 0 && told.text.contains("judged by simulated/judge, simulated"), "\(told.complaint)")
        #expect(told.text.contains("lowest messages") && told.text.contains("state after each turn"))
        let record = try Program.run(["judge", run.file, "--trace", run.id, "--json", "--own-weight", "0.25"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(record.output)) as? [String: Any])
        #expect(object["source"] as? String == "judged" && object["simulated"] as? Bool == true)
        #expect((object["structural"] as? [Any])?.count == 3 && (object["temporal"] as? [Any])?.count == 5)
        let cells = try #require(object["cells"] as? [[String: Any]])
        #expect(cells.count == 15)
        for cell in cells {
            let (own, group) = (try #require(cell["own"] as? Double), try #require(cell["group"] as? Double))
            #expect(abs((cell["value"] as? Double ?? -1) - (0.25 * own + 0.75 * group)) < 1e-9)
        }
        #expect(try Program.run(["judge", run.file, "--trace", run.id, "--json", "--jobs", "1"]).status == 0)
    }

    @Test("the list of runs says which were judged")
    func mark() throws {
        let run = try failedRun()
        let store = ["--store", scratch.path + "/judged"]
        func list(_ keys: String) throws -> String {
            try Program.run(
                ["view", run.file, "--headless", "--size", "120x30", "--keys", keys, "--dump", "-"] + store
            ).text
        }
        #expect(try !list("").contains("done"))
        #expect(try Program.run(["judge", run.file, "--trace", run.id] + store).status == 0)
        #expect(try list("").contains("done") && list("/is:judged<Enter>").contains("1 shown"))
        #expect(try list("/is:measured<Enter>").contains("0 shown"))
    }

    @Test("a judge that is none leaves everything unscored, says why, and is a failure of the model")
    func junk() throws {
        let run = try failedRun()
        for agent in ["solver", "critic", "coordinator"] { try scratch.file("\(agent).md", "You are \(agent).") }
        try scratch.file(
            "team.yaml",
            """
            name: t
            agents:
              - {name: solver, prompt: solver.md}
              - {name: critic, prompt: critic.md}
              - {name: coordinator, prompt: coordinator.md}
            protocol: {turns: 5, order: [solver, critic, coordinator]}
            models:
              default: {provider: simulated, suite: root-echo}
              critic: {provider: command, command: [sh, -c, "cat > /dev/null; echo '{\\"text\\":\\"All is well.\\"}'"]}
            """)
        let told = try Program.run([
            "judge", run.file, "--trace", run.id, "--team", scratch.path, "--store", scratch.path + "/store",
        ])
        #expect(told.status == 4 && told.text.contains("unscored (the judge's reply is not JSON at byte 1"), "\(told)")
        let missing = try Program.run([
            "judge", run.file, "--trace", run.id, "--team", scratch.path, "--critic", "nobody",
        ])
        #expect(missing.status == 64 && missing.complaint.contains("no model is called 'nobody'"), "\(missing)")
    }
}
