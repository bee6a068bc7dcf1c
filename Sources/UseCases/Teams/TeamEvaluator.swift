import ChildPrograms
import CreditEngine

/// Makes the evaluator that a team file describes.
enum TeamEvaluator {
    /// An evaluator; without a description the one that judged the run, else by number for replays and none for new runs.
    ///
    /// A team with a runner does not ask: without a description it judges itself. A run whose judging fails is no run: it is
    /// made again, from answers that are kept. Throws `TeamError`.
    ///
    /// - Parameter place: where programs run.
    static func evaluator(
        _ configuration: EvaluatorConfiguration?, for trace: Trace?, models: [String: any LanguageModel],
        in place: ProgramPlace, remark: @escaping RemarkHandler = { _ in }
    ) throws -> (any Evaluator)? {
        switch configuration {
        case .answer(let evaluator): return evaluator
        case .pattern(let pattern): return PatternEvaluator(pattern)
        case .command(let command, let seconds):
            return CommandEvaluator(command: command, place: place, seconds: seconds, remark: remark)
        case .judge(let name, let criteria):
            guard let model = models[name] else { throw TeamError.noModel(name, known: models.keys.sorted()) }
            return JudgeEvaluator(model, criteria: criteria)
        case .shaped(let base, let steps):
            return try evaluator(base, for: trace, models: models, in: place, remark: remark).map {
                ShapedEvaluator($0, weight: steps)
            }
        case nil:
            guard let trace else { return nil }
            return trace.outcome?.evaluator.flatMap { AnswerEvaluator(name: $0) } ?? AnswerEvaluator.numeric()
        }
    }

}

/// What a call of a run costs, as far as the run itself shows.
struct CallEstimate {
    /// US dollars; `nil` when the price or the usage is not known.
    let dollars: Double?
    /// Seconds; `nil` when the run does not record latencies.
    let seconds: Double?

    /// Estimates from a run's messages; a simulated call is free and takes no time to speak of.
    init(_ trace: Trace?, price: ModelConfiguration.Price?, isSimulated: Bool) {
        guard !isSimulated else {
            (dollars, seconds) = (0, 0.0001)
            return
        }
        let messages = trace?.messages ?? []
        seconds = KnownSum.mean(of: messages.map(\.latency)).map { $0 / 1_000 }
        dollars = KnownSum.mean(
            of: messages.map { message in
                if let cost = message.cost { return cost }
                guard let price, let read = message.usage?.input, let written = message.usage?.output else {
                    return nil
                }
                return (Double(read) * price.input + Double(written) * price.output) / 1e6
            })
    }
}
