import CreditEngine
import Testing

@testable import PlantedFaults

@Suite struct SimulatedCriticTests {
    /// The rules of the blocks that run under a critique's edit.
    private func edited(by critique: Critique, in team: Team) -> RoleRules? {
        PromptSet(team)[critique.block].flatMap(critique.suggestion.applied).map { RoleRules(reading: $0) }
    }

    /// Critiques of the realised culprits of failed runs.
    private func asked(
        _ suite: PlantedFaults.Suite, _ shape: TeamShape, _ critic: SimulatedCritic, runs: Range<UInt64>
    ) async throws
        -> [Critique]
    {
        var critiques: [Critique] = []
        for number in runs {
            let run = try await suite.run(number, shape: shape)
            guard let culprit = run.cause?.culprits.first,
                let agent = run.trace.agents.firstIndex(where: { $0.name == culprit.agent })
            else { continue }
            let subject = try CritiqueSubject(run.trace, cell: Cell(turn: culprit.turn, agent: agent))
            critiques.append(try await Critic(critic).critique(subject))
        }
        return critiques
    }

    private static let faulty = PlantedFaults.Suite.all.filter { $0.name != "healthy" }.map(\.name)
    private static let shapes = [
        TeamShape.cells15, .cells30, TeamShape(members: 4), TeamShape(language: .japanese),
        TeamShape(members: 5, steps: 5, language: .japanese),
    ]

    @Test(arguments: faulty, shapes)
    func aRightCriticQuotesTheMistakeAndSuggestsCare(_ name: String, _ shape: TeamShape) async throws {
        let suite = try #require(PlantedFaults.Suite.named(name))
        let planting = suite.planting(shape)
        let critiques = try await asked(suite, shape, SimulatedCritic(), runs: 0..<12)
        #expect(critiques.count >= 2)
        for critique in critiques {
            #expect(critique.isGrounded)
            #expect(critique.isSimulated && critique.critic == "simulated/critic" && critique.isAgentsModel == nil)
            #expect(planting.culprits.contains(critique.block))
            let rules = try #require(edited(by: critique, in: planting.team))
            #expect(rules.careful && !rules.hurried && !rules.estimating)
            #expect((critique.confidence ?? 0) >= 0.7)
        }
    }

    @Test func itsEditIsTheKnownGoodOne() async throws {
        for name in ["root-echo", "lossy-aggregator", "delayed"] {
            let suite = try #require(PlantedFaults.Suite.named(name))
            let planting = suite.planting()
            let edit = try #require(planting.edit)
            let critique = try #require(try await asked(suite, .cells15, SimulatedCritic(), runs: 0..<9).first)
            #expect(critique.suggestion == RuleEdit(old: edit.old, new: edit.new))
        }
    }

    @Test(arguments: [Language.english, .japanese])
    func wrongDiagnosesAreInertOrHarmfulAndNeverCareful(_ language: Language) async throws {
        let shape = TeamShape(language: language)
        let suite = PlantedFaults.Suite.rootEcho
        let team = suite.planting(shape).team
        let critiques = try await asked(suite, shape, SimulatedCritic(wrong: 1), runs: 0..<60)
        let before = try #require(PromptSet(team)[.role(team.members[0].name)].map { RoleRules(reading: $0) })
        var changed = 0
        for critique in critiques {
            let rules = try #require(edited(by: critique, in: team))
            #expect(!rules.careful)
            #expect(rules.computes && rules.collects)
            let rule = try #require(critique.suggestion.new)
            let alone = RoleRules(reading: rule)
            if alone == RoleRules(reading: "") {
                #expect(rules == before)
            } else {
                #expect(alone.hurried || alone.estimating)
                changed += 1
            }
            #expect(critique.isGrounded)
        }
        #expect(agrees(changed, of: critiques.count, with: 0.4))
        #expect(Set(critiques.map(\.suggestion.new)).count > 3)
    }

