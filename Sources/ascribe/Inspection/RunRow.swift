import CreditEngine
import Inspector
import TraceFiles
import UseCases

/// What scoring one run gives for the runs screen.
struct RunRow: Sendable {
    var score: RunScore
    /// What the run adds to the blame over all failures; nothing unless it failed.
    var blame = PhaseBlame()

    /// Reads and scores a run; one that cannot be read becomes a row that says so.
    static func score(of run: Int, reader: TraceReader, estimator: TraceEstimator) -> RunRow {
        do {
            let trace = try reader.trace(run)
            let credit = estimator.estimate(trace)
            let hot = credit.suspects.first.flatMap { suspect in
                credit.cells.first { $0.cell == suspect.cell }?.score.value.map { heat in
                    (turn: suspect.cell.turn, agent: trace.agents[suspect.cell.agent].name, heat: heat)
                }
            }
            let score = RunScore(
                turns: trace.turnCount, hot: hot, temporal: credit.temporal.map(\.score.value),
                cost: KnownSum.of(trace.messages.map(\.cost)),
                task: trace.problem?.input, agents: trace.agents.map(\.name),
                models: Array(Set(trace.messages.compactMap(\.model))).sorted())
            var row = RunRow(score: score)
            row.blame.add(trace, credit)
            row.score.blamed = row.blame.rows.first { $0.runs > 0 }?.agent
            return row
        } catch {
            let score = RunScore(turns: 0, hot: nil, temporal: [], cost: nil, unscored: "\(error)")
            return RunRow(score: score)
        }
    }
}
