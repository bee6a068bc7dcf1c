import ChildPrograms
import CreditEngine
import LanguageModels
import TraceFiles

/// Runs the user's own system again, whatever it is written in: the team file's `runner`.
///
/// Lines of JSON over standard input and output; `RunnerRequest` and `RunnerReply` document them. A process holds as many
/// requests at once as the team file says, one when it says nothing. A process that dies, hangs, writes anything else or
/// answers another request fails the runs that it holds and nothing more: another one is started for the next.
struct ProgramRunner: Runner {
    /// Seconds that a run may take when nobody says otherwise.
    static let patience = 600

    /// Judges the end; `nil` takes the outcome that the system reports itself.
    var evaluator: (any Evaluator)?
    private let pool: RunnerPool
    private let command: [String]
    private let budget: CallBudget?
    private let seconds: Int

    /// Names a system; nothing starts before the first run.
    ///
    /// - Parameters:
    ///   - command: the program and its arguments; no shell ever reads them.
    ///   - place: where it runs.
    ///   - seconds: how long a run may take.
    ///   - concurrency: how many requests a process may hold at once, from 1.
    ///   - budget: counts each run as one call; `nil` is without limit.
    ///   - remark: gets each line that the system writes to its standard error.
    init(
        _ command: [String], in place: ProgramPlace = ProgramPlace(), evaluator: (any Evaluator)? = nil,
        seconds: Int = patience, concurrency: Int = 1,
        budget: CallBudget? = nil,
        remark: @escaping RemarkHandler = { _ in }
    ) {
        self.evaluator = evaluator
        self.seconds = seconds
        self.budget = budget
        self.command = command
        pool = RunnerPool(concurrency: concurrency) {
            SharedProgram(
                command, in: place, tell: { remark(Remark("runner: \($0)")) }, number: { RunnerReply.number(of: $0) })
        }
    }

    /// Makes one run; a plan's last slot is ignored, because the system runs on as it does.
    ///
    /// Throws `RunnerFailure`, `ProgramNotStarted`, `BudgetError`, what the evaluator throws, and `CancellationError`.
    func run(_ plan: RunPlan, as team: Team) async throws -> Trace {
        let run = try await counted(keeping: plan.prefix.count) { try await make(plan, team) }
        guard plan.last == nil, let evaluator else { return run }
        // Judging may cost a call of its own, so the run's is settled before.
        var judged = run
        judged.outcome = try await evaluator.outcome(
            of: FinishedRun(
                problem: plan.problem, agents: run.agents, messages: run.messages,
                aggregator: team.aggregation?.aggregator))
        return judged
    }

    private func counted(keeping kept: Int, _ make: () async throws -> Trace) async throws -> Trace {
        guard let budget else { return try await make() }
        return try await budget.countingRun(
            of: command.first ?? "", cost: { Self.cost(of: $0.messages.dropFirst(kept)) },
            unless: { $0 is ProgramNotStarted }, make)
    }

    /// The US dollars that new messages say they cost; `nil` when there are none, or one does not say.
    private static func cost(of messages: some Collection<Message>) -> Double? {
        messages.isEmpty ? nil : KnownSum.ofAll(messages.map(\.cost))
    }

    private func make(_ plan: RunPlan, _ team: Team) async throws -> Trace {
        let (process, request) = await pool.borrow()
        do {
            let run = try await ask(process, plan, team, request)
            await pool.give(back: process)
            return run
        } catch {
            await pool.give(back: process)
            throw error
        }
    }

    /// Ends all processes.
    func end() async { await pool.end() }

    private func ask(_ process: SharedProgram, _ plan: RunPlan, _ team: Team, _ request: Int) async throws -> Trace {
        let line = RunnerRequest.line(plan, as: team, id: request)
        do {
            switch try RunnerReply(await process.ask(line, id: request, within: .seconds(seconds)), to: request) {
            case .refused(let reason): throw RunnerFailure.refused(reason)
            case .run(let run): return try plan.adopt(run, of: team)
            }
        } catch let failure as ProgramFailure {
            if failure.isOfStarting { throw ProgramNotStarted(failure, of: command, key: "runner.command") }
            throw RunnerFailure.silent(failure.description)
        } catch let fault as RunnerReply.Fault {
            throw RunnerFailure.notUnderstood(fault.description)
        } catch let departure as RunDeparture {
            throw RunnerFailure.departed(departure.description)
        }
    }
}

/// Why the user's own system made no run.
package enum RunnerFailure: Error, Equatable, CustomStringConvertible {
    /// It died, hung or wrote too much.
    case silent(String)
    /// It wrote something that is no reply to this request.
    case notUnderstood(String)
    /// It says itself that it cannot.
    case refused(String)
    /// Its run is not the one that was asked for.
    case departed(String)

    /// One clause.
    package var description: String {
        switch self {
        case .silent(let reason): "runner: \(reason)"
        case .notUnderstood(let reason): "runner: \(reason); see the reply format of runners"
        case .refused(let reason): "runner: it says \(reason)"
        case .departed(let reason): "runner: \(reason)"
        }
    }
}
