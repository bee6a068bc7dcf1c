import Foundation
import Testing

/// From a message to a proposal on the command line, offline.
@Suite("Critique and revise")
struct CritiqueCommandTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func run(_ arguments: String...) throws -> Program.Result {
        try Program.run(arguments + ["--store", scratch.path + "/store"])
    }

    private func critique(_ trace: String, _ turn: Int, _ more: String...) throws -> [String: Any] {
        let result = try Program.run(
            [
                "critique", "SampleTraces/trio.jsonl", "--trace", trace, "--turn", "\(turn)", "--agent", "researcher",
                "--json", "--store", scratch.path + "/store",
            ] + more)
        #expect(result.status == 0, "\(result.complaint)")
        return try object(result)
    }

    private func object(_ result: Program.Result) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    }

    @Test("Critiques of several runs vote, and the plurality becomes a proposal once")
    func fromMessagesToAProposal() throws {
        let made = try [critique("run-1", 2), critique("run-2", 2), critique("run-3", 1)]
        let wrong = try critique("run-1", 2, "--critic-wrong", "1")
        for critique in made {
            #expect(critique["quotes_found"] as? Int == 1)
            #expect(critique["simulated"] as? Bool == true)
            #expect(critique["credit_source"] as? String == "estimated")
        }
        let names = try (made + [wrong]).map { try #require($0["critique"] as? String) }
        let arguments = ["revise", "role/researcher", "--json", "--store", scratch.path + "/store", "--from"] + names
        let revised = try Program.run(arguments)
        #expect(revised.status == 0, "\(revised.complaint)")
        let report = try object(revised)
        let clusters = try #require(report["clusters"] as? [[String: Any]])
        #expect(clusters.map { $0["votes"] as? Int } == [3, 0])
        let proposals = try #require(report["proposals"] as? [[String: Any]])
        #expect(proposals.count == 1)
        #expect((proposals[0]["new_text"] as? String)?.hasSuffix("recompute it and state the check.") == true)
        #expect((proposals[0]["new_text"] as? String)?.contains("without checking") == false)
        let again = try Program.run(arguments)
        #expect(again.status == 1)
        #expect(try (object(again)["refused"] as? [String])?.first == "the same text was tried or rejected before")
    }

    @Test("The same question gets the same answer and is kept once")
    func theSameCritiqueTwice() throws {
        let (first, second) = (try critique("run-1", 2), try critique("run-1", 2))
        #expect(first["critique"] as? String == second["critique"] as? String)
        #expect(first["kept"] as? String == second["kept"] as? String)
    }

    @Test("Measured credit is the swap's own effect")
    func measuredCredit() throws {
        let place = ["SampleTraces/trio.jsonl", "--trace", "run-1", "--turn", "2", "--agent", "researcher", "--json"]
        let swap = try object(
            Program.run(["swap"] + place + ["--samples", "12", "--store", scratch.path + "/store"]))
        let critique = try critique("run-1", 2, "--samples", "12")
        #expect(critique["credit_source"] as? String == "measured")
        let credit = try #require(critique["credit"] as? Double)
        #expect(credit < 0)
        #expect(credit == swap["effect"] as? Double)
    }

    @Test("The text says what was found and what comes next")
    func words() throws {
        let result = try run(
            "critique", "SampleTraces/trio.jsonl", "--trace", "run-1", "--turn", "2", "--agent", "researcher")
        for words in [
            "simulated", "1 of 1 found", "− Pass each result on", "+ Before you pass", "ascribe revise role/",
        ] {
            #expect(result.text.contains(words), "\(words)")
        }
    }

    @Test(
        "Mistakes get one sentence",
        arguments: [
            (["critique", "SampleTraces/trio.jsonl", "--trace", "run-1", "--turn", "99", "--agent", "researcher"], 64),
            (["critique", "SampleTraces/trio.jsonl", "--trace", "run-1", "--turn", "1", "--agent", "nobody"], 64),
            (["critique", "SampleTraces/trio.jsonl", "--trace", "none", "--turn", "1", "--agent", "researcher"], 64),
            (["revise", "role/researcher", "--from", "none"], 64), (["revise", "nothing", "--from", "none"], 64),
            (["revise", "role/researcher"], 64),
            (
                [
                    "critique", "SampleTraces/trio.jsonl", "--trace", "run-1", "--turn", "1", "--agent", "researcher",
                    "--critic", "nobody",
                ], 64
            ),
        ] as [([String], Int32)])
    func mistakes(_ arguments: [String], _ status: Int32) throws {
        let result = try Program.run(arguments + ["--store", scratch.path + "/store"])
        #expect(result.status == status, "\(result.complaint)")
        #expect(!result.complaint.isEmpty && result.output.isEmpty)
    }
}
