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

    @Test func aLookIsCountedBeforeItsFirstPairAndOnce() async throws {
        let report = ValidationReport(
            ending: .stopped, pairs: [], ordinal: 1, alpha: 0.05, logEvidence: 0, logThreshold: 4)
        func begin(_ id: String, _ proposal: String) async throws -> ValidationRecord {
            try await store.begin(ValidationRecord(id: id, proposal: proposal, report: report), at: "math/validate")
        }
        let one = try await store.propose(content("Solve one."), of: ownersTeam()).id
        let two = try await store.propose(content("Solve two."), of: ownersTeam()).id
        let first = try await begin("val-1", one)
        #expect(first.report.looks == 1)
        #expect(try await begin("val-2", two).report.looks == 2)
        // The same work gone on with: one look, as it was recorded.
        #expect(try await begin("val-1", one) == first)
        #expect(try await store.looks(at: "math/validate") == [one: 1, two: 1])
        #expect(try await store.looks(at: "other").isEmpty)
        // A proposal has one try, whoever asks.
        let error = await #expect(throws: StoreError.self) { _ = try await begin("val-3", one) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("begun before as 'val-1'"))
        #expect(try await store.validations(of: one).map(\.id) == ["val-1"])
    }

    @Test func theSameProposalOfTheSameWorkIsCountedOnce() async throws {
        let team = ownersTeam()
        let first = try await store.propose(content(), of: team, origin: "work, 1")
        #expect(try await store.propose(content(), of: team, origin: "work, 1") == first)
        // The same text again later in the same work, in other work, or from a person is another candidate.
        let others = [
            try await store.propose(content(), of: team, origin: "work, 2"),
            try await store.propose(content(), of: team, origin: "other, 1"),
            try await store.propose(content(), of: team),
            try await store.propose(content(), of: team),
        ]
        #expect(others.map(\.ordinal) == [2, 3, 4, 5])
    }
}
