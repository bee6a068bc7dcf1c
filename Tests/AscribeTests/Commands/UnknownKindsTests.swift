import Testing

/// Records that nobody understands are said by their kind; more than a few of them are a finding.
@Suite("Records of unknown kinds") struct UnknownKindsTests {
    private static let known =
        #"{"type":"message","trace":"kitchen","turn":1,"agent":"cook","output":"Soup."}"# + "\n"

    @Test("Check lists them, and more than 5 % are status 1", arguments: [(2, 4, 1), (2, 98, 0), (0, 4, 0)])
    func check(unknown: Int, known: Int, status: Int32) throws {
        let scratch = try Scratch()
        let odd = [#"{"event":"shift_start","cook":"ana"}"#, #"{"event":"order","table":7}"#].prefix(unknown)
        let text = String(repeating: Self.known, count: known) + odd.map { $0 + "\n" }.joined()
        let result = try Program.run(["check", scratch.file("kitchen.jsonl", text)])
        #expect(result.status == status, "\(result.text)")
        for kind in ["shift_start", "order"] { #expect(result.text.contains(kind) == (unknown > 0)) }
        #expect(result.text.contains("\(known) kept + \(unknown) of unknown type"))
    }

    @Test("Outcomes that are not understood are counted alike", arguments: [(2, 4, 1), (2, 98, 0), (0, 4, 0)])
    func outcomes(odd: Int, understood: Int, status: Int32) throws {
        let scratch = try Scratch()
        let scores = [String](repeating: "37", count: odd) + [String](repeating: "0.5", count: understood)
        let text = scores.enumerated().map {
            #"{"run_id":"r\#($0)","messages":[{"agent":"cook","content":"Soup."}],"score":\#($1)}"# + "\n"
        }
        let result = try Program.run(["check", scratch.file("kitchen.jsonl", text.joined())])
        #expect(result.status == status, "\(result.text)")
        #expect(result.text.contains("\(odd) outcomes not understood") == (odd > 0), "\(result.text)")
        #expect(result.text.contains("nothing bad") == (odd == 0), "\(result.text)")
    }

    @Test("Outcomes of a file that fit no run are said")
    func outcomesOfNoRun() throws {
        let scratch = try Scratch()
        let runs = try scratch.file("kitchen.jsonl", Self.known)
        let told = ["kitchen", "Kitchen", "cellar"].map { "{\"trace\":\"\($0)\",\"success\":true}\n" }
        let outcomes = try scratch.file("outcomes.jsonl", told.joined())
        let said = try Program.run(["check", runs, "--outcomes", outcomes]).text
        #expect(said.contains("2 of 3 outcomes in --outcomes fit no run here (Kitchen, cellar)"), "\(said)")
    }

    @Test("Messages that are not understood are counted alike", arguments: [(2, 4, 1), (2, 98, 0), (0, 4, 0)])
    func messages(odd: Int, understood: Int, status: Int32) throws {
        let scratch = try Scratch()
        let said = [String](repeating: #"{"role":"assistant","name":"cook","content":"Soup."}"#, count: understood)
        let list = ([String](repeating: #"{"dish":1}"#, count: odd) + said).joined(separator: ",")
        let result = try Program.run([
            "check", scratch.file("kitchen.jsonl", #"{"run_id":"r","messages":[\#(list)],"success":true}"# + "\n"),
        ])
        #expect(result.status == status, "\(result.text)")
        #expect(result.text.contains("\(odd) messages not understood") == (odd > 0), "\(result.text)")
        #expect(result.text.contains("nothing bad") == (odd == 0), "\(result.text)")
    }
}
