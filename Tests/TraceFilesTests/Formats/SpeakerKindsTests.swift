import CreditEngine
import Testing

@testable import TraceFiles

/// Who is a person, a tool or an agent: the record's role first, then what is said, then the name as a hint.
struct SpeakerKindsTests {
    private func kinds(_ messages: String, head: String = "", options: ReadingOptions = ReadingOptions()) throws
        -> [String: Agent.Kind]
    {
        let text = "{\(head)\"messages\":[\(messages)]}\n"
        let trace = try TemporaryFolder().catalogue(text, name: "r.json", options: options).0.trace()
        return Dictionary(uniqueKeysWithValues: trace.agents.map { ($0.name, $0.kind) })
    }

    private let program = "{\"name\":\"Ada\",\"role\":\"user\",\"content\":\"```python\\nrun()\\n```\"}"

    @Test(
        "a speaker of programs' output only is a tool, whatever its name",
        arguments: [
            "exitcode: 1 (execution failed)\\nCode output: Traceback", "Process finished with exit code 3",
            "Traceback (most recent call last):\\n  File x", "The script ran, then exited with code 0",
        ])
    func runners(output: String) throws {
        let answer = "{\"name\":\"Alex\",\"role\":\"user\",\"content\":\"\(output)\"}"
        let idle = "{\"name\":\"Alex\",\"role\":\"user\",\"content\":\"There is nothing to run.\"}"
        let found = try kinds([program, answer, program, idle, idle].joined(separator: ","))
        #expect(found == ["Ada": .model, "Alex": .tool])
    }

    @Test("one who also speaks for itself is an agent; so is one who answers in a model's role")
    func agents() throws {
        let answer = "{\"name\":\"Alex\",\"role\":\"user\",\"content\":\"exitcode: 0\"}"
        let words = ["I think so.", "And now this."].map {
            "{\"name\":\"Alex\",\"role\":\"user\",\"content\":\"\($0)\"}"
        }
        #expect(try kinds(([program, answer] + words).joined(separator: ","))["Alex"] == .model)
        let told = "{\"name\":\"Alex\",\"role\":\"assistant\",\"content\":\"exit code 1\"}"
        #expect(try kinds([program, told].joined(separator: ","))["Alex"] == .model)
    }

    @Test("names of roles in teams are no hint", arguments: ["Developer", "Customer", "Executor", "Code Interpreter"])
    func roles(name: String) throws {
        #expect(try kinds("{\"name\":\"\(name)\",\"role\":\"user\",\"content\":\"I wrote it.\"}")[name] == .model)
        #expect(try kinds("{\"agent\":\"\(name)\",\"content\":\"I wrote it.\"}")[name] == .model)
    }

    @Test("who only says the task is a person")
    func task() throws {
        let asks = "{\"name\":\"Kim\",\"role\":\"user\",\"content\":\" Count the plums. \"}"
        let found = try kinds([asks, program].joined(separator: ","), head: "\"question\":\"Count the plums.\",")
        #expect(found == ["Kim": .human, "Ada": .model])
    }

    @Test("a person's word overrules all")
    func option() throws {
        var options = ReadingOptions()
        options.kinds = ["Ada": .tool, "nobody": .human]
        #expect(try kinds(program, options: options) == ["Ada": .tool])
    }
}
