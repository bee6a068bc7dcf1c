import Testing

@testable import CreditEngine

/// Figures that a page shows are not the agent's, and are said to be the page's.
@Suite("Reports of pages")
struct PageReportTests {
    private static let page = """
        I clicked 'Opening hours'. Here is a screenshot of [Plum market](https://plums.example/hours?id=8817). The viewport \
        shows 34% of the page.

        Stall 412, Mill Road 1907. Crates sold on Friday: 5210.
        Prices: 11, 12, 13, 14, 15, 16, 17
        """

    @Test(arguments: [
        (page, true), ("Address: file:///tmp/plums.pdf\nViewport position: Showing page 1 of 1.", true),
        ("OCR of https://plums.example found: 412 crates", true),
        ("According to https://plums.example there are 412 crates.", false),
        ("The screenshot shows 412 crates.", false),
        ("", false),
    ])
    func recognised(text: String, expected: Bool) {
        var copy = text
        #expect(copy.withUTF8 { PageReport.isOne($0) } == expected)
    }

    @Test("The page's figures count, how it was looked at does not, and an agent that repeats them made none up")
    func figures() throws {
        let reading = Reading(TraceSketch.trace([("surfer", Self.page), ("planner", "So 5210 crates were sold.")]))
        #expect(reading.messages[0].isPageReport && reading.messages[0].figures == 10)
        #expect(reading.messages[1].figures == 0)
        #expect(reading.messages[0].usedFigure?.by == 1)
    }

    @Test("The reason says that they are a page's; another report of the page takes nothing up")
    func reason() throws {
        let used = TraceSketch.trace([("surfer", Self.page), ("planner", "So 5210 crates were sold.")])
        let why = try #require(estimateCredit(of: used).suspects.first?.why)
        #expect(why.hasPrefix("Reports “Crates sold on Friday: 5210” from a page, and turn 1 takes the figure up"))
        let unused = TraceSketch.trace([("surfer", Self.page), ("surfer", Self.page), ("planner", "Go on.")])
        let other = try #require(estimateCredit(of: unused).suspects.first)
        #expect(other.why.hasPrefix("Brings in 10 figures from a page; nothing in the run says whether"))
        #expect(estimateCredit(of: unused).cells.flatMap(\.evidence).contains { $0.mode == .ofPage })
    }
}
