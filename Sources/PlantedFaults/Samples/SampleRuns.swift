import CreditEngine

/// The runs of the SampleTraces folder, the same for ever: no date, no clock, no schedule.
public enum SampleRuns {
    /// The files in the order of their names.
    public static func files() async throws -> [SampleFile] {
        var maker = SampleMaker()
        let echo = Suite.rootEcho
        let trio = [
            try await maker.failed(echo, TeamShape(members: 3, steps: 4)),
            try await maker.failed(echo, TeamShape(members: 3, steps: 5)),
            try await maker.failed(echo, TeamShape(members: 3, steps: 6)),
        ]
        let quartet = [
            try await maker.failed(echo, TeamShape(members: 4, steps: 5)),
            try await maker.failed(echo, TeamShape(members: 4, steps: 6)),
        ]
        let quintet = try await maker.failed(echo, TeamShape(members: 5, steps: 6))
        let solved = try await maker.run(echo, TeamShape(members: 3, steps: 5)) { $0.trace.outcome?.success == true }
        let outside = [
            try await maker.outside(TeamShape(members: 3, steps: 4)) { $0.trace.outcome?.answer == nil },
            try await maker.outside(TeamShape(members: 4, steps: 4)) { $0.trace.outcome?.answer != nil },
        ]
        let delayed = try await maker.failed(.delayed, TeamShape(members: 3, steps: 7))
        let japanese = try await maker.failed(echo, TeamShape(members: 3, steps: 5, language: .japanese))
        let damaged = [
            try await maker.failed(echo, TeamShape(members: 3, steps: 4)),
            try await maker.failed(.chatterbox, TeamShape(members: 4, steps: 4)),
        ]
        return [
            SampleFile(
                name: "damaged.jsonl", form: .interleaved, runs: damaged,
                damage: [.badLine(before: 4), .unknownRecord(before: 9), .invalidByte(inLine: 12), .truncatedLastLine],
                shows: "what a reader does with a line that is no JSON, an unknown record, a byte that is no UTF-8 and "
                    + "a last line that is cut off; the other lines are usable"),
            SampleFile(
                name: "delayed.jsonl", form: .interleaved, runs: [delayed], damage: [],
                shows: "a wrong remainder said in turn 2 that nobody uses before the last step, where the control fails"
            ),
            SampleFile(
                name: "japanese.jsonl", form: .interleaved, runs: [japanese], damage: [],
                shows: "a Japanese team whose researcher's wrong value is quoted until the control fails; names and "
                    + "text are two columns wide"),
            SampleFile(
                name: "outside.jsonl", form: .packed, runs: outside, damage: [],
                shows: "two failures of a sound team: a fact that the problem does not record, and a wrong reference; "
                    + "no message is to blame"),
            SampleFile(
                name: "quartet.jsonl", form: .packed, runs: quartet, damage: [],
                shows: "a calculator's early slip, in two lengths, that its colleagues quote until the control fails"),
            SampleFile(
                name: "quintet.jsonl", form: .interleaved, runs: [quintet], damage: [],
                shows: "a researcher who reads last year's figure; the others build on it for turns"),
            SampleFile(
                name: "solved.jsonl", form: .packed, runs: [solved], damage: [],
                shows: "a run that succeeds, to compare with"),
            SampleFile(
                name: "trio.jsonl", form: .interleaved, runs: trio, damage: [],
                shows:
                    "three failed runs of different length whose records take turns: an early wrong value, its echo, "
                    + "and a symptom later than its cause"),
        ]
    }
}

/// Makes the runs one after another and gives them their names.
private struct SampleMaker: Sendable {
    private var made = 0
    private var tried: UInt64 = 0

    /// The next run that a condition accepts; problems are tried in order and none is used twice.
    mutating func run(_ suite: Suite, _ shape: TeamShape, where accepts: (PlantedRun) -> Bool) async throws
        -> PlantedRun
    {
        while true {
            try Task.checkCancellation()
            tried += 1
            var run = try await suite.run(tried, shape: shape, id: "run-\(made + 1)")
            guard accepts(run) else { continue }
            made += 1
            run.trace.started = "2026-01-05T09:\(made < 10 ? "0" : "")\(made):00Z"
            return run
        }
    }

    /// The next run that failed through one message and shows it: a control figure fails later.
    mutating func failed(_ suite: Suite, _ shape: TeamShape) async throws -> PlantedRun {
        let signs = ["but the problem expects", "was expected", "確認用の数字と合いません"]
        return try await run(suite, shape) { run in
            run.cause?.relation == .single
                && run.trace.messages.contains { message in signs.contains { message.output.contains($0) } }
        }
    }

    /// The next run of the sound team that failed.
    mutating func outside(_ shape: TeamShape, where accepts: (PlantedRun) -> Bool) async throws -> PlantedRun {
        try await run(.healthy, shape) { $0.trace.outcome?.success == false && accepts($0) }
    }
}
