import CreditEngine
import Foundation

/// Watches the runs of one team against its baseline.
///
/// What it says depends on the runs and their order alone, so that a stream that is read again from the store says the
/// same. Source: the detectors of `CreditEngine`.
struct DriftMonitor: Sendable {
    private let team: String
    private let baseline: WatchBaseline.Team
    private var success: SuccessDetector
    private var modes: ModeDetector
    private var tasks: TaskMix
    /// The first run with other tasks.
    private var tasksSince: String?
    /// Runs with an outcome, the latest last; those behind the detector's memory are dropped.
    private var recent: [EndedRun] = []
    private var dropped = 0
    /// Kinds of failure that an alarm has named.
    private var named: Set<ModeDetector.Cell> = []
    /// The last loss of success: the run it began with, the run of its last alarm, and its alarms.
    private var ongoing: Loss?

    /// A loss of success that goes on.
    fileprivate struct Loss: Sendable, Codable {
        var onset: Int, last: Int, times: Int
    }

    /// Runs as good as before that tell two losses apart.
    private static let recovery = 50

    /// Runs that are kept to find what changed.
    private static let memory = 20_000
    /// Agents and kinds of failure that an alarm names.
    private static let namedAtMost = 3

    /// What was seen so far, apart from the baseline.
    struct Memory: Sendable, Codable {
        fileprivate var success: SuccessDetector.Memory
        fileprivate var modes: ModeDetector.Memory
        fileprivate var tasks: TaskMix.Memory
        fileprivate var tasksSince: String?
        fileprivate var recent: EndedRunColumns
        fileprivate var dropped: Int
        fileprivate var named: Set<ModeDetector.Cell>
        fileprivate var ongoing: Loss?
    }

    /// What was seen so far; a monitor against the same baseline goes on from it.
    var memory: Memory {
        Memory(
            success: success.memory, modes: modes.memory, tasks: tasks.memory, tasksSince: tasksSince,
            recent: EndedRunColumns(recent), dropped: dropped, named: named, ongoing: ongoing)
    }

    /// The number of runs that it holds.
    var held: Int { recent.count }

    /// Throws `MonitoringError` when the baseline says too little.
    ///
    /// - Parameter memory: what was seen already; columns that do not fit together throw `DecodingError`.
    init(_ team: String, _ baseline: WatchBaseline.Team, memory: Memory? = nil) throws {
        (self.team, self.baseline) = (team, baseline)
        success = try SuccessDetector(
            Baseline(runs: baseline.runs, successes: baseline.successes), memory: memory?.success)
        modes = try ModeDetector(
            baseline: baseline.failures, runs: baseline.runs, memory: memory?.modes ?? ModeDetector.Memory())
        tasks = TaskMix(baseline.tasks, memory: memory?.tasks)
        guard let memory else { return }
        recent = try memory.recent.runs
        (tasksSince, dropped, named, ongoing) = (memory.tasksSince, memory.dropped, memory.named, memory.ongoing)
    }

    /// Takes the next run and answers the alarms that it raises; a run without an outcome raises none.
    mutating func add(_ facts: RunFacts) -> [DriftAlarm] {
        guard let run = EndedRun(facts) else { return [] }
        recent.append(run)
        if recent.count > 2 * Self.memory {
            recent.removeFirst(Self.memory)
            dropped += Self.memory
        }
        var alarms = changes(of: facts)
        let isNew = modes.add(facts.failure)
        if isNew, let failure = facts.failure, named.insert(failure).inserted {
            var alarm = alarm(.newMode, since: dropped + recent.count, facts)
            alarm.modes = [mode(failure, 1)]
            alarm.unseen = modes.unseenBound
            alarms.append(alarm)
        }
        if let loss = success.add(success: run.success), let onset = onset(of: loss) {
            alarms.append(alarm(.success, since: onset, facts))
        }
        guard facts.failure != nil else { return alarms }
        let risen = modes.rises().filter { !named.contains($0.cell) }
        named.formUnion(risen.map(\.cell))
        if let first = risen.first {
            let onset = onset(of: first.cell)
            var alarm = alarm(.mode, since: onset, facts)
            let since = recent[max(0, onset - 1 - dropped)...]
            alarm.modes = risen.prefix(Self.namedAtMost).map { rise in
                mode(rise.cell, since.count { $0.failure == rise.cell })
            }
            alarms.append(alarm)
        }
        return alarms
    }

    /// What has changed about the tasks.
    private mutating func changes(of facts: RunFacts) -> [DriftAlarm] {
        guard let task = TaskMix.Task(facts), let first = tasks.add(task).first else { return [] }
        var alarm = alarm(.tasks, since: max(dropped + 1, dropped + recent.count - first.length + 1), facts)
        alarm.agents = []
        alarm.modes = [
            DriftAlarm.Mode(agent: first.cell.agent, mode: first.cell.mode, now: first.now, before: first.before)
        ]
        (alarm.tasks, alarm.tasksBefore) = (first.runs, first.runsBefore)
        tasksSince = tasksSince ?? alarm.onset
        return [alarm]
    }

