import CreditEngine
import GRDB
import Testing

@testable import CreditStore

@Suite struct CritiqueTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func critique(_ block: Block = .role("solver"), weakness: String = "it never checks") -> Critique {
        Critique(
            trace: "run-1", problem: "p-1", turn: 2, agent: "solver", block: block, credit: -0.5,
            creditSource: .measured, weakness: weakness,
            quotes: [.init(text: "17 modulo 5 is 3", turn: 2, agent: "solver"), .init(text: "nobody said this")],
            suggestion: RuleEdit(old: "Solve.", new: "Verify."), confidence: 0.8, critic: "simulated/critic",
            temperature: 0.3, isAgentsModel: false, isSimulated: true, redactions: 2)
    }

    @Test func whatWasKeptComesBackWhole() async throws {
        let store = try Store(folder: folder("s"))
        let record = try await store.keep(critique(), of: ownersTeam())
        #expect(record.critique == critique())
        #expect(record.team == ownersTeam())
        try store.close()
        #expect(try await Store(folder: folder("s")).critique(record.id) == record)
    }

    @Test func theSameCritiqueIsKeptOnce() async throws {
        let store = try Store(folder: folder("s"))
        let first = try await store.keep(critique(), of: ownersTeam())
        #expect(try await store.keep(critique(), of: ownersTeam()) == first)
        #expect(try await store.critiques() == [first])
        let other = try await store.keep(critique(), of: ownersTeam(solver: "Work it out."))
        #expect(other.id != first.id)
        #expect(try await store.critiques().map(\.id) == [first.id, other.id])
    }

    @Test func critiquesAreFoundByBlock() async throws {
        let store = try Store(folder: folder("s"))
        let solver = try await store.keep(critique(), of: ownersTeam())
        let critic = try await store.keep(critique(.role("critic")), of: ownersTeam())
        #expect(try await store.critiques(of: .role("solver")) == [solver])
        #expect(try await store.critiques(of: .role("critic")) == [critic])
        #expect(try await store.critiques(of: .aggregation).isEmpty)
    }

    @Test func theBeginningOfANameIsEnoughWhereOnlyOneHasIt() async throws {
        let store = try Store(folder: folder("s"))
        let ids = try await [
            store.keep(critique(), of: ownersTeam()).id, store.keep(critique(.role("critic")), of: ownersTeam()).id,
        ]
        for id in ids {
            #expect(try await store.critiqueID(id) == id)
            #expect(try await store.critiqueID(String(id.prefix(6))) == id)
            let short = String(id.prefix(3))
            await #expect(throws: StoreError.tooShort(short, needed: 4)) { try await store.critiqueID(short) }
        }
        // A name is never read as a pattern.
        await #expect(throws: StoreError.noSuchCritique("____")) { try await store.critiqueID("____") }
    }

    @Test func aBeginningThatSeveralNamesHaveIsRefused() async throws {
        let store = try Store(folder: folder("s"))
        for number in 0..<3 {
            _ = try await store.keep(critique(weakness: "weakness \(number)"), of: ownersTeam())
        }
        try await store.write { db in
            try db.execute(sql: "UPDATE critique SET id = 'abcd' || rowid")
        }
        await #expect(throws: StoreError.ambiguous("abcd", ["abcd1", "abcd2", "abcd3"])) {
            try await store.critiqueID("abcd")
        }
        #expect(try await store.critiqueID("abcd2") == "abcd2")
    }

    @Test func anUnknownNameIsSaidSo() async throws {
        let store = try Store(folder: folder("s"))
        await #expect(throws: StoreError.noSuchCritique("x")) { try await store.critique("x") }
        await #expect(throws: StoreError.tooShort("397", needed: 4)) { try await store.critiqueID("397") }
        await #expect(throws: StoreError.tooShort("397", needed: 4)) { try await store.proposalID("397") }
    }
}
