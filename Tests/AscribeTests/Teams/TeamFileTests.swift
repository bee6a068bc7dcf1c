import CreditEngine
import Foundation
import Testing

@testable import UseCases

@Suite struct TeamFileTests {
    let disk: TeamOnDisk

    init() throws { disk = try TeamOnDisk() }

    @Test func theDocumentedFileIsReadWhole() throws {
        let file = try disk.read(TeamOnDisk.whole)
        #expect(file.team.name == "math-trio")
        #expect(file.team.members.map(\.name) == ["researcher", "critic", "coordinator"])
        #expect(
            file.team.members.map(\.prompt) == ["You are researcher.\n", "You are critic.\n", "You are coordinator.\n"])
        #expect(file.team.members.map(\.model) == [nil, "small", nil])
        #expect(
            file.team.aggregation
                == AggregationProtocol(
                    turns: 5, order: ["researcher", "critic", "coordinator"], visibility: .shared,
                    aggregator: "coordinator", prompt: "You are aggregation.\n"))
        #expect(
            file.models["default"]
                == ModelConfiguration(
                    name: "default",
                    provider: .openAI(
                        .init(
                            url: "http://127.0.0.1:8081/v1", model: "tiny", keyVariable: "LLM_API_KEY",
                            headers: ["X-Team": "blue"], allowsPlainHTTP: false)),
                    sampling: SamplingParameters(temperature: 0.7), price: nil))
        #expect(file.models["small"]?.provider == .simulated(suite: "root-echo", coupling: 1))
        guard case .anthropic(let critic) = file.models["critic"]?.provider else {
            Issue.record("\(String(describing: file.models["critic"]))")
            return
        }
        #expect(critic.url == "https://api.example.com")
        #expect(file.evaluator == .answer(.numeric()))
        #expect(file.state == .source(.reasoning))
        #expect(file.runner == ["python3", "my_team.py"])
        #expect(file.limits == BudgetLimits(calls: 500, cost: 5, milliseconds: 1_800_000))
    }

    @Test func problemsAreReadAndSplitBySeed() throws {
        let file = try disk.read(TeamOnDisk.whole)
        let problems = try file.problems()
        #expect(problems.first == Problem(id: "p-1", input: "What is 1 + 1?", reference: "2"))
        let split = file.split(of: problems)
        #expect(ProblemSplit.Part.allCases.map { split.problems(in: $0).count } == [4, 4, 2])
        #expect(split == ProblemSplit(problems: problems.compactMap(\.id), seed: 7))
    }

    @Test func littleIsEnough() throws {
        let file = try disk.read(
            """
            name: solo
            agents: [{name: solver, prompt: prompts/critic.md}]
            protocol: {turns: 1}
            """)
        #expect(file.team.aggregation == AggregationProtocol(turns: 1, order: ["solver"]))
        #expect(file.models["default"]?.provider == .simulated(suite: nil, coupling: 1))
        #expect(file.evaluator == nil)
        #expect(file.limits == BudgetLimits())
        #expect(
            "\(#expect(throws: TeamFileError.self) { try file.problems() }.map { "\($0)" } ?? "")".contains(
                "--problems"))
    }

    @Test func problemsMayBeGivenFromElsewhere() throws {
        let other = try TeamOnDisk()
        try other.write(#"{"id":7,"input":"x"}"#, to: "elsewhere.jsonl")
        let file = try disk.read(TeamOnDisk.whole, problems: other.folder + "/elsewhere.jsonl")
        #expect(try file.problems() == [Problem(id: "7", input: "x")])
    }

    private static let digits: BoundedPattern = {
        do { return try BoundedPattern(#"^\d+$"#) } catch { preconditionFailure("\(error)") }
    }()

    static let judges: [(String, EvaluatorConfiguration)] = [
        ("{kind: exact}", .answer(.exact)), ("{kind: choice}", .answer(.choice)),
        ("{kind: contains}", .answer(.contains)),
        ("{kind: numeric, tolerance: 0.5}", .answer(.numeric(tolerance: 0.5))),
        (#"{kind: regex, pattern: "^\\d+$"}"#, .pattern(digits)),
        ("{kind: command, command: [./judge, --strict]}", .command(["./judge", "--strict"], seconds: 60)),
        ("{kind: command, command: [./judge], seconds: 5}", .command(["./judge"], seconds: 5)),
        ("{kind: numeric, shaping: {steps: 0.3}}", .shaped(.answer(.numeric()), steps: 0.3)),
        ("{kind: judge, model: critic, criteria: It is kind.}", .judge(model: "critic", criteria: "It is kind.")),
        ("{kind: judge, model: critic}", .judge(model: "critic", criteria: nil)),
    ]

    @Test(arguments: judges) func everyEvaluatorIsRead(_ text: String, _ evaluator: EvaluatorConfiguration) throws {
        let file = try disk.read(TeamOnDisk.whole.replacingOccurrences(of: "{kind: numeric}", with: text))
        #expect(file.evaluator == evaluator)
    }

    static let providers: [(String, ModelConfiguration.Provider)] = [
        ("{provider: command, command: [./model]}", .command(["./model"])),
        ("{provider: simulated, suite: and, coupling: 0.5}", .simulated(suite: "and", coupling: 0.5)),
        ("{provider: simulated}", .simulated(suite: nil, coupling: 1)),
        (
            "{provider: openai, base_url: 'http://gateway.local/v1/', model: m, allow_plain_http: true}",
            .openAI(
                .init(url: "http://gateway.local/v1", model: "m", keyVariable: nil, headers: [:], allowsPlainHTTP: true)
            )
        ),
        (
            "{provider: openai, base_url: 'http://[::1]:80/v1', model: m}",
            .openAI(
                .init(url: "http://[::1]:80/v1", model: "m", keyVariable: nil, headers: [:], allowsPlainHTTP: false))
        ),
    ]

    @Test(arguments: providers)
    func everyProviderIsRead(_ text: String, _ provider: ModelConfiguration.Provider) throws {
        let file = try disk.read(TeamOnDisk.head + "models: {default: \(text), small: {provider: simulated}}")
        #expect(file.models["default"]?.provider == provider)
    }

    @Test func recordedAnswersAndPricesAreRead() throws {
        try disk.write("{}", to: "earlier.jsonl")
        let file = try disk.read(
            TeamOnDisk.head
                + """
                models:
                  default: {provider: recorded, traces: earlier.jsonl}
                  small: {provider: simulated, price: {input_per_million: 0.15, output_per_million: 0.6}, top_p: 0.9, max_tokens: 400}
                """)
        guard case .recorded(let path) = file.models["default"]?.provider else {
            Issue.record("\(String(describing: file.models["default"]))")
            return
        }
        #expect(path.hasSuffix("/earlier.jsonl"))
        #expect(file.models["default"]?.price == nil)
        #expect(file.models["small"]?.price == ModelConfiguration.Price(input: 0.15, output: 0.6))
        #expect(file.models["small"]?.sampling == SamplingParameters(topP: 0.9, maxTokens: 400))
    }
}
