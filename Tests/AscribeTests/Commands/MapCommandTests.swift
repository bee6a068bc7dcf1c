import Testing

/// `ascribe map` on files of people's own.
struct MapCommandTests {
    private static let lines =
        (1...4).map { number in
            #"{"chat":"c1","meta":{"by":"\#(number % 2 == 1 ? "dock" : "crane")"},"body":{"parts":[{"text":"Box \#(number) is on the quay now."}]},"at":"2026-01-02T03:04:0\#(number)Z"}"#
        }.joined(separator: "\n") + "\n"

    @Test func proposesAndIsReadByTheNextTime() throws {
        let scratch = try Scratch()
        let file = try scratch.file("harbour.jsonl", Self.lines)
        let before = try Program.run(["check", file])
        #expect(before.status == 3)

        let proposal = try Program.run(["map", file])
        #expect(proposal.status == 0, "\(proposal.complaint)")
        #expect(proposal.text.contains("agent: meta.by"))
        #expect(proposal.text.contains("text: body.parts[].text"))
        #expect(proposal.text.contains("dock: Box 1 is on the quay now."))

        let after = try Program.run(["convert", "--to", "packed", file])
        #expect(after.status == 0, "\(after.complaint)")
        #expect(after.text.contains(#""agent":"crane""#))
    }

    @Test func aTryWritesNothing() throws {
        let scratch = try Scratch()
        let file = try scratch.file("harbour.jsonl", Self.lines)
        #expect(try Program.run(["map", "--dry-run", "--readonly", file]).status == 0)
        #expect(try Program.run(["check", file]).status == 3)
        #expect(try Program.run(["map", "--readonly", file]).status != 0)
    }

    @Test func aWrongMappingFileIsASentence() throws {
        let scratch = try Scratch()
        let file = try scratch.file("harbour.jsonl", Self.lines)
        try scratch.file("mapping.yaml", "harbour.jsonl: {speaker: meta.by}\n")
        let result = try Program.run(["check", file])
        #expect(result.status == 3)
        #expect(result.complaint.contains("mapping.yaml") && result.complaint.contains("agent, text"))
    }
}
