package import CreditEngine
package import CreditStore

/// The message of a queued run that its agent is asked for once more.
package struct QueuedTurn: Sendable {
    /// The item of the queue.
    package let item: Int64
    /// The run.
    package let trace: Trace
    /// Whose message, and when.
    package let cell: Cell
    /// What a person noted of the run.
    package let note: String?

    /// The agent's name.
    package var agent: String { trace.agents[cell.agent].name }

    /// Takes the turn that people name, else the most suspect message of the agent that they name, else the most suspect
    /// of all; throws `NotAsked`.
    package init(_ item: LabelItem) throws {
        guard let trace = item.trace else { throw NotAsked.unreadable }
        let verdict = item.agreed
        if !item.labels.isEmpty, verdict == nil { throw NotAsked.disputed }
        if verdict?.isNobody == true || verdict?.success == true { throw NotAsked.sound }
        if verdict == nil, item.run.reasons.isEmpty, trace.outcome?.success != false { throw NotAsked.onlyDrawn }
        let heats = estimateCredit(of: trace).messages.sorted {
            ($1.score.value ?? 0, $0.message) < ($0.score.value ?? 0, $1.message)
        }
        let cells = heats.filter { $0.score.value ?? 0 > 0 }.map { trace.messages[$0.message].cell }
        guard let cell = Self.cell(verdict, in: trace, suspects: cells) else { throw NotAsked.nobody }
        (self.item, self.trace, self.cell) = (item.number, trace, cell)
        note = item.verdicts.compactMap(\.verdict.note).last
    }

    private static func cell(_ verdict: RunVerdict?, in trace: Trace, suspects: [Cell]) -> Cell? {
        guard let name = verdict?.agent else {
            return suspects.first { trace.agents[$0.agent].kind == .model }
        }
        let own = trace.messages.map(\.cell).filter { trace.agents[$0.agent].name == name }
        if let turn = verdict?.turn { return own.first { $0.turn == turn } }
        return suspects.first { trace.agents[$0.agent].name == name } ?? own.last
    }
}

/// Why a queued turn is not asked for again; one clause.
package enum NotAsked: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable, disputed, sound, onlyDrawn, nobody, noNote, noVerdict, noWeakness
    /// The team cannot speak in this run again.
    case noReplay(String)

    package var description: String {
        switch self {
        case .unreadable: "its record cannot be read any more"
        case .disputed: "people differ on it"
        case .sound: "people find nothing wrong with it"
        case .onlyDrawn: "it was drawn by chance only, and nothing says that it failed"
        case .nobody: "no message of it stands out"
        case .noNote: "nobody wrote a note on it"
        case .noVerdict: "no evaluator says that it failed"
        case .noWeakness: "the critic finds no weakness"
        case .noReplay(let why): why
        }
    }
}
