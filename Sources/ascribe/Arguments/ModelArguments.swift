import ArgumentParser
import CreditEngine
import CreditStore
import PlantedFaults
import Synchronization
import UseCases

/// The options of every command that runs models.
struct ModelArguments: ParsableArguments {
    @Option(
        name: .customLong("team"),
        help: ArgumentHelp(
            "A team file, a folder that holds a team.yaml, or an embedded simulated team; for a recorded run or a "
                + "proposal of a simulated team it may be left out.", valueName: "team.yaml|DIR|simulated/SUITE"),
        completion: Completions.teams)
    var givenTeam: String?

    @Option(
        help: "A problems file in the place of the team file's; embedded teams have their own.",
        completion: Completions.files)
    var problems: String?

    @Option(
        help: "The first seed; later ones follow it (default: 1 for new runs, 1000000 for measure, 2000000 for swaps).")
    var seed: UInt64?

    @Option(
        name: .customLong("jobs"),
        help: "Runs or replays at once; no result depends on it. (default: \(PersonalDefaults.current.jobs ?? 8))")
    var givenJobs: Int?

    @Option(help: "The most model calls this work may ever make, restarts included; simulated ones are not counted.")
    var maxCalls: Int?

    @Option(help: "The most US dollars this work may ever cost, restarts included.")
    var maxCost: Double?

    @Flag(help: "Start over: finished work is made, and paid, again.")
    var fresh = false

    @OptionGroup var place: StoreArguments

    func validate() throws {
        if let givenJobs, givenJobs < 1 {
            throw ValidationError("--jobs \(givenJobs): at least one has to be under way.")
        }
        if FreeDescriptors.jobs(1) == 0 {
            throw ValidationError("too few files may be open for any work; raise the limit (ulimit -n 64).")
        }
        if let maxCalls, maxCalls < 0 { throw ValidationError("--max-calls \(maxCalls): a count is 0 or more.") }
        if let maxCost, !(maxCost >= 0) { throw ValidationError("--max-cost \(maxCost): an amount is 0 or more.") }
        guard let team, team.hasPrefix(TeamSource.simulated) else { return }
        guard Suite.named(String(team.dropFirst(TeamSource.simulated.count))) == nil else { return }
        let known = Suite.all.map { TeamSource.simulated + $0.name }.joined(separator: ", ")
        throw ValidationError("--team \(team): there are \(known).")
    }

    /// The team as given, else the person's usual one.
    var team: String? { givenTeam ?? PersonalDefaults.current.team }
    /// Runs or replays under way at once: as many as are asked for and the open files at hand allow, which is said once.
    var jobs: Int {
        Self.bounded.withLock { bounded in
            let wanted = chosenJobs ?? FreeDescriptors.usualJobs
            let jobs = bounded ?? FreeDescriptors.jobs(wanted)
            if bounded == nil, jobs < wanted {
                Console.complain(
                    "\(jobs) of \(wanted) jobs at once, because few more files may be open; raise ulimit -n")
            }
            bounded = jobs
            return jobs
        }
    }

    private var chosenJobs: Int? { givenJobs ?? PersonalDefaults.current.jobs }
    private static let bounded = Mutex<Int?>(nil)

    /// The store's folder as given, else the person's usual one.
    var store: String? { place.store }
    /// The first seed of a measurement: away from those of recorded runs.
    var measureSeed: UInt64 { seed ?? ReplaySeeds.measurement }
    /// The first seed of a swap: away from those by which a measurement chose the message.
    var swapSeed: UInt64 { seed ?? ReplaySeeds.swap }

    /// Makes teams as the options say.
    ///
    /// Crews of one source share the store's lease; teams of two are refused each other's work.
    /// - Parameters:
    ///   - purpose: what for, told to whoever else wants to run jobs (`measure run-1`).
    ///   - access: what the person allows.
    func source(purpose: String = "ascribe", access: Access = .full) -> TeamSource {
        TeamSource(
            team: team, problems: problems, maxCalls: maxCalls, maxCost: maxCost, jobs: jobs,
            followsWeight: chosenJobs == nil, seed: seed,
            session: StoreSession(folder: store, purpose: purpose, isFresh: fresh, access: access),
            remark: Console.take)
    }

    /// Puts a team runtime together.
    ///
    /// - Parameters:
    ///   - trace: the run to be replayed, whose recorded prompts stay in force; `nil` for new runs.
    ///   - purpose: what for, told to whoever else wants to run jobs.
    func runtime(for trace: Trace? = nil, purpose: String = "ascribe") async throws -> TeamRuntime {
        try source(purpose: purpose).runtime(for: trace)
    }

    /// The store alone, for commands that need no team; throws `StoreError`.
    func openStore(access: Store.Access = .readWrite) throws -> Store {
        try Store(folder: store ?? Store.defaultFolder(), access: access)
    }
}