    /// The run from which on a loss is to be told; `nil` for one that goes on and was told often enough.
    ///
    /// The detector starts anew after an alarm, so a loss that goes on alarms again and again: it is told at the first,
    /// second, fourth, eighth … time, from its first onset on.
    private mutating func onset(of loss: SuccessDetector.Alarm) -> Int? {
        let isSame = ongoing.map { !hasRecovered(between: $0.last, and: loss.onset) } ?? false
        let times = isSame ? (ongoing?.times ?? 0) + 1 : 1
        let onset = isSame ? ongoing?.onset ?? loss.onset : loss.onset
        ongoing = Loss(onset: onset, last: loss.run, times: times)
        return times & (times - 1) == 0 ? onset : nil
    }

    /// Whether the runs behind one and before another, both counted from 1, are as good as before.
    private func hasRecovered(between last: Int, and onset: Int) -> Bool {
        let between = recent[max(0, last - dropped)..<max(last - dropped, onset - 1 - dropped, 0)]
        let solved = between.count { $0.success }
        return between.count >= Self.recovery && Double(solved) >= success.lowerBound * Double(between.count)
    }

    /// The run, from 1, from which on a kind of failure is most likely more frequent than in the baseline: the largest
    /// likelihood ratio over all onsets and some rates above the upper bound of the baseline's rate.
    private func onset(of cell: ModeDetector.Cell) -> Int {
        let bound = min(max(WilsonInterval(baseline.failures[cell, default: 0], of: baseline.runs).high, 1e-6), 0.999)
        var (best, start) = (-Double.infinity, recent.count - 1)
        for share in Self.shares {
            let rate = bound + (1 - bound) * share
            let (gain, loss) = (log(rate / bound), log((1 - rate) / (1 - bound)))
            var ratio = 0.0
            for index in recent.indices.reversed() {
                ratio += recent[index].failure == cell ? gain : loss
                if ratio > best { (best, start) = (ratio, index) }
            }
        }
        return dropped + start + 1
    }

    /// Rates that a kind of failure may have risen to, as shares of the way from the bound to 1.
    private static let shares = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9]

    private func mode(_ cell: ModeDetector.Cell, _ count: Int) -> DriftAlarm.Mode {
        DriftAlarm.Mode(agent: cell.agent, mode: cell.mode, now: count, before: baseline.failures[cell, default: 0])
    }

    /// An alarm with what has changed since a run, counted from 1.
    private func alarm(_ kind: DriftAlarm.Kind, since number: Int, _ facts: RunFacts) -> DriftAlarm {
        let since = recent[max(0, number - 1 - dropped)...]
        var counted = WatchBaseline.Team()
        for run in since { counted.add(run) }
        let interval = WilsonInterval(counted.successes, of: counted.runs)
        return DriftAlarm(
            kind: kind, team: team, run: facts.id, onset: since.first?.id, onsetNumber: number, runs: counted.runs,
            rate: Double(counted.successes) / Double(max(1, counted.runs)), low: interval.low, high: interval.high,
            baselineRuns: baseline.runs, baselineRate: Double(baseline.successes) / Double(baseline.runs),
            agents: agents(counted), modes: modes(counted), tasksSince: kind == .tasks ? nil : tasksSince)
    }

    private func agents(_ counted: WatchBaseline.Team) -> [DriftAlarm.Share] {
        counted.blame.map { agent, blame in
            DriftAlarm.Share(
                agent: agent, now: blame / Double(max(1, counted.runs)),
                before: baseline.blame[agent, default: 0] / Double(baseline.runs))
        }.filter { $0.now > $0.before }
            .sorted { ($1.now - $1.before, $0.agent) < ($0.now - $0.before, $1.agent) }
            .prefix(Self.namedAtMost).map { $0 }
    }

    private func modes(_ counted: WatchBaseline.Team) -> [DriftAlarm.Mode] {
        let (now, before) = (Double(max(1, counted.runs)), Double(baseline.runs))
        let grown = counted.failures.map { cell, count in
            (
                mode: mode(cell, count),
                growth: Double(count) / now - Double(baseline.failures[cell, default: 0]) / before
            )
        }
        return grown.filter { $0.growth > 0 }
            .sorted { ($1.growth, $0.mode.agent, $0.mode.mode) < ($0.growth, $1.mode.agent, $1.mode.mode) }
            .prefix(Self.namedAtMost).map(\.mode)
    }

    /// The problems of the runs since a run, counted from 1, each once, those of failed runs first.
    func problems(since number: Int) -> [EndedRun.Task] {
        let since = recent[max(0, number - 1 - dropped)...]
        var seen: Set<String> = []
        return (since.filter { !$0.success } + since.filter(\.success)).map(\.task).filter { task in
            guard let input = task.input else { return false }
            return seen.insert(input).inserted
        }
    }
}
