import ArgumentParser
import CreditEngine
import Foundation
import LanguageModels
import Testing

@testable import ascribe
@testable import UseCases

/// The way of one program from `init` to a validated revision, in a folder of its own.
struct ProgramJourney {
    private let program: TestedProgram
    private let command: [String]
    private let scratch: Scratch
    private let server: FallibleServer

    init(_ program: TestedProgram, _ command: [String]) throws {
        (self.program, self.command) = (program, command)
        (scratch, server) = (try Scratch(), try FallibleServer())
    }

    func whole() async throws {
        try nameAgents()
        let failed = try sample()
        try await keepWordForWord(failed)
        try measure(failed)
        try validate(failed)
    }

    private func ascribe(_ arguments: [String]) throws -> Program.Result {
        try Program.run(
            arguments,
            environment: [
                "OPENAI_BASE_URL": server.address + "/v1", "OPENAI_API_KEY": "sk-program",
                "ANTHROPIC_BASE_URL": server.address, "ANTHROPIC_API_KEY": "sk-program",
            ], in: scratch.path)
    }

    private var store: [String] { ["--team", "team.yaml", "--store", "store"] }

    private func nameAgents() throws {
        let begun = try ascribe(["init", "--name", "orchard", "--input", Self.question(14, 23, 40), "--"] + command)
        #expect(begun.status == 0, "\(begun.text)\(begun.complaint)")
        var team = String(decoding: try scratch.bytes("team.yaml"), as: UTF8.self)
        let named = team.matches(of: /- name: (\S+)/).map { String($0.1) }
        #expect(named.sorted() == program.agents.sorted(), "\(team)")
        team += """
            models:
              critic: {provider: openai, base_url: "\(server.address)/v1", model: small, key_env: OPENAI_API_KEY}

            """
        if program.file.hasSuffix(".py") { team = team.replacing("\nrunner:\n", with: "\nrunner:\n  warm: true\n") }
        try scratch.file("team.yaml", team)
        var numbers = SplitMix64(state: 11)
        let problems = (1...40).map { number in
            let (rows, trees, fallen) = (
                Int(numbers.next() % 25) + 5, Int(numbers.next() % 25) + 5, Int(numbers.next() % 20) + 3
            )
            return """
                {"id":"p-\(number)","input":"\(Self.question(rows, trees, fallen))","reference":"\(rows * trees - fallen)"}
                """
        }
        try scratch.file("problems.jsonl", problems.joined(separator: "\n") + "\n")
    }

    private static func question(_ rows: Int, _ trees: Int, _ fallen: Int) -> String {
        "An orchard has \(rows) rows of \(trees) trees, and \(fallen) trees fall in a storm. How many trees stand?"
    }

    /// Records runs; answers the first one that failed because its culprit misread.
    private func sample() throws -> CanonicalJSON {
        let made = try ascribe(["sample", "--count", "12", "--out", "runs.jsonl", "--jobs", "4"] + store)
        #expect(made.status == 0, "\(made.complaint)")
        let runs = String(decoding: try scratch.bytes("runs.jsonl"), as: UTF8.self).split(separator: "\n")
            .compactMap { try? CanonicalJSON(parsing: String($0)) }.filter { $0["trace"] != nil }
        #expect(runs.count == 12)
        return try #require(
            runs.first { run in
                let numbers = (run["problem"]?["input"]?.string ?? "").split { !$0.isNumber }
                let said = run["messages"]?.elements?.first { $0["agent"]?.string == program.culprit }?["output"]?
                    .string
                let first = (said ?? "").split { !$0.isNumber }.first
                return run["outcome"]?["success"]?.flag == false && !numbers.contains { $0 == first }
            }, "no run failed")
    }

    private func id(of run: CanonicalJSON) throws -> String { try #require(run["trace"]?.string) }

    private func requests() throws -> Int {
        let answer = try String(contentsOf: #require(URL(string: server.address + "/count")), encoding: .utf8)
        return try #require(CanonicalJSON(parsing: answer)["requests"]?.whole)
    }

    /// Five replays that keep everything say the same words, and ask no model: none can be reached from here.
    private func keepWordForWord(_ failed: CanonicalJSON) async throws {
        let reading = try ReplayArguments.parse(
            [
                "--trace", id(of: failed), "--team", scratch.path + "/team.yaml", "--store",
                scratch.path + "/other-store",
            ])
        let trace = try reading.load([scratch.path + "/runs.jsonl"], ReadingArguments.parse([]))
        let runtime = try await reading.modelling.runtime(for: trace)
        let before = try requests()
        for replay in 0..<ReplayCheck.size {
            let plan = RunPlan(
                replaying: runtime.completed(trace), keeping: trace.messages.count, id: "kept",
                seeding: Seeding(replay: UInt64(replay)))
            let again = try await runtime.runner.run(plan, as: runtime.team)
            #expect(again.messages.map(\.output) == trace.messages.map(\.output))
            #expect(again.outcome?.success == false)
        }
        #expect(try requests() == before)
    }

    /// Measuring names the planted cause and no other message.
    private func measure(_ failed: CanonicalJSON) throws {
        let measured = try ascribe(
            ["measure", "runs.jsonl", "--trace", id(of: failed), "--budget", "90", "--jobs", "4"] + store)
        #expect(measured.status == 0, "\(measured.complaint)")
        let hurting = measured.text.matches(of: /(\d+) (\S+): hurts: solved/).map { String($0.2) }
        #expect(hurting == [program.culprit], "\(measured.text)")
        if program.hasSeeds {
            #expect(measured.text.contains("5 of 5 repeated replays end the same, 5 word for word"), "\(measured.text)")
        }
    }

    /// What the critic proposes for the planted cause is better on problems that nobody used.
    private func validate(_ failed: CanonicalJSON) throws {
        let message = try #require(
            failed["messages"]?.elements?.first { $0["agent"]?.string == program.culprit }?["turn"]?.whole)
        let criticised = try ascribe(
            [
                "critique", "runs.jsonl", "--trace", id(of: failed), "--turn", "\(message)", "--agent", program.culprit,
                "--json",
            ] + store)
        #expect(criticised.status == 0, "\(criticised.text)\(criticised.complaint)")
        let critique = try #require(CanonicalJSON(parsing: criticised.text)["critique"]?.string, "\(criticised.text)")
        let revised = try ascribe(["revise", "role/\(program.culprit)", "--from", critique, "--json"] + store)
        #expect(revised.status == 0, "\(revised.text)\(revised.complaint)")
        let proposal = try #require(
            CanonicalJSON(parsing: revised.text)["proposals"]?.elements?.first?["proposal"]?.string, "\(revised.text)")
        let judged = try ascribe(["validate", proposal, "--jobs", "4"] + store)
        #expect(judged.status == 0, "\(judged.text)\(judged.complaint)")
    }
}
