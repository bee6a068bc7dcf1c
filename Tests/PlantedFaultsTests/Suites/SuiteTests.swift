import CreditEngine
import Testing

@testable import PlantedFaults

@Suite struct SuiteTests {
    static let names = Suite.all.map(\.name)
    static let shapes = [TeamShape.cells15, .cells30]
    static let quartet = TeamShape(members: 4, steps: 5)
    static let planted = names.filter { $0 != "healthy" }

    @Test(
        arguments: [(names, shapes), (["root-echo"], [quartet])].flatMap { names, shapes in
            names.flatMap { name in shapes.map { (name, $0) } }
        })
    func theSuccessRateIsTheWrittenOne(name: String, shape: TeamShape) async throws {
        let suite = try #require(Suite.named(name))
        let solved = try await successes(suite, shape, problems: 0..<120)
        #expect(agrees(solved, of: 120, with: suite.sizes.base), "\(solved) of 120")
    }

    /// What a team speaks changes nothing about how often it errs, and every failure has its cause among the messages.
    @Test(arguments: planted, [Language.plainspoken, .dutch])
    func theSuccessRateIsTheSameInOtherWords(name: String, language: Language) async throws {
        let suite = try #require(Suite.named(name))
        let shape = TeamShape(language: language)
        let solved = try await successes(suite, shape, problems: 0..<120)
        #expect(agrees(solved, of: 120, with: suite.sizes.base), "\(solved) of 120")
        for number in 0..<30 as Range<UInt64> {
            let run = try await suite.run(number, shape: shape)
            #expect((run.trace.outcome?.success == false) == (run.cause != nil), "\(number)")
        }
    }

    @Test(arguments: planted, shapes)
    func theKnownGoodEditHasTheWrittenEffect(name: String, shape: TeamShape) async throws {
        let suite = try #require(Suite.named(name))
        let solved = try await successes(suite, shape, problems: 0..<120, edited: true)
        #expect(agrees(solved, of: 120, with: suite.sizes.edited), "\(solved) of 120")
    }

    /// With the same seeds an edit that lowers an error rate breaks nothing that worked.
    @Test func coupledSeedsPairAnEditWithItsTeam() async throws {
        let suite = Suite.rootEcho
        for number in 0..<60 as Range<UInt64> {
            let before = try await successes(suite, .cells15, problems: number..<(number + 1))
            let after = try await successes(suite, .cells15, problems: number..<(number + 1), edited: true)
            #expect(after >= before)
        }
    }

    @Test(arguments: names, shapes)
    func theEditIsOneThatTheTeamHasRoomFor(name: String, shape: TeamShape) throws {
        let planting = try #require(Suite.named(name)).planting(shape)
        if let edit = planting.edit {
            #expect(edit.applied(to: planting.team) != planting.team)
            #expect(planting.culprits.contains(edit.block))
        } else {
            #expect(planting.culprits.isEmpty)
        }
        #expect(planting.team.members.count == shape.members)
        #expect(planting.team.aggregation?.turns == shape.turns)
    }

    /// The words of a planted run tell nobody which suite it is from.
    @Test(arguments: names)
    func nothingSaidNamesTheSuite(name: String) async throws {
        let suite = try #require(Suite.named(name))
        for number in 0..<10 as Range<UInt64> {
            let trace = try await suite.run(number).trace
            let words =
                ([trace.id, trace.problem?.id, trace.problem?.input, trace.team?.name] as [String?])
                .compactMap { $0 } + trace.messages.map(\.output) + (trace.team?.members.compactMap(\.prompt) ?? [])
            for marker in ["echo", "fault", "planted", "suite", "lossy", "chatter", "delay", "healthy", "simulat"] {
                #expect(!words.contains { $0.lowercased().contains(marker) })
            }
        }
    }

    /// The store keeps prompts and queues by the names of teams.
    @Test func noTwoSuitesShareATeamsName() {
        var suites: [String: String] = [:]
        for suite in Suite.all + [.crowd] {
            for members in 3...5 {
                for language in Language.allCases {
                    let name = suite.planting(TeamShape(members: members, language: language)).team.name ?? ""
                    #expect(suites[name] ?? suite.name == suite.name, "\(name)")
                    #expect(Suite.ofTeam(named: name)?.name == suite.name, "\(name)")
                    suites[name] = suite.name
                }
            }
        }
        #expect(suites.count == (7 * 3 + 1) * Language.allCases.count)
        #expect(suites["trio-1"] == "root-echo" && suites["三人組-4"] == "delayed" && suites["octet-8"] == "crowd")
        #expect(Suite.language(ofTeamNamed: "drietal-2") == .dutch)
        #expect(Suite.language(ofTeamNamed: "math-trio") == nil)
        for other in ["trio", "trio-0", "trio-9", "math-trio", ""] { #expect(Suite.ofTeam(named: other) == nil) }
    }

    @Test func modelsAreFoundByTheNameThatTracesRecord() async throws {
        for suite in Suite.all {
            let trace = try await suite.run(1).trace
            let name = try #require(trace.messages.first?.model)
            #expect(name == "simulated/" + suite.name)
            #expect(Suite.model(named: name)?.name == name)
        }
        #expect(Suite.model(named: "root-echo") == nil)
        #expect(Suite.model(named: "simulated/nothing") == nil)
    }
}
