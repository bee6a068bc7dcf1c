import CreditEngine
import Foundation
import Testing

@testable import UseCases

@Suite struct TeamFileComplaintTests {
    let disk: TeamOnDisk

    init() throws { disk = try TeamOnDisk() }

    /// What is changed in the documented file, and the whole sentence that follows.
    static let changes: [(String, String, String)] = [
        (
            "name: math-trio", "nmae: math-trio",
            "team.yaml:1: 'nmae' is not known here; expected name, agents, protocol, models, problems, split, evaluator, state, runner, budget, env, reprompt"
        ),
        ("name: math-trio\n", "", "team.yaml:1: 'the file' needs 'name'"),
        ("name: math-trio", "name: []", "team.yaml:1: 'name' must be a text"),
        (
            "name: critic,", "name: researcher,",
            "team.yaml:4: 'agents[1].name' is the second 'researcher'; give each agent a name of its own"
        ),
        (
            "name: critic,", "name: critic, recorded_as: [researcher],",
            "team.yaml:4: 'agents[1].recorded_as[0]' is an agent of this team, and stays one"
        ),
        (
            "name: critic,", "name: critic, recorded_as: [agent-2, agent-2],",
            "team.yaml:4: 'agents[1].recorded_as[1]' stands for 'critic' already; name it once"
        ),
        (
            "prompt: prompts/critic.md", "promt: prompts/critic.md",
            "team.yaml:4: 'agents[1].promt' is not known here; expected name, role, prompt, model, recorded_as"
        ),
        (
            "prompts/critic.md", "prompts/nobody.md",
            "team.yaml:4: 'agents[1].prompt' names 'prompts/nobody.md', which cannot be opened (No such file or directory)"
        ),
        (
            "prompts/critic.md", "/etc/passwd",
            "team.yaml:4: 'agents[1].prompt' names '/etc/passwd', which is outside the team file's folder; move it inside"
        ),
        ("prompts/critic.md", "../../etc/passwd", "outside"),
        (
            "prompts/critic.md", "prompts/escape.md",
            "team.yaml:4: 'agents[1].prompt' names 'prompts/escape.md', which is outside the team file's folder; move it inside"
        ),
        (
            "prompts/critic.md", "prompts/empty.md",
            "team.yaml:4: 'agents[1].prompt' names an empty file; write the prompt into it"
        ),
        (
            "prompts/critic.md", "prompts/huge.md",
            "team.yaml:4: 'agents[1].prompt' names 'prompts/huge.md', which cannot be read (more than 1048576 bytes; make it shorter)"
        ),
        (
            "prompts/critic.md", "prompts/latin.md",
            "team.yaml:4: 'agents[1].prompt' names 'prompts/latin.md', which cannot be read (not UTF-8; save it as UTF-8)"
        ),
        (
            "prompts/critic.md", "prompts",
            "team.yaml:4: 'agents[1].prompt' names 'prompts', which cannot be read (not a file)"
        ),
        (
            "model: small", "model: large",
            "team.yaml:4: 'agents[1].model' is not one of the file's models (critic, default, small); add it to 'models'"
        ),
        ("turns: 5", "turns: 0", "team.yaml:6: 'protocol.turns' must be a whole number from 1 to 1000000"),
        ("turns: 5", "turns: five", "team.yaml:6: 'protocol.turns' must be a whole number from 1 to 1000000"),
        (
            "order: [researcher, critic, coordinator]", "order: [researcher, crtic, coordinator]",
            "team.yaml:6: 'protocol.order[1]' is not an agent of this team; expected one of researcher, critic, coordinator"
        ),
        (
            "order: [researcher, critic, coordinator]", "order: [researcher, coordinator]",
            "team.yaml:6: 'protocol.order' leaves out 'critic', who would never speak; add it or remove the agent"
        ),
        (
            "visibility: shared", "visibility: some",
            "team.yaml:6: 'protocol.visibility' must be one of shared, aggregated"
        ),
        (
            "visibility: shared, aggregator: coordinator, prompt: prompts/aggregation.md", "visibility: aggregated",
            "team.yaml:6: 'protocol' needs 'aggregator', because visibility is aggregated"
        ),
        (
            "aggregator: coordinator", "aggregator: nobody",
            "team.yaml:6: 'protocol.aggregator' is not an agent of this team; expected one of researcher, critic, coordinator"
        ),
        (
            "provider: openai", "provider: open",
            "team.yaml:8: 'models.default.provider' must be one of openai, openai-responses, anthropic, azure, command, simulated, recorded"
        ),
        (
            "http://127.0.0.1:8081/v1", "http://example.com/v1",
            "team.yaml:8: 'models.default.base_url' is unencrypted http to another computer; use https, or say allow_plain_http: true"
        ),
        (
            "http://127.0.0.1:8081/v1", "http://127.0.0.1.example.com/v1",
            "team.yaml:8: 'models.default.base_url' is unencrypted http to another computer; use https, or say allow_plain_http: true"
        ),
        (
            "http://127.0.0.1:8081/v1", "https://user:pass@host/v1",
            "team.yaml:8: 'models.default.base_url' must be an address only, without user, password or '?'; keys go by 'key_env'"
        ),
        (
            "http://127.0.0.1:8081/v1", "file:///etc/passwd",
            "team.yaml:8: 'models.default.base_url' must be a URL such as https://host/v1"
        ),
        (
            "temperature: 0.7", "request: {messages: []}",
            "team.yaml:8: 'models.default.request' is refused: 'messages' may not stand in request; the team decides what is said"
        ),
        (
            "temperature: 0.7", "request: {user: sk-proj-Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8}",
            "team.yaml:8: 'models.default.request.user' looks like a key or password, which is refused; name its variable in 'key_env'"
        ),
        (
            "temperature: 0.7", "query: {api-key: x}",
            "team.yaml:8: 'models.default.query.api-key' would hold a key itself, which is refused; name its variable in 'key_env'"
        ),
        (
            "temperature: 0.7", "key_header: 'api key'",
            "team.yaml:8: 'models.default.key_header' must be the name of a header: letters, digits and hyphens"
        ),
        (
            "temperature: 0.7", "temperature: hot",
            "team.yaml:8: 'models.default.temperature' must be a number from 0.0 to 2.0"
        ),
        (
            "temperature: 0.7", "temperature: .nan",
            "team.yaml:8: 'models.default.temperature' must be a number from 0.0 to 2.0"
        ),
        (
            "suite: root-echo", "suite: root-echo, base_url: x",
            "team.yaml:9: 'models.small.base_url' is not known here; expected provider, temperature, top_p, max_tokens, price, suite, coupling"
        ),
        (
            "X-Team: blue", "X-Gateway-Auth: blue",
            "team.yaml:8: 'models.default.headers.X-Gateway-Auth' would hold a key itself, which is refused; name its variable in 'key_env'"
        ),
        (
            "X-Team: blue", "X-Team: ghp_0123456789abcdefghijABCDEFGHIJ012345",
            "team.yaml:8: 'models.default.headers.X-Team' looks like a key or password, which is refused; put it into an environment variable and name that in 'key_env'"
        ),
        (
            "X-Team: blue", #""X Team": blue"#,
            "team.yaml:8: 'models.default.headers.X Team' must be a header: letters, digits and hyphens, with one line of plain ASCII"
        ),
        ("problems: problems.jsonl", "problems: ../problems.jsonl", "cannot be opened"),
        ("validate: 0.4", "validate: 0.5", "team.yaml:12: 'split' must add up to 1 over optimise, validate and test"),
        ("seed: 7", "seed: -1", "team.yaml:12: 'split.seed' must be a whole number from 0"),
        (
            "kind: numeric", "kind: number",
            "team.yaml:13: 'evaluator.kind' must be one of exact, choice, numeric, regex, contains, command, judge"
        ),
        (
            "kind: numeric", "kind: exact, tolerance: 1",
            "team.yaml:13: 'evaluator.tolerance' does not belong to an evaluator of kind exact; remove it"
        ),
        (
            "kind: numeric", "kind: judge, model: nobody",
            "team.yaml:13: 'evaluator.model' is not one of the file's models; add it to 'models'"
        ),
        (
            "kind: numeric", "kind: regex, pattern: '(a'",
            "team.yaml:13: 'evaluator.pattern' cannot be used: the pattern '(a' is not one: missing ): (a; see RE2's syntax"
        ),
        (
            "kind: reasoning", "kind: magic",
            "team.yaml:14: 'state.kind' must be one of recorded, reasoning, code, command"
        ),
        (
            "command: [python3, my_team.py]", "command: python3 my_team.py",
            "team.yaml:15: 'runner.command' must be a list ([a, b])"
        ),
        ("command: [python3, my_team.py]", "command: []", "team.yaml:15: 'runner.command' must not be empty"),
        ("calls: 500", "calls: -1", "team.yaml:16: 'budget.calls' must be a whole number from 0"),
        ("calls: 500", "calls: 500, calls: 5", "team.yaml:16: not YAML (the key 'calls' stands there twice; keep one)"),
        ("budget: {calls: 500", "budget: {calls: 500, [", "team.yaml:16: not YAML ("),
    ]

