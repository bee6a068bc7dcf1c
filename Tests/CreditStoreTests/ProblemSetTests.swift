import CreditEngine
import CreditStore
import Testing

@Suite struct ProblemSetTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(folder: folder("s"))
    }

    @Test func aSplitIsKeptForGood() async throws {
        let problems = (0..<50).map { "p-\($0)" }
        let split = ProblemSplit(problems: problems, seed: 7)
        try await store.keep(split, as: "math")
        try await store.keep(split, as: "math")
        #expect(try await store.split("math") == split)
        #expect(try await store.split("other") == nil)
        await #expect(throws: StoreError.self) {
            try await store.keep(ProblemSplit(problems: problems, seed: 8), as: "math")
        }
        #expect(try await store.split("math") == split)
    }

    @Test func theTestPartIsOpenedOnce() async throws {
        try await store.keep(ProblemSplit(problems: ["a", "b", "c"], seed: 1), as: "math")
        try await store.openTest(ofSplit: "math", purpose: "final report")
        let error = await #expect(throws: StoreError.self) {
            try await store.openTest(ofSplit: "math", purpose: "again")
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("(final report); use a new split"))
        await #expect(throws: StoreError.self) { try await store.openTest(ofSplit: "unknown", purpose: "x") }
    }

    @Test func looksAreCounted() async throws {
        for (proposal, pairs) in [("a", 8), ("a", 16), ("b", 8)] {
            try await store.countLook(at: "math/validate", for: proposal, pairs: pairs)
        }
        #expect(try await store.looks(at: "math/validate") == ["a": 2, "b": 1])
        #expect(try await store.looks(at: "other").isEmpty)
    }
}
