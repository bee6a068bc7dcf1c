package import CreditEngine
import LanguageModels
import SystemPackage
package import TraceFiles

/// Judges or measures the labelled runs of a catalogue one after another, and holds each against its label.
///
/// A label is asked for only whether it is there until the run's ranking is made; then it is read. What cannot be judged
/// or measured is counted apart with its reason.
package struct PaidEvaluation: Sendable {
    /// Where suspicion comes from.
    package enum Way: Sendable {
        /// A judge's scores; the model of the team that judges, and what a message's own score counts.
        case judged(critic: String?, weight: Double)
        /// A measurement of each failed run.
        case measured(MeasureSettings)

        /// The source of the figures.
        package var source: CreditSource { if case .judged = self { .judged } else { .measured } }
    }

    package let way: Way
    package let catalogue: Catalogue
    package let form: LabelForm
    /// Makes a team runtime for each run; all share one budget.
    package let teams: TeamSource
    /// Calls of a judge under way at once; results do not depend on it.
    package let width: Int
    /// Gets why runs cannot be read.
    package let remark: RemarkHandler

    /// Makes one.
    package init(
        way: Way, catalogue: Catalogue, form: LabelForm, teams: TeamSource, width: Int, remark: @escaping RemarkHandler
    ) {
        self.way = way
        self.catalogue = catalogue
        self.form = form
        self.teams = teams
        self.width = width
        self.remark = remark
    }

    /// What came of one run before its label is read.
    private enum Finding {
        case suspects(Suspicion, EvaluationReport.Cost)
        case apart(reason: String, isFailure: Bool)
    }

    /// Goes through all runs.
    ///
    /// Throws what ends all work (a spent budget, an interruption, a store or a team file that cannot be used); what was
    /// finished until then is kept by the teams' records.
    package func run(
        _ permit: Permit, _ progress: (_ done: Int, _ of: Int) -> Void
    ) async throws -> EvaluationReport {
        var report = EvaluationReport(source: way.source)
        let labelled = try labelledRuns(&report)
        var done = 0
        var job: (name: String, runtime: TeamRuntime)?
        do {
            let reader = try catalogue.makeReader()
            for run in labelled {
                try Task.checkCancellation()
                progress(done, labelled.count)
                guard let trace = read(run, reader, &report) else { continue }
                let finding: Finding
                do {
                    let runtime = try teams.runtime(for: trace)
                    if job == nil { job = try await (begin(runtime), runtime) }
                    finding = try await find(trace, runtime, permit)
                } catch {
                    finding = try apart(error)
                }
                try add(finding, of: run, trace, reader, to: &report)
                done += 1
            }
        } catch {
            remark(Remark("\(done) of \(Numeral.count(labelled.count, "labelled run")) \(way.source.rawValue)"))
            throw error
        }
        if let job { try await job.runtime.finish(job: job.name) }
        report.budget = teams.services?.budget
        return report
    }

    /// The runs with a label that names something in them; nothing of what it says leaves here.
    private func labelledRuns(_ report: inout EvaluationReport) throws -> [Int] {
        enum Label: Sendable { case none, strange, sound }
        let form = form
        var found: [Int] = []
        try RunStream.forEach(catalogue) { reader, run -> Label in
            let trace = try reader.trace(run)
            guard let label = try reader.label(run, form: form) else { return .none }
            return Truth(label, in: trace) == nil ? .strange : .sound
        } consume: { run, result in
            switch result {
            case .success(.sound): found.append(run)
            case .success(.none): report.addUnlabelled()
            case .success(.strange): report.addMislabelled()
            case .failure(let error):
                report.addUnreadable()
                remark(Remark("\(error)", .error))
            }
        }
        return found
    }

    private func read(_ run: Int, _ reader: TraceReader, _ report: inout EvaluationReport) -> Trace? {
        do {
            return try reader.trace(run)
        } catch {
            report.addUnreadable()
            remark(Remark("\(error)", .error))
            return nil
        }
    }

    /// Lets the budget go on from what the same evaluation spent before.
    private func begin(_ runtime: TeamRuntime) async throws -> String {
        var parts: [CanonicalJSON] = catalogue.paths.map { .string($0) }
        switch way {
        case .judged(let critic, let weight): parts += [.string(critic ?? ""), .number(weight)]
        case .measured(let settings):
            parts += [
                .string(settings.method.rawValue), .integer(settings.budget), .string(String(settings.firstSeed)),
            ]
        }
        let job = try JobName.of("eval-\(way.source.rawValue)", runtime, ["asked": .array(parts)])
        try await runtime.limit(to: job)
        return job
    }

    private func find(_ trace: Trace, _ runtime: TeamRuntime, _ permit: Permit) async throws -> Finding {
        switch way {
        case .judged(let critic, let weight):
            let credit = try await runtime.judgedCredit(
                of: trace, critic: critic, weight: weight, width: width, permit)
            guard !credit.candidates.isEmpty else {
                let reasons = credit.cells.compactMap { cell -> String? in
                    if case .unscored(let reason) = cell.combined(weight: weight) { reason } else { nil }
                }
                return .apart(reason: reasons.first ?? "no model speaks in the run", isFailure: !reasons.isEmpty)
            }
            let isPartial = credit.candidates.count < credit.cells.count
            return .suspects(
                Suspicion(trace, credit),
                .init(count: credit.calls, isSimulated: credit.isSimulated, isPartial: isPartial))
        case .measured(let settings):
            let report = try await runtime.measure(trace, settings, permit)
            // Judging the recorded run again is the first replay; alone it says nothing.
            guard report.counts.made > report.counts.silent else {
                let budget = Numeral.count(settings.budget, "replay")
                let reason = "a budget of \(budget) is too small to begin with; raise --budget"
                return .apart(reason: reason, isFailure: false)
            }
            guard !report.counts.allFailed else {
                return .apart(reason: "no replay came to an outcome", isFailure: true)
            }
            return .suspects(
                Suspicion(trace, report),
                .init(
                    count: report.counts.made, isSimulated: runtime.isSimulated, isPartial: report.ranking.isEmpty))
        }
    }

    /// A failure of one run, counted apart; what ends all work is thrown on.
    private func apart(_ error: any Error) throws -> Finding {
        switch error {
        case is CancellationError, is TeamFileError, TeamError.noModel: throw error
        // One reason for all that a team file would cure, whatever the single run lacks.
        case ReplayError.noTeam, ReplayError.noProtocol, ReplayError.noModel:
            return .apart(reason: "\(ReplayError.noModel(nil))", isFailure: true)
        // Not a failure of anything: such a run has nothing to measure.
        case let error as MeasureError: return .apart(reason: "\(error)", isFailure: false)
        default:
            if error.endsAllWork { throw error }
            return .apart(reason: "\(error)", isFailure: true)
        }
    }

    /// Reads the run's label, now that its ranking is made, and adds how they compare.
    private func add(
        _ finding: Finding, of run: Int, _ trace: Trace, _ reader: TraceReader, to report: inout EvaluationReport
    ) throws {
        switch finding {
        case .apart(let reason, let isFailure): report.addApart(reason, isFailure: isFailure)
        case .suspects(let suspicion, let cost):
            guard let label = try reader.label(run, form: form), let truth = Truth(label, in: trace) else {
                return report.addMislabelled()
            }
            report.add(
                .init(
                    group: catalogue.group(of: run), rankings: Ranker.rankings(trace, suspicion, truth), cost: cost))
        }
    }
}

extension Catalogue {
    /// The name of the folder that a run's file lies in.
    package func group(of run: Int) -> String {
        guard let entry = entry(run) else { return "" }
        return FilePath(paths[entry.file]).removingLastComponent().lastComponent?.string ?? ""
    }
}
