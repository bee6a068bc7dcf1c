import CreditEngine
import Testing

@testable import PlantedFaults

@Suite struct SampleRunsTests {
    @Test func thereIsOneOfEverything() async throws {
        let files = try await SampleRuns.files()
        let runs = files.flatMap(\.runs)
        #expect(runs.count >= 8)
        #expect(files.map(\.name) == files.map(\.name).sorted())
        #expect(Set(runs.map(\.trace.id)).count == runs.count)
        #expect(runs.contains { $0.trace.outcome?.success == true })
        #expect(runs.contains { $0.trace.outcome?.success == false && $0.cause == nil })
        #expect(runs.contains { $0.trace.agents.map(\.name) == ["研究員", "批評家", "調整役"] })
        #expect(files.contains { !$0.damage.isEmpty })
        #expect(Set(files.map(\.form)).count == 2)
        #expect(files.allSatisfy { $0.form == .packed || $0.damage.isEmpty || $0.runs.count > 1 })
    }

    @Test func theyAreTheSameEveryTime() async throws {
        #expect(try await SampleRuns.files() == SampleRuns.files())
    }

    @Test(
        arguments: [
            (Damage.badLine(before: 2), "one\ntw\ntwo\n"),
            (.unknownRecord(before: 1), #"{"type":"note","text":"a record of a later format"}"# + "\none\ntwo\n"),
            (.truncatedLastLine, "one\nt"), (.badLine(before: 9), "one\ntwo\n"),
            (.invalidByte(inLine: 0), "one\ntwo\n"),
        ] as [(Damage, String)])
    func damageIsDone(damage: Damage, expected: String) {
        #expect(damage.applied(to: Array("one\ntwo\n".utf8)) == Array(expected.utf8))
    }

    @Test func anInvalidByteIsNoText() {
        let bytes = Damage.invalidByte(inLine: 2).applied(to: Array("one\ntwo\n".utf8))
        #expect(bytes == Array("one\nt".utf8) + [0xFF] + Array("o\n".utf8))
    }
}
