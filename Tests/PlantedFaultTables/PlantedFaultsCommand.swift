public import ArgumentParser
public import CreditEngine
import Foundation
import PlantedFaults

/// `planted-faults`: plants faults in simulated teams and sees whether they are found.
@main
struct PlantedFaultsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "planted-faults",
        abstract: "Plant faults in simulated teams and see how often they are found and repaired.",
        discussion: """
            Example: planted-faults --suite root-echo --table measured --seeds 20
            Every word of these runs is written by the embedded simulated model. What really cost a run its outcome is \
            found by running it again without single errors; the engine never sees it, nor what an edit really does.
            """)

    @Option(help: "One suite only (default: all).")
    var suite: String?

    @Option(help: "One table only: \(FaultsTable.allCases.map(\.rawValue).joined(separator: ", ")) (default: all).")
    var table: FaultsTable?

    @Option(
        help: """
            Runs of each suite (default: \(FaultsPlan.usualSeeds)); in the measured table failed runs whose cause is known, in \
            the repair table repairs of each kind (default: \(FaultsPlan.usualRepairs)), for the gate table a hundredth \
            of its edits.
            """)
    var seeds: Int?

    @Option(
        help: """
            The most replays of one measurement (default: \(FaultsPlan.usualReplays)), or rollouts of one repair (default: \
            \(FaultsPlan.usualRollouts)).
            """)
    var budget: Int?

    @Option(help: "One strategy of the repair table only (default: all).")
    var strategy: DescentSettings.Method?

    @Option(help: "The number of the first repair; those behind it have numbers that follow.")
    var from: UInt64 = 1

    @Option(help: "How far seeds fix what is said in the repair table, from 0 to 1 (default: 1 and 0 side by side).")
    var coupling: Double?

    @Option(
        help: """
            What the teams speak: \(Language.allCases.map(\.rawValue).joined(separator: ", ")). plainspoken is English \
            without the phrases and equations that the estimate knows; dutch has none of its phrases.
            """)
    var language: Language = .english

    @Option(help: "Runs under way at once; no figure depends on it.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "The temporal metric of the estimated table: stall, article, kl or js.")
    var temporal: TemporalMetric = CreditSettings().metric

    @Flag(help: "One JSON object a row.")
    var json = false

    @Option(help: "Write the sample runs to this folder instead.")
    var samples: String?

    @Option(
        help: """
            Write failed runs of the suites with label records, for 'ascribe eval --labels native', to this file (- for \
            standard output) instead; --seeds of each suite (default: \(FaultsPlan.usualRepairs)).
            """)
    var labelled: String?

    func validate() throws {
        if let seeds, seeds < 1 { throw ValidationError("--seeds \(seeds): at least one run is needed.") }
        if let budget, budget < 1 { throw ValidationError("--budget \(budget): at least one replay is needed.") }
        if let coupling, !(0...1).contains(coupling) { throw ValidationError("--coupling \(coupling): from 0 to 1.") }
        if jobs < 1 { throw ValidationError("--jobs \(jobs): at least one run has to be under way.") }
        guard let suite, Suite.named(suite) == nil else { return }
        throw ValidationError(
            "--suite \(suite): there are \((Suite.all + [.crowd]).map(\.name).joined(separator: ", ")).")
    }

    func run() async throws {
        if let samples {
            for name in try await SampleFolder.write(to: samples) { try Console.say("\(samples)/\(name)") }
            return
        }
        if let labelled {
            let suites = Suite.all.filter { suite == nil || suite == $0.name }
            let count = seeds ?? FaultsPlan.usualRepairs
            return try await LabelledRuns.write(suites, language, count: count, jobs: jobs, to: labelled)
        }
        let plan = FaultsPlan(
            suites: (Suite.all + [.crowd]).filter { suite == nil || suite == $0.name }, asked: seeds, budget: budget,
            strategy: strategy, coupling: coupling, language: language, from: from,
            settings: CreditSettings(metric: temporal), jobs: jobs, json: json)
        // The gate's table is about no suite.
        let tables = FaultsTable.allCases.filter { table == $0 || (table == nil && (suite == nil || $0 != .gate)) }
        for (place, table) in tables.enumerated() {
            if place > 0, !json { try Console.say("") }
            switch table {
            case .estimated: try await EstimatedTable(plan: plan).run()
            case .measured: try await MeasuredTable(plan: plan).run()
            case .repair: try await RepairTable(plan: plan).run()
            case .gate: try await GateTable(plan: plan).run()
            }
        }
    }
}

extension TemporalMetric: ExpressibleByArgument {}

extension DescentSettings.Method: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {}
