import CreditEngine
import Testing

@testable import UseCases

/// Streams of runs against a baseline of 120, of which 84 succeeded.
struct DriftMonitorTests {
    private static func facts(_ number: Int, _ success: Bool?, agent: String = "a", mode: String = "untraced figure")
        -> RunFacts
    {
        var facts = RunFacts(unreadable: "run-\(number)", reason: "")
        facts.unreadable = nil
        facts.success = success
        facts.input = "question \(number % 90)"
        facts.reference = success == false ? "missed" : "met"
        facts.parts = ["a", "b"].map {
            RunFacts.Part(agent: $0, messages: 1, blame: success == false ? ($0 == agent ? 1 : 0) : nil)
        }
        if success == false {
            facts.suspect = RunFacts.Suspect(agent: agent, turn: 1, why: "")
            facts.mode = mode
        }
        return facts
    }

    private static let baseline: WatchBaseline.Team = {
        var team = WatchBaseline.Team()
        for number in 0..<120 { team.add(facts(number, number % 10 < 7, agent: number % 2 == 0 ? "a" : "b")) }
        return team
    }()

    private static func success(_ number: Int, rate: Double, seed: UInt64) -> Bool {
        KeyedRandom(seed: seed).unit("success", number) < rate
    }

    @Test func aLossIsToldOnceWithOnsetAgentModeAndProblems() throws {
        var monitor = try DriftMonitor("team", Self.baseline)
        var alarms: [DriftAlarm] = []
        for number in 0..<400 {
            let isWorse = number >= 200
            let success = Self.success(number, rate: isWorse ? 0.3 : 0.7, seed: 5)
            alarms += monitor.add(
                Self.facts(
                    number, success, agent: isWorse ? "b" : "a", mode: isWorse ? "failed call" : "untraced figure"))
        }
        let loss = try #require(alarms.first { $0.kind == .success })
        #expect((180...230).contains(loss.onsetNumber ?? 0) && loss.agents.first?.agent == "b")
        #expect(loss.modes.first?.mode == "failed call" && loss.modes.first?.before == 0)
        let new = try #require(alarms.first { $0.kind == .newMode })
        #expect(new.modes.first?.agent == "b" && (new.unseen ?? 0) > 0)
        #expect(alarms.count { $0.kind == .newMode } == 1)
        let problems = monitor.problems(since: loss.onsetNumber ?? 1)
        #expect(problems.first?.reference == "missed" && Set(problems.compactMap(\.input)).count == problems.count)
    }

    @Test func aLossThatGoesOnIsToldEverMoreRarely() throws {
        var monitor = try DriftMonitor("team", Self.baseline)
        var losses: [DriftAlarm] = []
        for number in 0..<2_000 {
            let success = Self.success(number, rate: number < 100 ? 0.7 : 0.3, seed: 9)
            losses += monitor.add(Self.facts(number, success)).filter { $0.kind == .success }
        }
        // About one alarm in 30 runs would be told otherwise.
        #expect((3...8).contains(losses.count), "\(losses.count)")
        #expect(losses.allSatisfy { (80...130).contains($0.onsetNumber ?? 0) })
    }

    @Test func aKindOfFailureThatGrowsIsToldFromItsOnsetOn() throws {
        var monitor = try DriftMonitor("team", Self.baseline)
        var risen: DriftAlarm?
        for number in 0..<600 where risen == nil {
            // From 200 on all failures are of agent b.
            let success = Self.success(number, rate: number >= 200 ? 0.45 : 0.72, seed: 11)
            let agent = number >= 200 || number % 2 == 0 ? "b" : "a"
            risen = monitor.add(Self.facts(number, success, agent: agent)).first { $0.kind == .mode }
        }
        let alarm = try #require(risen)
        #expect(alarm.modes.first?.agent == "b" && (150...260).contains(alarm.onsetNumber ?? 0), "\(alarm)")
    }

    @Test func runsWithoutAnOutcomeSayNothing() throws {
        var monitor = try DriftMonitor("team", Self.baseline)
        #expect((0..<2_000).allSatisfy { monitor.add(Self.facts($0, nil)).isEmpty })
    }

    /// 20 streams of 1,000 runs as good as the baseline: an alarm for success is due once in 50,000 runs, so the chance of
    /// more than three in these 20,000 is below 0.1 %.
    @Test func streamsThatAreNoWorseAreLeftAlone() throws {
        var alarms = 0
        for seed in 0..<20 as Range<UInt64> {
            var monitor = try DriftMonitor("team", Self.baseline)
            for number in 0..<1_000 {
                let success = Self.success(number, rate: 0.7, seed: 100 + seed)
                alarms += monitor.add(Self.facts(number, success, agent: number % 2 == 0 ? "a" : "b"))
                    .count { [.success, .mode, .tasks].contains($0.kind) }
            }
        }
        #expect(alarms <= 3)
    }

    @Test func otherTasksAreToldApartFromALossAndNamedBesideOne() throws {
        var monitor = try DriftMonitor("team", Self.baseline)
        var alarms: [DriftAlarm] = []
        for number in 0..<400 {
            // From 200 on the questions are longer and in other words; from 300 on fewer are solved.
            let isSolved = Self.success(number, rate: number < 300 ? 0.72 : 0.2, seed: 21)
            var facts = Self.facts(number, isSolved, agent: number % 2 == 0 ? "a" : "b")
            if number >= 200 { facts.input = "quite another \(number) matter with many more words than any" }
            alarms += monitor.add(facts)
        }
        let tasks = alarms.filter { $0.kind == .tasks }
        #expect(!tasks.isEmpty && tasks.allSatisfy { (190...210).contains($0.onsetNumber ?? 0) }, "\(tasks)")
        #expect(Set(tasks.flatMap(\.modes).map(\.agent)).isSubset(of: ["length", "words", "identifiers"]))
        let loss = try #require(alarms.first { $0.kind == .success })
        #expect(loss.tasksSince == tasks.first?.onset && (loss.onsetNumber ?? 0) > 280)
        // Said of the tasks alone while success is as before.
        let before = alarms.filter { Int($0.run.dropFirst(4)).map { $0 < 300 } ?? false }
        #expect(!before.isEmpty && before.allSatisfy { $0.kind == .tasks })
    }

    @Test func aStreamOfOnlyFailuresAndABaselineOfThreeAreCases() throws {
        var monitor = try DriftMonitor("team", Self.baseline)
        let first = (0..<50).first { number in monitor.add(Self.facts(number, false)).contains { $0.kind == .success } }
        #expect(first != nil)
        var small = WatchBaseline.Team()
        for number in 0..<3 { small.add(Self.facts(number, true)) }
        #expect(throws: MonitoringError.tooFewRuns(have: 3, need: 30)) { try DriftMonitor("team", small) }
    }
}