    @Test func wordsAreWhatTheyAreSupposedToBe() {
        for language in Language.allCases {
            let words = CriticWords(language)
            for (_, rule) in words.inert { #expect(RoleRules(reading: rule) == RoleRules(reading: ""), "\(rule)") }
            for (_, rule) in words.harmful {
                let rules = RoleRules(reading: rule)
                #expect((rules.hurried || rules.estimating) && !rules.careful, "\(rule)")
                #expect(!rules.computes && !rules.collects && !rules.reviews && !rules.chats, "\(rule)")
            }
        }
    }

    @Test func howOftenItIsWrongIsASetting() async throws {
        let all = try await asked(.rootEcho, .cells15, SimulatedCritic(wrong: 0.5), runs: 0..<120)
        let right = all.count { $0.suggestion.new?.contains("recompute") == true }
        #expect(agrees(right, of: all.count, with: 0.5))
    }

    @Test func inventedQuotesAreNotFound() async throws {
        let all = try await asked(.rootEcho, .cells15, SimulatedCritic(wrong: 1, inventing: 0.5), runs: 0..<120)
        #expect(agrees(all.count { !$0.isGrounded }, of: all.count, with: 0.5))
    }

    @Test func soundTeamsGetNothingThatChangesThem() async throws {
        let suite = PlantedFaults.Suite.healthy
        let planting = suite.planting()
        let before = PromptSet(planting.team)
        var (none, asked) = (0, 0)
        for number in 0..<10 as Range<UInt64> {
            let trace = try await suite.run(number).trace
            for message in trace.messages {
                asked += 1
                do {
                    let subject = try CritiqueSubject(trace, cell: message.cell)
                    let critique = try await Critic(SimulatedCritic()).critique(subject)
                    let rules = try #require(edited(by: critique, in: planting.team))
                    #expect((critique.confidence ?? 1) <= 0.4)
                    let old = try #require(before[critique.block].map { RoleRules(reading: $0) })
                    #expect(!rules.hurried && !rules.estimating && rules.careful == (old.careful || old.coordinates))
                } catch CritiqueError.noWeakness {
                    none += 1
                }
            }
        }
        #expect(none > 0 && none < asked)
    }

    @Test func equalRequestsHaveEqualAnswersAndAttemptsDiffer() async throws {
        let trace = try await PlantedFaults.Suite.rootEcho.run(3).trace
        let subject = try CritiqueSubject(trace, cell: Cell(turn: 1, agent: 0))
        let critic = Critic(SimulatedCritic(wrong: 1))
        let first = try await critic.critique(subject)
        #expect(try await critic.critique(subject) == first)
        var answers: Set<String?> = [first.suggestion.new]
        for attempt in 1..<20 as Range<UInt64> {
            answers.insert(try await critic.critique(subject, attempt: attempt).suggestion.new)
        }
        #expect(answers.count > 3)
    }

    @Test func itRewritesAPromptForAReviser() async throws {
        let suite = PlantedFaults.Suite.rootEcho
        let planting = suite.planting()
        let critiques = try await asked(suite, .cells15, SimulatedCritic(), runs: 0..<9)
        var first = CritiqueClusters(critiques)
        #expect(first.clusters.count == 1)
        first = CritiqueClusters(critiques)
        let made = try await Reviser(model: SimulatedCritic()).candidates(
            for: .role("researcher"), of: PromptSet(planting.team), from: first)
        #expect(made.revisions.count == 1)
        #expect(made.refused == [.known], "the rewrite is the minimal edit")
        #expect(made.revisions[0].isSimulated)
    }

    @Test(arguments: ["", "Hello.", "Analyse one agent's output in turn 1."])
    func otherRequestsGetNoWeakness(_ text: String) async throws {
        let reply = try await SimulatedCritic().reply(
            to: ModelRequest(messages: [PromptMessage(role: "user", content: text)]))
        #expect(reply.text == #"{"weakness":null}"#)
        #expect(reply.simulated)
    }
}
