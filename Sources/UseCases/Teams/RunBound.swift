import CreditEngine
import LanguageModels

/// The most that one run of a team should use, as its protocol shows: how many runs may be under way while a limit is near.
///
/// Calls are exact, apart from repeated attempts. Tokens count a byte as one, and what was said before as four bytes a
/// token; money takes the dearest model. It decides only when runs stop going side by side, never what is spent.
enum RunBound {
    /// The bound of a team that speaks with models of its file; `judged` when a model of the file judges each run.
    static func most(
        _ team: Team, models: [ModelConfiguration], problems: [Problem], isRunner: Bool, judge: ModelConfiguration?
    ) -> Spending {
        guard !isRunner else { return Spending(calls: judge == nil ? 1 : 2) }
        let slots = Double((team.aggregation?.turns ?? 1) * max(1, team.aggregation?.order.count ?? 1))
        let all = models + (judge.map { [$0] } ?? [])
        let written = Double(all.compactMap(\.sampling.maxTokens).max() ?? 0)
        let prompt = team.members.compactMap { $0.prompt?.utf8.count }.max() ?? 0
        let problem = problems.compactMap { $0.input?.utf8.count }.max() ?? 0
        let fixed = Double(prompt + (team.aggregation?.prompt?.utf8.count ?? 0) + problem + 512)
        let calls = slots + (judge == nil ? 0 : 1)
        let read = calls * fixed + (written * 4 + 128) * calls * (calls - 1) / 2
        let prices = all.compactMap(\.price)
        let cost = read * (prices.map(\.input).max() ?? 0) + calls * written * (prices.map(\.output).max() ?? 0)
        return Spending(
            calls: Int(clamping: calls), tokens: Int(clamping: read + calls * written),
            nanodollars: Int(clamping: cost * 1_000))
    }
}

extension Int {
    /// The nearest whole number that is small enough to be added up.
    fileprivate init(clamping value: Double) { self = Int(Swift.min(Swift.max(value, 0), 1e15)) }
}
