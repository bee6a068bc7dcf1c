import ChildPrograms
import CreditEngine
import Foundation
import LanguageModels
import Testing

@testable import UseCases

/// An edited program is another program: what was kept of the one before does not count.
struct ProgramFingerprintTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: folder.path + "/" + path))
    }

    @Test func anEditOfAnySourceTextOfTheProgramMakesItAnotherProgram() throws {
        try write("app.py", "import prompts")
        try write("prompts.py", "CLERK = 'Add.'")
        let section = ProgramSection(command: ["python3", "app.py", "{input}"])
        func fingerprint() throws -> CanonicalJSON { try ProgramFingerprint.of(section, in: folder.path) }
        let first = try fingerprint()
        // What a program writes, and the team's own file, are no part of it.
        try write("runs.jsonl", "{}")
        try write("team.yaml", "name: shop")
        #expect(try fingerprint() == first)
        try write("prompts.py", "CLERK = 'Add twice.'")
        #expect(try fingerprint() != first)
        var named = section
        named.version = "2"
        let version = try ProgramFingerprint.of(named, in: folder.path)
        try write("prompts.py", "CLERK = 'Add.'")
        #expect(try ProgramFingerprint.of(named, in: folder.path) == version)
    }

    @Test(arguments: [
        "runner: {command: [python3, loop.py]}", "evaluator: {kind: command, command: [python3, loop.py]}",
        "models: {default: {provider: command, command: [python3, loop.py]}}",
    ])
    func anEditOfARunnerAnEvaluatorOrAModelMakesAnotherTeam(key: String) throws {
        try write("loop.py", "print(1)")
        try write("other.json", "{}")
        try write("a.md", "Say.")
        try write(
            "team.yaml",
            """
            name: t
            agents: [{name: a, prompt: a.md}]
            protocol: {turns: 1, order: [a], aggregator: a}
            \(key)
            """)
        func identity() throws -> CanonicalJSON {
            try TeamSource(team: folder.path, session: StoreSession(folder: folder.path + "/store", purpose: "a test"))
                .runtime().identity
        }
        let first = try identity()
        try write("other.json", "[]")
        #expect(try identity() == first)
        try write("loop.py", "print(2)")
        #expect(try identity() != first)
    }

    @Test func answersOfAnEditedModelAreNotKeptOnes() throws {
        try write("model.sh", "echo 1")
        func identity() throws -> ModelIdentity {
            try CommandModel(["sh", "model.sh"], services: CommandServices(place: ProgramPlace(folder: folder.path)))
                .identity
        }
        let first = try identity()
        #expect(try identity() == first)
        try write("model.sh", "echo 2")
        #expect(try identity() != first)
    }
}
