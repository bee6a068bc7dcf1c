import CreditEngine

/// One agent about to speak: it has read its input and follows the rules of its prompt.
struct Speaker: Sendable {
    let input: ReadInput
    let sheet: Worksheet
    let rules: RoleRules
    let sizes: EffectSizes
    let random: KeyedRandom
    /// Whether it makes no error this time whatever the draws say; only the search for realised causes asks for it.
    let spared: Bool

    private(set) var sentences: [String] = []
    private(set) var slips: [Slip] = []
    /// Values it goes by: what was said before, then its own.
    var known: [String: Int]

    init(
        input: ReadInput, sheet: Worksheet, rules: RoleRules, sizes: EffectSizes, random: KeyedRandom, spared: Bool,
        known: [String: Int]
    ) {
        self.input = input
        self.sheet = sheet
        self.rules = rules
        self.sizes = sizes
        self.random = random
        self.spared = spared
        self.known = known
    }

    /// The message.
    mutating func speak() -> String {
        if rules.chats { say(.chat, ["\(min(input.turn, sheet.steps.count))"]) }
        if rules.plans { plan() }
        if rules.collects { collect() }
        if rules.computes { workOut() }
        if rules.reviews { review() }
        if rules.coordinates { coordinate() }
        if sentences.isEmpty { say(.waiting) }
        return sentences.joined(separator: sheet.language.phrases.gap)
    }

    /// The step of this turn, from 1; `nil` when all steps have had their turn.
    var step: Int? { input.turn <= sheet.steps.count ? input.turn : nil }

    mutating func say(_ line: Phrasebook.Line, _ gaps: [String] = [], _ index: Int = 0) {
        sentences.append(sheet.language.phrases.say(line, gaps, random, index))
    }

    /// Whether an error with this chance happens now.
    func errs(_ chance: Double, _ what: String) -> Bool {
        !spared && random.unit(what) < chance
    }

    mutating func note(_ kind: Slip.Kind, _ name: String, right: Int, said: Int) {
        let slot = RunPlan.Slot(turn: input.turn, agent: input.agent)
        slips.append(Slip(slot: slot, kind: kind, name: name, right: right, said: said))
    }

    /// The chance of an error at a trap under the rules of the prompt.
    var trapChance: Double {
        let base = rules.careful == rules.hurried ? sizes.plain : rules.careful ? sizes.careful : sizes.hurried
        return min(1, base + (rules.estimating ? sizes.estimating : 0))
    }

    /// A fact as this agent takes it: what was said, else what it reads in the problem; `nil` when not recorded.
    mutating func value(of name: String) -> Int? {
        if let known = known[name] { return known }
        guard let fact = sheet.fact(name), let right = fact.value else { return nil }
        var read = right
        if let stale = fact.stale, errs(trapChance, "misread \(name)") {
            read = stale
            note(.misread, name, right: right, said: stale)
        }
        known[name] = read
        return read
    }

    /// A sum as it is told.
    func equation(_ a: Int, _ operation: Operation, _ b: Int, _ result: Int) -> String {
        sheet.language.phrases.sum(a, operation, b, result)
    }
}