    @Test(arguments: changes.indices) func everyMistakeIsNamedWithItsPlace(_ index: Int) throws {
        try disk.write(" \n", to: "prompts/empty.md")
        try disk.write(String(repeating: "x", count: 1_048_577), to: "prompts/huge.md")
        try Data([0x63, 0x61, 0x66, 0xE9]).write(to: URL(fileURLWithPath: disk.folder + "/prompts/latin.md"))
        symlink("/etc/passwd", disk.folder + "/prompts/escape.md")
        let (old, new, sentence) = Self.changes[index]
        #expect(TeamOnDisk.whole.contains(old))
        let complaint = disk.complaint(TeamOnDisk.whole.replacingOccurrences(of: old, with: new))
        if sentence.hasPrefix("team.yaml"), !sentence.hasSuffix("(") {
            #expect(complaint == sentence)
        } else {
            #expect(complaint.contains(sentence), "\(complaint)")
        }
    }

    static let canary = "sk-canary-0123456789abcdef"

    @Test(arguments: [
        ("key_env: LLM_API_KEY", "api_key: \(canary)"), ("key_env: LLM_API_KEY", "key: \(canary)"),
        ("key_env: LLM_API_KEY", "Token: \(canary)"), ("key_env: LLM_API_KEY", "key_env: \(canary)"),
        ("X-Team: blue", "Authorization: Bearer \(canary)"), ("X-Team: blue", "x-api-key: \(canary)"),
    ])
    func aKeyItselfIsRefusedAndNotRepeated(_ old: String, _ new: String) {
        let complaint = disk.complaint(TeamOnDisk.whole.replacingOccurrences(of: old, with: new))
        #expect(complaint.hasPrefix("team.yaml:8: 'models.default."))
        #expect(complaint.contains("environment variable") || complaint.contains("'key_env'"))
        #expect(!complaint.contains("canary"))
    }

