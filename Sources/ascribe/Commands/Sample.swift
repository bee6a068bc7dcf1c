import ArgumentParser
import CreditEngine
import Foundation
import PlantedFaults
import TraceFiles

/// `ascribe sample`: runs a team on problems and records traces.
struct Sample: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a team on problems and record the traces, one run a line.",
        discussion: """
            Example: ascribe sample --team simulated/root-echo --count 20 --out runs.jsonl
            Runs are written in problem order as they finish. Started again, it goes on where it stopped.
            """)

    @Option(help: ArgumentHelp("An embedded simulated team.", valueName: "simulated/SUITE"))
    var team: String

    @Option(help: "Runs to make.")
    var count = 20

    @Option(help: "The first problem's number; later ones follow it.")
    var seed: UInt64 = 1

    @Option(help: "The file to write; runs that are in it already are not made again.")
    var out: String

    @Option(help: "Runs under way at once; records do not depend on it.")
    var jobs = 8

    @Flag(help: "Start over, replacing the file.")
    var fresh = false

    func validate() throws {
        if count < 1 { throw ValidationError("--count \(count): at least one run has to be made.") }
        if jobs < 1 { throw ValidationError("--jobs \(jobs): at least one run has to be under way.") }
        guard team.hasPrefix("simulated/"), Suite.named(String(team.dropFirst(10))) != nil else {
            let known = Suite.all.map { "simulated/" + $0.name }.joined(separator: ", ")
            throw ValidationError("--team \(team): there are \(known).")
        }
    }

    func run() async throws {
        guard let suite = Suite.named(String(team.dropFirst(10))) else { return }
        let recording = try RunRecording(path: out, fresh: fresh)
        let team = suite.planting().team
        var solved = 0
        var made = 0
        let wanted = (0..<UInt64(count)).map { seed &+ $0 }.filter { !recording.holds("run-\($0)") }
        try await OrderedRuns.forEach(wanted, width: jobs) { number in
            let plan = RunPlan(
                id: "run-\(number)", problem: suite.problem(number), seeding: Seeding(replay: number))
            return try await suite.runner(team).run(plan)
        } consume: { number, trace in
            var trace = trace
            trace.seed = number
            try recording.append(trace)
            made += 1
            solved += trace.outcome?.success == true ? 1 : 0
        }
        Console.complain(
            "\(Counted.of(made, "run")) recorded in \(out), \(solved) solved, \(count - made) there already · "
                + "\(self.team), simulated")
    }
}
