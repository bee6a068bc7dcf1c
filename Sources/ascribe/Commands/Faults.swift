import ArgumentParser
import CreditEngine
import Foundation
import PlantedFaults
import TraceFiles

/// `ascribe faults`: plants faults in simulated teams and sees whether they are found.
struct Faults: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plant faults in simulated teams and see how often the estimate finds them.",
        discussion: """
            Example: ascribe faults --suite root-echo --seeds 200
            Every word of these runs is written by the embedded simulated model. What really cost a run its outcome is \
            found by running it again without single errors; the engine never sees it.
            """)

    @Option(help: "One suite only (default: all).")
    var suite: String?

    @Option(help: "Runs of each suite.")
    var seeds = 200

    @OptionGroup var scoring: ScoringArguments

    @Flag(help: "One JSON object a suite.")
    var json = false

    @Option(help: "Write the sample runs to this folder instead.")
    var samples: String?

    func validate() throws {
        if seeds < 1 { throw ValidationError("--seeds \(seeds): at least one run is needed.") }
        guard let suite, Suite.named(suite) == nil else { return }
        throw ValidationError("--suite \(suite): there are \(Suite.all.map(\.name).joined(separator: ", ")).")
    }

    func run() async throws {
        if let samples {
            for name in try await SampleFolder.write(to: samples) { try Console.say("\(samples)/\(name)") }
            return
        }
        if !json { try Console.say(Self.head) }
        for suite in Suite.all where self.suite == nil || self.suite == suite.name {
            let trial = try await EstimateTrial.run(suite, seeds: seeds, settings: scoring.settings)
            if json {
                try Console.write(Self.record(suite, trial))
            } else {
                try Console.say(Self.row(suite, trial))
            }
        }
    }

    private static let head = columns([
        "suite", "runs", "failed", "cause", "first suspect", "in first three", "root above echo", "none stands out",
    ])

    private static func row(_ suite: Suite, _ trial: EstimateTrial) -> String {
        columns([
            suite.name, String(trial.runs), String(trial.failed), String(trial.caused),
            rate(trial.first, trial.caused), rate(trial.firstThree, trial.caused), rate(trial.rootFirst, trial.echoed),
            rate(trial.none, trial.failed),
        ])
    }

    private static func columns(_ cells: [String]) -> String {
        let widths = [18, 6, 8, 7, 22, 22, 22, 22]
        return zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined()
    }

    private static func rate(_ hits: Int, _ count: Int) -> String {
        guard count > 0 else { return "—" }
        let interval = WilsonInterval(hits, of: count)
        return "\(Decimal.text(Double(hits) / Double(count), 2)) "
            + "[\(Decimal.text(interval.low, 2)), \(Decimal.text(interval.high, 2))]"
    }

    private static func record(_ suite: Suite, _ trial: EstimateTrial) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("suite", suite.name)
            text.field("source", CreditSource.estimated.rawValue)
            text.field("simulated", true)
            text.field("runs", trial.runs)
            text.field("failed", trial.failed)
            text.field("caused", trial.caused)
            text.field("first_suspect", trial.first)
            text.field("in_first_three", trial.firstThree)
            text.field("echoed", trial.echoed)
            text.field("root_above_echo", trial.rootFirst)
            text.field("none_stands_out", trial.none)
        }
        text.endLine()
        return text.bytes
    }
}
