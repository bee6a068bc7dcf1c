import ChildPrograms
import CreditEngine
import Foundation
import LanguageModels
import Testing

@testable import UseCases

@Suite("Where programs run") struct ProgramPlaceTests {
    @Test("A program gets the usual variables and those that are named, and no key")
    func variables() {
        let shell = ["PATH": "/bin", "LC_ALL": "C", "OPENAI_API_KEY": "k", "AWS_SECRET_ACCESS_KEY": "s", "MINE": "1"]
        #expect(ProgramPlace().environment(of: shell) == ["PATH": "/bin", "LC_ALL": "C"])
        #expect(
            ProgramPlace(variables: ["MINE", "NONE"]).environment(of: shell).keys.sorted() == [
                "LC_ALL", "MINE", "PATH",
            ])
        #expect(ProgramPlace(variables: ProgramPlace.desktop).environment(of: shell)["OPENAI_API_KEY"] == nil)
    }

    @Test("A team's models, evaluator and runner see what its file names", arguments: ["model", "runner", "evaluator"])
    func teamFile(_ program: String) throws {
        let scratch = try Scratch()
        try scratch.file("a.txt", "Solve.")
        try scratch.file("problems.jsonl", #"{"id":"p-1","input":"1+1","reference":"2"}"# + "\n")
        try scratch.file("say.sh", "cat > /dev/null; env > \(scratch.path)/seen; echo '{\"text\":\"2\",\"score\":1}'\n")
        try scratch.file(
            "run.sh",
            """
            read -r line; env > \(scratch.path)/seen
            id=${line#*'"id":'}; id=${id%%,*}
            echo "{\\"id\\":$id,\\"type\\":\\"trace\\",\\"trace\\":\\"t\\",\\"messages\\":[{\\"turn\\":1,\\"agent\\":\\"a\\",\\"output\\":\\"2\\"}]}"
            """)
        let model = program == "model" ? "{provider: command, command: [sh, say.sh]}" : "{provider: simulated}"
        let evaluator = program == "evaluator" ? "{kind: command, command: [sh, say.sh]}" : "{kind: numeric}"
        try scratch.file(
            "team.yaml",
            """
            name: one
            agents: [{name: a, prompt: a.txt}]
            protocol: {turns: 1}
            models: {default: \(model)}
            problems: problems.jsonl
            evaluator: \(evaluator)
            env: [NAMED]
            \(program == "runner" ? "runner: {command: [sh, run.sh]}" : "")
            """)
        let result = try Program.run(
            [
                "sample", "--team", scratch.path, "--count", "1", "--out", scratch.path + "/o.jsonl", "--store",
                scratch.path + "/s",
            ],
            environment: ["SOME_API_KEY": "hidden-value", "NAMED": "given-value"])
        #expect(result.status == 0, "\(result.complaint)")
        let seen = String(decoding: try scratch.bytes("seen"), as: UTF8.self)
        #expect(seen.contains("NAMED=given-value") && seen.contains("PATH=") && !seen.contains("hidden-value"))
    }
}