    @Test(arguments: [
        ("", "not YAML (the file is empty)"), ("- a\n- b\n", "must be a mapping"), ("just text", "must be a mapping"),
        ("a: [", "not YAML ("), ("a: \u{1}", "not YAML ("), ("a: *nobody", "not YAML ("),
        ("? [a, b]\n: c\n", "a key must be a name"),
    ])
    func whatIsNoTeamFileIsNamed(_ text: String, _ sentence: String) {
        let complaint = disk.complaint(text)
        #expect(complaint.hasPrefix("team.yaml"))
        #expect(complaint.contains(sentence), "\(complaint)")
    }

    @Test func aMissingTeamFileIsNamed() {
        let error = #expect(throws: TeamFileError.self) { try TeamFile(path: disk.folder + "/nobody.yaml") }
        #expect(error == .unreadable(path: disk.folder + "/nobody.yaml", reason: "No such file or directory"))
    }

    @Test func manyAliasesCostNothing() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<30 {
            text +=
                "a\(level): &a\(level) [" + [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
                + "]\n"
        }
        #expect(disk.complaint(text).contains("with those that aliases repeat"))
    }

    @Test(arguments: [
        (#"{"id":"a","input":"x"}"# + "\n" + #"{"id":"a","input":"y"}"#, #"line 2 has the "id" of line 1"#),
        (#"{"id":"a"}"#, #"line 1 needs "input""#), (#"{"input":"x"}"#, #"line 1 needs "id""#),
        (#"{"id":1.5,"input":"x"}"#, #"line 1 needs "id""#), ("[]", "line 1 needs an object"),
        ("\n\n" + #"{"id":"a","input":"x",}"#, "line 3 is not JSON at byte 23"),
        (#"{"id":"a","input":"x""#, "line 1 is not JSON at byte"),
        (#"{"id":"a","input":"x","reference":[1]}"#, #"line 1 needs "reference" to be a text or a number"#),
        ("\n", "nothing to read"),
    ])
    func aBadProblemIsNamedByItsLine(_ text: String, _ sentence: String) throws {
        try disk.write(text, to: "problems.jsonl")
        let file = try disk.read(TeamOnDisk.whole)
        do {
            _ = try file.problems()
            Issue.record("accepted")
        } catch {
            #expect("\(error)".contains(sentence), "\(error)")
            #expect("\(error)".contains("problems.jsonl: "))
        }
    }
}
