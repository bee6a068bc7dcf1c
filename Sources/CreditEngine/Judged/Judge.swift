/// Asks a model how well every agent did in every turn: one call a turn, temperature 0.
///
/// A reply that is none leaves that turn unscored, with the reason; the others keep their scores. Source: Method §4,
/// `judge`.
public struct Judge: Sendable {
    /// Who judges.
    public var model: any LanguageModel
    /// The name to ask for; `nil` leaves it to the model.
    public var name: String?
    /// λ, how much a message's own score counts beside its score in the group, in [0,1].
    public var weight: Double
    /// Calls under way at once; results do not depend on it.
    public var width: Int

    /// Makes a judge; the weight is clipped to [0,1].
    public init(_ model: any LanguageModel, name: String? = nil, weight: Double = 0.5, width: Int = 1) {
        self.model = model
        self.name = name
        self.weight = min(max(weight, 0), 1)
        self.width = max(1, width)
    }

    /// Judges a run.
    ///
    /// Throws `PermanentFailure`s, `IdentityError` and `CancellationError`; other failures leave their turn unscored.
    public func credit(of trace: Trace) async throws -> JudgedCredit {
        let order = CellOrder(trace)
        let turns = order.turns
        let requests = try turns.map {
            try JudgeRequest(trace, turn: $0.turn, positions: $0.positions, order: order)
        }
        let answers = try await inOrder(requests, width: width) { try await ask($0) }
        var credit = JudgedCredit(
            cells: [], turns: [], weight: weight, judge: name ?? "a model that does not name itself",
            isSimulated: false, calls: requests.count,
            redactions: requests.reduce(0) { $0 + $1.redactions })
        let simulated = answers.compactMap(\.isSimulated)
        credit.isSimulated = !simulated.isEmpty && simulated.allSatisfy { $0 }
        for (turn, answer) in zip(turns, answers) {
            if let judge = answer.judge { credit.judge = judge }
            credit.turns.append(.init(turn: turn.turn, state: answer.state))
            for (place, position) in turn.positions.enumerated() {
                let (own, group) = answer.scores(place + 1)
                credit.cells.append(.init(cell: order.cells[position], own: own, group: group))
            }
        }
        return credit
    }

    /// What came of one call.
    private struct Answer: Sendable {
        enum Content: Sendable {
            case reply(JudgeReply)
            case failed(String)
        }
        var content: Content
        var judge: String?
        /// `nil` when nobody answered.
        var isSimulated: Bool?

        var state: Score {
            switch content {
            case .reply(let reply): reply.state.map { .value($0) } ?? .unscored("the judge gave the state no score")
            case .failed(let reason): .unscored(reason)
            }
        }

        func scores(_ number: Int) -> (own: Score, group: Score) {
            switch content {
            case .reply(let reply):
                guard let score = reply.scores[number] else {
                    let none = Score.unscored("the judge gave this message no score")
                    return (none, none)
                }
                return (.value(score.own), .value(score.group))
            case .failed(let reason): return (.unscored(reason), .unscored(reason))
            }
        }
    }

    /// An answer that says nothing usable; as an error, so that it is not kept for the next time.
    private struct Refused: Error {
        var answer: Answer
    }

    private func ask(_ request: JudgeRequest) async throws -> Answer {
        let asked = ModelRequest(
            messages: request.messages, model: name, sampling: SamplingParameters(temperature: 0))
        let count = request.positions.count
        do {
            return try await model.answer(to: asked) { reply in
                do {
                    let content = Answer.Content.reply(try JudgeReply(reply.text, count: count))
                    return Answer(content: content, judge: reply.model, isSimulated: reply.simulated)
                } catch let error as JudgeError {
                    throw Refused(
                        answer: Answer(content: .failed("\(error)"), judge: reply.model, isSimulated: reply.simulated))
                }
            }
        } catch let refused as Refused {
            return refused.answer
        } catch let error as CancellationError {
            throw error
        } catch {
            if error.endsAllWork { throw error }
            return Answer(content: .failed("\(error)"))
        }
    }
}
