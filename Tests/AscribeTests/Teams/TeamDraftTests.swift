import CreditEngine
import Testing

@testable import UseCases

/// Team files that are drafted from recorded runs.
struct TeamDraftTests {
    private func team(from folder: String) throws -> TeamFile { try TeamFile(path: folder + "/team.yaml") }

    @Test func aTeamOfRecordedRunsCanBeReadAgain() throws {
        let scratch = try Scratch()
        let out = scratch.path + "/team"
        let made = try Program.run(
            ["team", "draft", Program.samples + "/trio.jsonl", "--out", out, "--name", "trio"])
        #expect(made.status == 0, "\(made.complaint)")
        let team = try team(from: out).team
        #expect(team.members.map(\.name) == ["researcher", "critic", "coordinator"])
        #expect(team.members.allSatisfy { !($0.prompt ?? "").isEmpty })
        #expect(made.text.contains("next: ascribe") && made.text.contains("--team"))
        let again = try Program.run(["team", "draft", Program.samples + "/trio.jsonl", "--out", out])
        #expect(again.status == 3 && again.complaint.contains("is there already"))
    }

    @Test func whatRecordingsDoNotTellIsSaid() throws {
        let scratch = try Scratch()
        let file = try scratch.file(
            "runs.jsonl",
            """
            {"run_id":"r","agent":"dock","content":"Which quay?","model":"claude-x"}
            {"run_id":"r","agent":"crane","content":"The third.","model":"own-model"}

            """)
        let out = scratch.path + "/team"
        let made = try Program.run(["team", "draft", file, "--out", out])
        #expect(made.status == 0, "\(made.complaint)")
        #expect(made.text.contains("the prompt of dock is not recorded"))
        #expect(made.text.contains("where own-model is served is not recorded"))
        #expect(made.text.contains("no problem is recorded"))
        #expect(try team(from: out).team.members.map(\.name) == ["dock", "crane"])
        let text = String(decoding: try scratch.bytes("team/team.yaml"), as: UTF8.self)
        #expect(text.contains("ANTHROPIC_API_KEY"))
    }

    @Test(arguments: [
        "null", "~", "Null", "yes", "n", "on", "true", "12", "1.5", "0x1F", "1_000", ".inf", "1:30", "2026-01-01", "<<",
        "=", "-", "a: b", "#a", "'", "\"q\"", " a", "&a", "*a", "!a", "%a", "@a", "{a", "a\tb",
    ])
    func aNameThatMeansSomethingInYAMLStaysAName(_ name: String) throws {
        let scratch = try Scratch()
        let quoted = name.replacing("\"", with: #"\""#).replacing("\t", with: #"\t"#)
        let file = try scratch.file(
            "runs.jsonl",
            #"{"type":"trace","trace":"r","problem":{"id":"\#(quoted)","input":"x"},"#
                + #""team":{"name":"\#(quoted)","agents":[{"name":"\#(quoted)","prompt":"P"}]},"#
                + #""messages":[{"turn":1,"agent":"\#(quoted)","output":"x","model":"\#(quoted)"}]}"# + "\n")
        let made = try Program.run(["team", "draft", file, "--out", scratch.path + "/team", "--name", name])
        #expect(made.status == 0, "\(made.complaint)")
        let text = String(decoding: try scratch.bytes("team/team.yaml"), as: UTF8.self)
        let read = try team(from: scratch.path + "/team").team
        #expect(read.members.map(\.name) == [name] && read.name == name && read.aggregation?.order == [name], "\(text)")
    }

    @Test func addressesOfRecordingsAreNeverTaken() throws {
        let scratch = try Scratch()
        let file = try scratch.file(
            "runs.jsonl",
            #"{"run_id":"r","agent":"a","content":"b","model":"m","base_url":"https://evil.example"}"# + "\n")
        _ = try Program.run(["team", "draft", file, "--out", scratch.path + "/team"])
        #expect(!String(decoding: try scratch.bytes("team/team.yaml"), as: UTF8.self).contains("evil"))
    }
}
