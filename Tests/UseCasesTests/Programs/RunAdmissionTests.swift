import Testing

@testable import UseCases

/// How many runs of a program go on at once follows what one of them weighs.
struct RunAdmissionTests {
    @Test(
        arguments: [
            (0.9, 2, 2), (1.05, 2, 2), (2.0, 2, 1), (8.0, 2, 1), (0.1, 2, 20), (0.0, 2, 1_000), (0.5, 4, 8),
        ])
    func asManyAsTheProcessorsCarry(weight: Double, processors: Int, runs: Int) {
        #expect(RunAdmission.runs(weighing: weight, on: processors) == runs)
    }

    @Test func theFirstRunsTellTheWeightAndTheOthersWait() async throws {
        let (known, told) = AsyncStream.makeStream(of: Int.self)
        let admission = RunAdmission(processors: 2) { runs, _ in told.yield(runs) }
        let tickets = [try await admission.enter(), try await admission.enter()]
        let third = Task { try await admission.enter() }
        let cancelled = Task { try await admission.enter() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        // Runs that keep 1,000 processors busy each go one by one.
        for ticket in tickets { await admission.leave(ticket, processorSeconds: 1e9) }
        for await runs in known {
            #expect(runs == 1)
            break
        }
        let ticket = try await third.value
        let fourth = Task { try await admission.enter() }
        await admission.leave(ticket, processorSeconds: nil)
        _ = try await fourth.value
    }

    /// Replays that are answered from the record come first and wait for nothing; those after them wait for models.
    @Test func laterRunsThatWaitLetMoreIn() async throws {
        let admission = RunAdmission(processors: 1) { _, _ in }
        await admission.leave(try await admission.enter(), processorSeconds: 1e9)
        let second = try await admission.enter()
        let third = Task { try await admission.enter() }
        await admission.leave(second, processorSeconds: 0)
        // Two at once now, where one run that keeps the processor busy would leave the fourth waiting.
        let fourth = try await admission.enter()
        await admission.leave(try await third.value, processorSeconds: 0)
        await admission.leave(fourth, processorSeconds: 0)
    }
}
