public import CreditEngine
import Synchronization

/// The embedded model: no key, no network, the same answer to the same request for ever.
///
/// It reads nothing but the messages it is sent. It understands the word problems of this target, and role prompts by
/// the words of `RoleRules`; their rules change how often it errs, so an edited prompt changes what a team achieves. An
/// error is a false equality, a misquoted fact or an overlooked mistake in its text, and carries no mark. To anything
/// else it answers that it sees no problem it can work on. Its replies say that they are simulated; so does its name.
public struct SimulatedModel: LanguageModel {
    /// How often roles err.
    public var sizes: EffectSizes
    /// The share ρ of calls whose randomness the seed fixes, in [0,1]; the others follow `ModelRequest.sampleSalt`.
    public var coupling: Double
    /// The name in its replies, beginning with `simulated/`.
    public let name: String

    /// What every name of a simulated model begins with.
    static let prefix = "simulated/"

    private let readings = Readings()

    /// Makes a model.
    ///
    /// - Parameter suite: the suite's name, for the model's name.
    public init(suite: String, sizes: EffectSizes, coupling: Double = 1) {
        name = Self.prefix + suite
        self.sizes = sizes
        self.coupling = coupling
    }

    /// Answers at once; its latency is simulated too.
    public func reply(to request: ModelRequest) async throws -> ModelReply {
        try Task.checkCancellation()
        return speak(request, sparing: []).reply
    }

    /// The answer and the errors in it; the slots in `sparing` err at nothing.
    func speak(_ request: ModelRequest, sparing: Set<RunPlan.Slot>) -> (reply: ModelReply, slips: [Slip]) {
        let random = draws(for: request)
        guard let input = ReadInput(request.messages), let read = readings.problem(input.problem) else {
            return (reply(Phrasebook.english.say(.lost, [], random), request, random), [])
        }
        let claims = Claims(reading: input.conversation, names: read.names, in: read.sheet.language.phrases)
        var known: [String: Int] = [:]
        for (index, value) in claims.values.enumerated() { known[read.sheetNames[index]] = value }
        var speaker = Speaker(
            input: input, sheet: read.sheet, rules: readings.rules(input.prompt), sizes: sizes, random: random,
            spared: sparing.contains(RunPlan.Slot(turn: input.turn, agent: input.agent)), known: known)
        let text = speaker.speak()
        return (reply(text, request, random), speaker.slips)
    }

    /// The draws of a call: from its seed, or, for the share that a seed does not fix, from its own chance.
    private func draws(for request: ModelRequest) -> KeyedRandom {
        let own = KeyedRandom(seed: request.sampleSalt)
        guard let seed = request.seed else { return own }
        let seeded = KeyedRandom(seed: seed)
        return seeded.unit("coupled") < coupling ? seeded : KeyedRandom(seed: own.bits("apart") ^ seed)
    }

    private func reply(_ text: String, _ request: ModelRequest, _ random: KeyedRandom) -> ModelReply {
        let read = request.messages.reduce(0) { $0 + $1.content.utf8.count } / 4
        let written = text.utf8.count / 4 + 1
        return ModelReply(
            text: text, model: name, usage: Usage(input: read, output: written),
            latency: Double(300 + 12 * written + random.integer("latency", in: 0..<400)), simulated: true)
    }
}

/// What was read before: reading is a pure function of the text, and every call of a run reads the same problem.
private final class Readings: Sendable {
    struct Reading: Sendable {
        let sheet: Worksheet
        let sheetNames: [String]
        let names: [[UInt8]]
    }

    private let problems = Mutex<[String: Reading?]>([:])
    private let prompts = Mutex<[String: RoleRules]>([:])
    private static let capacity = 1_024

    func problem(_ text: String) -> Reading? {
        if let known = problems.withLock({ $0[text] }) { return known }
        let reading = Worksheet(reading: text).map { sheet in
            Reading(sheet: sheet, sheetNames: sheet.names, names: sheet.names.map { Array($0.utf8) })
        }
        problems.withLock { table in
            if table.count >= Self.capacity { table.removeAll() }
            table[text] = .some(reading)
        }
        return reading
    }

    func rules(_ prompt: String) -> RoleRules {
        if let known = prompts.withLock({ $0[prompt] }) { return known }
        let rules = RoleRules(of: prompt)
        prompts.withLock { table in
            if table.count >= Self.capacity { table.removeAll() }
            table[prompt] = rules
        }
        return rules
    }
}
