import CreditEngine
import Inspector
import TraceFiles

/// What scoring one run gives for the runs screen.
struct RunRow: Sendable {
    var score: RunScore

    /// Reads and scores a run; one that cannot be read becomes a row that says so.
    static func score(of run: Int, reader: TraceReader, settings: CreditSettings) -> RunRow {
        do {
            let trace = try reader.trace(run)
            let credit = estimateCredit(of: trace, settings: settings)
            let hot = credit.suspects.first.flatMap { suspect in
                credit.cells.first { $0.cell == suspect.cell }?.score.value.map { heat in
                    (turn: suspect.cell.turn, agent: trace.agents[suspect.cell.agent].name, heat: heat)
                }
            }
            let costs = trace.messages.compactMap(\.cost)
            let score = RunScore(
                turns: trace.turnCount, hot: hot, temporal: credit.temporal.map(\.score.value),
                cost: costs.isEmpty ? nil : costs.reduce(0, +))
            return RunRow(score: score)
        } catch {
            let score = RunScore(turns: 0, hot: nil, temporal: [], cost: nil, unscored: "\(error)")
            return RunRow(score: score)
        }
    }
}
