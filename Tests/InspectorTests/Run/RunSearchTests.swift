import CreditEngine
import Testing

@testable import Inspector

@Suite struct RunSearchTests {
    /// The hits of the filter are those of the opened run, and n goes on into the next run that has one, and back.
    @Test func theFilterGoesWithTheRun() throws {
        var bench = TestBench()
        try bench.press("/modulo<Enter>g<Enter>")
        #expect(bench.app.run?.search == RunSearch(words: ["modulo"], isOfFilter: true))
        #expect(bench.app.run?.key.id == "run-000417")
        let count = try #require(bench.app.run?.hits.count)
        #expect(bench.status == "/ modulo   \(count) messages here; 2 runs have it in a message")
        let place = try #require(bench.app.run?.hitPlace, "the hottest cell is a hit here")
        for _ in place..<count { try bench.press("n") }
        #expect(bench.app.run?.key.id == "run-2", "behind the last hit the next run goes on")
        #expect(bench.status == "hit 1 of \(count) in run-2")
        #expect(bench.app.runs.selectedRun == 2)
        try bench.press("N")
        #expect(bench.app.run?.key.id == "run-000417")
        #expect(bench.status == "hit \(count) of \(count) in run-000417")
    }

    /// Where no other run has a hit, n begins again in this one.
    @Test func withoutAnotherRunItGoesRound() throws {
        var bench = TestBench()
        bench.finding = { words in [(0, words.map { _ in 3 })] }
        try bench.press("/modulo<Enter>g<Enter>")
        let count = try #require(bench.app.run?.hits.count)
        let place = try #require(bench.app.run?.hitPlace)
        for _ in place..<count { try bench.press("n") }
        #expect(bench.app.run?.key.id == "run-000417")
        #expect(bench.status == "hit 1 of \(count), around the end")
    }

    /// A word that only the id or the task has is no search of messages.
    @Test func wordsOfOtherPlacesStay() throws {
        var bench = TestBench()
        try bench.press("/counter modulo<Enter>g<Enter>")
        #expect(bench.app.run?.search.words == ["modulo"])
        try bench.press("<Esc>")
        #expect(bench.app.run?.search.isEmpty == true)
        try bench.press("/no error<Enter><Esc>")
    }

    /// A search of one's own goes with the person from run to run; the filter's does not outlive the filter.
    @Test func ownSearchesStay() throws {
        var bench = TestBench()
        try bench.press("/modulo<Enter>g<Enter>/<C-u>error<Enter>}")
        #expect(bench.app.run?.search == RunSearch(words: ["error"]))
        bench = TestBench()
        try bench.press("/modulo<Enter>g<Enter>q/<C-u><Enter>g<Enter>")
        #expect(bench.app.run?.search.isEmpty == true)
    }
}
