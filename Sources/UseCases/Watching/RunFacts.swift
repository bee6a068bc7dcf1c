package import CreditEngine

/// What is kept of a finished run: how it ended, what it took, and whom the estimate blames.
package struct RunFacts: Sendable, Equatable, Codable {
    /// What one agent did in the run.
    package struct Part: Sendable, Equatable, Codable {
        /// The agent's name.
        package var agent: String
        /// Its messages.
        package var messages: Int
        /// Tokens and milliseconds, where they are recorded; unknown is not 0.
        package var inputTokens: Int?, outputTokens: Int?, milliseconds: Double?
        /// Its share of the blame, in [0,1]; `nil` when the run did not fail or nobody stands out.
        package var blame: Double?
        /// The same in each phase of the run, in the order of `PhaseBlame.phases`.
        package var phases: [Double]?
    }

    /// The message that the estimate points at first.
    package struct Suspect: Sendable, Equatable, Codable {
        /// The agent's name.
        package var agent: String
        /// The turn, from 1.
        package var turn: Int
        /// Why, one sentence.
        package var why: String
    }

    /// The run's identifier.
    package var id: String
    /// The team's name, as the run says or as it was made; `nil` when nobody says.
    package var team: String?
    /// The embedded team whose model spoke (`simulated/root-echo`); `nil` for others.
    package var suite: String?
    /// The first 12 digits of the hash of its prompts; `nil` when they are not recorded.
    package var version: String?
    /// Its problem.
    package var problem: String?, input: String?, reference: String?
    /// Whether it succeeded; `nil` when nobody knows.
    package var success: Bool?
    /// Milliseconds of all its calls of models, where they are recorded.
    package var milliseconds: Double?
    /// US dollars, where they are recorded.
    package var cost: Double?
    /// What each agent did, in order of first appearance.
    package var parts: [Part]
    /// The first suspect of a run that did not succeed.
    package var suspect: Suspect?
    /// What kind of failure it is; `nil` when it did not fail.
    package var mode: String?
    /// Why the estimate is not to be relied on, one clause each.
    package var doubts: [String]
    /// How much a person's label would tell, in [0,1].
    package var value: Double
    /// Why the run could not be read; `nil` when it could.
    package var unreadable: String?

    /// The kind of failure of a run in which nothing stands out.
    package static let unexplained = "nothing stands out"

    /// What is known of a run that could not be read.
    package init(unreadable id: String, reason: String) {
        self.id = id
        (parts, doubts, value, unreadable) = ([], [], 0, reason)
    }

    /// What is known of a run.
    package init(_ trace: Trace, _ credit: EstimatedCredit) {
        id = trace.id
        suite = trace.messages.lazy.compactMap(\.model).first { $0.hasPrefix(TeamSource.simulated) }
        team = trace.team?.name ?? suite
        version = trace.team.flatMap { team in
            let prompts = PromptSet(team)
            return prompts.blocks.isEmpty ? nil : try? String(prompts.identity().prefix(12))
        }
        (problem, input, reference) = (trace.problem?.id, trace.problem?.input, trace.problem?.reference)
        success = trace.outcome?.success
        milliseconds = KnownSum.of(trace.messages.map(\.latency))
        cost = KnownSum.of(trace.messages.map(\.cost))
        let hasFailed = trace.outcome?.success == false
        var blame = PhaseBlame()
        blame.add(trace, credit)
        let shares = Dictionary(blame.rows.map { ($0.agent, $0) }) { first, _ in first }
        let none = PhaseBlame.phases.map { _ in 0.0 }
        parts = trace.agents.indices.compactMap { agent in
            let messages = trace.messages.filter { $0.agent == agent }
            guard !messages.isEmpty, trace.agents[agent].kind == .model else { return nil }
            let name = trace.agents[agent].name
            return Part(
                agent: name, messages: messages.count, inputTokens: KnownSum.of(messages.map(\.usage?.input)),
                outputTokens: KnownSum.of(messages.map(\.usage?.output)),
                milliseconds: KnownSum.of(messages.map(\.latency)),
                blame: shares.isEmpty ? nil : shares[name]?.share ?? 0,
                phases: shares.isEmpty ? nil : shares[name]?.phases ?? none)
        }
        suspect = credit.suspects.first.map { first in
            Suspect(agent: trace.agents[first.cell.agent].name, turn: first.cell.turn, why: first.why)
        }
        let evidence = credit.suspects.first.flatMap { first in
            credit.messages.first { $0.message == first.message }?.evidence.first
        }
        mode = hasFailed ? evidence?.mode?.rawValue ?? Self.unexplained : nil
        let doubt = CreditDoubt(trace, credit)
        (doubts, value) = (doubt.reasons, doubt.value)
    }

    /// The agent and kind of its failure; `nil` when it did not fail.
    package var failure: ModeDetector.Cell? {
        mode.map { ModeDetector.Cell(agent: suspect?.agent ?? "nobody", mode: $0) }
    }

    /// Tokens read by all agents, where any are recorded.
    package var inputTokens: Int? { KnownSum.of(parts.map(\.inputTokens)) }
    /// Tokens written by all agents, where any are recorded.
    package var outputTokens: Int? { KnownSum.of(parts.map(\.outputTokens)) }
}
