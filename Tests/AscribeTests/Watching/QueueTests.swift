import CreditEngine
import Foundation
import Testing

/// `queue`: from runs in doubt to labels that `eval` reads.
struct QueueTests {
    private let scratch: Scratch
    private let store: [String]

    init() throws {
        scratch = try Scratch()
        store = ["--store", scratch.path + "/s"]
        let runs = scratch.path + "/runs.jsonl"
        let sampled = try Program.run(
            ["sample", "--team", "simulated/root-echo", "--count", "12", "--out", runs, "--store", scratch.path + "/o"])
        #expect(sampled.status == 0, "\(sampled.complaint)")
        let watched = try Program.run(["watch", "--once", "--draw", "1", runs] + store)
        #expect(watched.status == 0, "\(watched.complaint)")
    }

    private func queue(_ words: String...) throws -> Program.Result { try Program.run(["queue"] + words + store) }

    /// The number of the item that a person is given.
    private func next(_ who: String, _ words: String...) throws -> String {
        let result = try Program.run(["queue", "next", "--who", who] + words + store)
        return String(try #require(result.lines.first, "\(result.complaint)").prefix { $0 != " " })
    }

    @Test func labelsAreGivenUndoneComparedAndReadByEval() throws {
        #expect(try queue("list").lines.count { $0.contains("waits") } == 12)
        let (ann, bob) = (try next("ann"), try next("bob"))
        #expect(ann != bob)
        #expect(try queue("label", "--who", "ann", "--agent", "researcher", "--turn", "1").status == 0)
        #expect(try queue("label", "--who", "bob", "--nobody", "--note", "the question").status == 0)
        // The other's items, to see how far they agree.
        let (second, other) = (try next("ann", "--second"), try next("bob", "--second"))
        #expect(second == bob && other == ann)
        // Not by mistake: what another person has labelled is labelled beside that only when it is said so.
        #expect(try queue("label", "--who", "ann", "--nobody").complaint.contains("bob has labelled item \(second)"))
        #expect(try queue("label", "--who", "ann", "--nobody", "--second").status == 0)
        #expect(try queue("label", "--who", "bob", "--agent", "critic", "--second").status == 0)
        let list = try queue("list").text
        #expect(list.contains("people differ on 1") && list.contains("ann and bob agree on 50 % of 2 items"), "\(list)")
        #expect(list.contains("drawn by chance (weights 1/p)"), "\(list)")
        #expect(try queue("undo", "--who", "bob").text.contains("undone"))
        let file = scratch.path + "/labelled.jsonl"
        let export = try queue("export", file)
        #expect(export.complaint.contains("1 labelled run written; 1 left out"), "\(export.complaint)")
        let eval = try Program.run(["eval", file, "--labels", "native", "--json"])
        #expect(eval.status == 0 && eval.text.contains("\"labelled\":1"), "\(eval.text)")
    }

    @Test(arguments: [
        (["--who", "eve", "--nobody"], "you have no item in hand"),
        (["--item", "999", "--nobody"], "the queue has no item 999"),
        (["--item", "1"], "the label says nothing"),
        (["--item", "1", "--agent", "nobody"], "no agent of the run is called"),
        (["--item", "1", "--agent", "critic", "--turn", "99"], "critic says nothing in turn 99"),
        (["--item", "1", "--agent", "critic", "--nobody"], "a culprit or none"),
    ])
    func whatCannotBeIsRefused(words: [String], sentence: String) throws {
        let result = try Program.run(["queue", "label"] + words + store)
        #expect(result.status != 0 && result.complaint.contains(sentence), "\(result.complaint)")
    }

    @Test func scoresOfLangfuseComeBackAsTheLabelsThatTheyWere() throws {
        _ = try next("ann")
        _ = try next("bob")
        #expect(
            try queue("label", "--who", "ann", "--agent", "critic", "--turn", "1", "--mode", "slip", "--note", "see 1")
                .status == 0)
        #expect(try queue("label", "--who", "bob", "--nobody", "--outcome", "success").status == 0)
        let file = scratch.path + "/scores.json"
        let written = try queue("export", "--langfuse", file)
        #expect(written.complaint.contains("2 labels written as scores"), "\(written.complaint)")
        let before = try queue("list").lines
        #expect(try queue("undo", "--who", "ann").status == 0)
        let back = try queue("import", file)
        #expect(back.text.contains("1 label taken over, 0 refused"), "\(back.text)\(back.complaint)")
        #expect(try queue("list").lines == before)
        // As its API gives them: the words of a categorical score beside a number, runs that the queue does not have.
        try scratch.file(
            "given.json",
            #"[{"traceId":"run-3","name":"culprit","value":0,"stringValue":"researcher","authorUserId":"eve"},"#
                + #"{"traceId":"elsewhere","name":"culprit","value":"a"},{"traceId":"run-3","name":"latency","value":2}]"#
        )
        let given = try queue("import", scratch.path + "/given.json")
        #expect(given.text.contains("1 label taken over, 1 refused") && given.complaint.contains("not in the queue"))
    }

    @Test func labelStudioGivesBackWhatItWasGiven() throws {
        _ = try next("ann")
        #expect(
            try queue(
                "label", "--who", "ann", "--agent", "researcher", "--turn", "1", "--outcome", "failure", "--mode",
                "slip"
            )
            .status == 0)
        let file = scratch.path + "/tasks.json"
        #expect(try queue("export", "--label-studio", file).status == 0)
        let before = try queue("list").lines
        #expect(try queue("undo", "--who", "ann").status == 0)
        let back = try queue("import", file)
        #expect(
            back.status == 0 && back.text.contains("1 label taken over, 0 refused"), "\(back.text)\(back.complaint)")
        #expect(try queue("list").lines == before)
        #expect(try queue("import", file).text.contains("0 labels taken over"))
        try scratch.file("none.json", "{}")
        #expect(try queue("import", scratch.path + "/none.json").status == 3)
    }
}
