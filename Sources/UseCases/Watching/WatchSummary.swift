package import CreditEngine

/// What a stream of runs comes to: of all its runs how many succeeded, and of the latest what they took and who is blamed.
package struct WatchSummary: Sendable, Codable {
    /// The runs of one team with one set of prompts.
    package struct Group: Sendable, Codable {
        /// Finished runs.
        package var runs = 0
        /// Those with an outcome, and those of them that succeeded.
        package var ended = 0, successes = 0
        /// Milliseconds of the latest runs.
        package var latency = LatestValues()
        /// Tokens read and written, and US dollars, of the runs that record them.
        package var inputTokens = 0.0, outputTokens = 0.0, dollars = 0.0
        /// Runs that record what they cost.
        package var priced = 0
        /// US dollars of those; `nil` when there are none, or the sum is no finite number.
        package var cost: Double? { priced > 0 && dollars.isFinite ? dollars : nil }

        /// The success rate, with an interval that may be looked at any time.
        package var success: AnytimeRate { AnytimeRate(runs: ended, successes: successes) }
    }

    /// What one agent did, over all runs.
    package struct Share: Sendable, Codable {
        package var messages = 0
        package var inputTokens = 0.0, outputTokens = 0.0
        package var latency = LatestValues()
        /// Failures that are blamed on it, shared out among the agents of a run.
        package var blame: Double { blamed.value }
        var blamed = CompensatedSum()
    }

    /// Which runs are counted together.
    package struct Key: Sendable, Hashable, Comparable, Codable {
        package var team: String
        package var version: String

        package static func < (a: Key, b: Key) -> Bool { (a.team, a.version) < (b.team, b.version) }
    }

    package private(set) var groups: [Key: Group] = [:]
    package private(set) var agents: [String: Share] = [:]
    /// Finished runs, those that could not be read, and failed ones.
    package private(set) var runs = 0, unreadable = 0, failures = 0
    /// Failed runs whose failure is blamed on somebody.
    package private(set) var blamed = 0
    /// Who is blamed in which phase, lately and in the baseline.
    package private(set) var blame = BlameWindow()
    /// When the latest runs were finished.
    private var times: [ContinuousClock.Instant] = []
    /// Items of the queue that nobody has labelled.
    package var queued = 0
    /// Alarms that were raised.
    package var alarms = 0

    /// All but the time of the latest runs, which belongs to one start of the program.
    private enum CodingKeys: String, CodingKey {
        case groups, agents, runs, unreadable, failures, blamed, blame, queued, alarms
    }

    package init() {}

    /// Nothing yet, to be held against the runs of a baseline.
    init(_ baseline: WatchBaseline?) { blame = baseline?.blame ?? blame }

    /// Counts a run.
    ///
    /// - Parameters:
    ///   - earlier: what was counted of the same run before more of it came.
    ///   - now: when it was finished; `nil` for one of an earlier start.
    package mutating func add(_ facts: RunFacts, inPlaceOf earlier: RunFacts? = nil, at now: ContinuousClock.Instant?) {
        if let now, earlier == nil { times.append(now) }
        blame.add(facts, inPlaceOf: earlier)
        if let earlier { count(earlier, -1) }
        count(facts, 1)
        let key = Self.key(of: facts)
        if let milliseconds = facts.milliseconds { groups[key]?.latency.add(milliseconds) }
        for part in facts.parts {
            if let milliseconds = part.milliseconds { agents[part.agent]?.latency.add(milliseconds) }
        }
    }

    private static func key(of facts: RunFacts) -> Key {
        Key(team: facts.team ?? WatchBaseline.unnamed, version: facts.version ?? "unknown")
    }

    private mutating func count(_ facts: RunFacts, _ sign: Int) {
        runs += sign
        guard facts.unreadable == nil else {
            unreadable += sign
            return
        }
        let weight = Double(sign)
        var group = groups[Self.key(of: facts)] ?? Group()
        group.runs += sign
        if facts.success != nil { group.ended += sign }
        if facts.success == true { group.successes += sign }
        group.inputTokens += weight * Double(facts.inputTokens ?? 0)
        group.outputTokens += weight * Double(facts.outputTokens ?? 0)
        if let cost = facts.cost {
            (group.dollars, group.priced) = (group.dollars + weight * cost, group.priced + sign)
        }
        groups[Self.key(of: facts)] = group
        if facts.success == false { failures += sign }
        if facts.parts.contains(where: { $0.blame != nil }) { blamed += sign }
        for part in facts.parts {
            var share = agents[part.agent] ?? Share()
            share.messages += sign * part.messages
            share.inputTokens += weight * Double(part.inputTokens ?? 0)
            share.outputTokens += weight * Double(part.outputTokens ?? 0)
            share.blamed.add(weight * (part.blame ?? 0))
            agents[part.agent] = share
        }
    }

    /// Runs that were finished in the last minute.
    package mutating func perMinute(_ now: ContinuousClock.Instant) -> Int {
        times.removeFirst(times.firstIndex { now - $0 < .seconds(60) } ?? times.count)
        return times.count
    }
}

/// The latest values of a stream, for its quantiles.
package struct LatestValues: Sendable, Codable {
    private var values: [Double] = []
    private var next = 0

    /// Values that are kept.
    package static let kept = 1_000

    package mutating func add(_ value: Double) {
        guard value.isFinite, value >= 0 else { return }
        if values.count < Self.kept { return values.append(value) }
        values[next] = value
        next = (next + 1) % Self.kept
    }

    /// The smallest value that at least a share of the values do not exceed; `nil` without values.
    package func quantile(_ share: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        let rank = Int((share * Double(values.count)).rounded(.up))
        return values.sorted()[min(max(rank, 1), values.count) - 1]
    }
}
