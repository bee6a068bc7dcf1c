import CreditEngine
import Foundation
import Testing

@testable import UseCases

/// A run as an HTML file, in a real browser.
struct BrowserTests {
    private static let browser = ["chromium", "chromium-browser", "google-chrome"].first(where: Program.isInstalled)

    @Test(.enabled(if: browser != nil, "no Chromium is installed"), .timeLimit(.minutes(10)))
    func nothingForeignRunsOrIsFetched() throws {
        let scratch = try Scratch()
        let hostile =
            "</title></pre><script>document.title='OWNED'</script><img src=x onerror=\"document.title='OWNED'\">"
            + "<iframe src='http://127.0.0.1:9/x'></iframe><style>*{display:none}</style>"
        let trace = Trace(
            id: hostile, problem: Problem(input: hostile, reference: hostile), agents: [Agent(name: hostile)],
            messages: [Message(ordinal: 0, turn: 1, agent: 0, output: "So 2 + 2 = 5. \(hostile)")],
            outcome: Outcome(success: false, answer: hostile))
        try scratch.file("run.html", RunHTML(trace, estimateCredit(of: trace)).text)
        let command =
            "exec \(try #require(Self.browser)) --headless --no-sandbox --disable-gpu --user-data-dir=profile --dump-dom "
            + "\"file://$PWD/run.html\""
        let result = try Program.run([], in: scratch.path, through: ["sh", "-c", command])
        // What the browser made of it, after all scripts would have run.
        let page = result.text
        #expect(page.contains("<title>&lt;/title&gt;") && page.contains("So 2 + 2 = 5."), "\(result.complaint)")
        for element in ["<script", "<img", "<iframe", ">OWNED"] { #expect(!page.contains(element), "\(element)") }
        #expect(page.components(separatedBy: "<style").count == 2)
    }
}
