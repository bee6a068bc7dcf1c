import CreditEngine

/// Makes word problems of a wanted shape, each from its seed.
struct WorksheetGenerator: Sendable {
    /// Where a role can be led to err.
    struct Traps: Sendable, Hashable {
        /// The step (from 1) that takes a remainder; it is then worked out by a hard operation.
        var hardStep: Int?
        /// The step whose fact also has a number of last year.
        var staleStep: Int?
        /// The step whose fact the text does not record.
        var missingStep: Int?
        /// The remainder of `hardStep` stays aside and enters only at this step.
        var entersAt: Int?
        /// The step whose result has a control figure.
        var controlStep: Int?
    }

    var theme: Theme
    var language: Language
    var steps: Int
    var traps: Traps
    var random: KeyedRandom

    private var sheet: Worksheet
    private var value = 0
    private var used: [Operation: Int] = [:]

    init(language: Language, steps: Int, traps: Traps, random: KeyedRandom) {
        let themes = Theme.themes(language)
        theme = themes[random.integer("theme", in: 0..<themes.count)]
        self.language = language
        self.steps = max(2, steps)
        self.traps = traps
        self.random = random
        sheet = Worksheet(language: language, opening: theme.opening, facts: [], steps: [], control: nil, question: "")
    }

    /// The worksheet; `full` has the number that a missing fact hides, so that its solution can serve as a reference.
    func worksheet() -> (asked: Worksheet, full: Worksheet) {
        var copy = self
        return copy.make()
    }

    private mutating func make() -> (asked: Worksheet, full: Worksheet) {
        begin()
        for step in 2...steps {
            if step == traps.hardStep, traps.entersAt != nil {
                setAside()
            } else if step == traps.entersAt {
                enter()
            } else {
                advance(step)
            }
        }
        sheet.question = sheet.steps.last?.result ?? ""
        addControl()
        var asked = sheet
        if let step = traps.missingStep, let index = fact(ofStep: step) { asked.facts[index].value = nil }
        return (asked, sheet)
    }

    private mutating func begin() {
        let (count, each) = (random.integer("count", in: 11..<30), random.integer("each", in: 12..<40))
        add(fact: theme.start.count, count)
        add(fact: theme.start.each, each, stale: traps.staleStep == 1)
        add(step: theme.start.result, .times, theme.start.count, theme.start.each)
        value = count * each
    }

    /// One step along the main chain.
    private mutating func advance(_ step: Int) {
        let operation = step == traps.hardStep ? Operation.modulo : easyOperation(step)
        let nth = used[operation, default: 0]
        used[operation] = nth + 1
        let pool = nouns(operation)
        guard !pool.isEmpty, let previous = sheet.steps.last(where: { $0.result != theme.aside.result })
        else { return }
        let round = nth / pool.count + 1
        let (plainFact, plainResult) = pool[nth % pool.count]
        let fact = round > 1 ? theme.again(plainFact, round) : plainFact
        let result = round > 1 ? theme.again(plainResult, round) : plainResult
        let amount = operand(operation, step)
        add(fact: fact, amount, stale: traps.staleStep == step)
        add(step: result, operation, previous.result, fact)
        value = operation.apply(value, amount) ?? value
    }

    /// The last pair of `plus` is kept for a remainder that waits.
    private func nouns(_ operation: Operation) -> [(fact: String, result: String)] {
        switch operation {
        case .plus: traps.entersAt == nil ? theme.plus : theme.plus.dropLast()
        case .minus: theme.minus
        case .times: theme.times
        case .modulo: theme.modulo
        }
    }

    /// Multiplying stays rare and small, subtracting needs room, so numbers keep to a size that people would write.
    private func easyOperation(_ step: Int) -> Operation {
        let roll = random.unit("operation", step)
        if value < 400, used[.times, default: 0] < 2, roll < 0.35 { return .times }
        if value > 2_000 { return .minus }
        return value > 120 && roll < 0.7 ? .minus : .plus
    }

    private func operand(_ operation: Operation, _ step: Int) -> Int {
        switch operation {
        case .plus: random.integer("operand", step, in: 13..<98)
        case .minus: random.integer("operand", step, in: 11..<max(12, min(95, value / 2)))
        case .times: random.integer("operand", step, in: 3..<9)
        case .modulo: divisor(of: value, step)
        }
    }

    /// A divisor that leaves something: an error elsewhere would drown in a product with 0.
    private func divisor(of number: Int, _ step: Int) -> Int {
        let tries = (0..<20).map { random.integer("divisor \($0)", step, in: 23..<60) }
        return tries.first { number % $0 > 1 } ?? 23
    }

    /// The remainder that waits.
    private mutating func setAside() {
        let stock = random.integer("stock", in: 150..<700)
        let divisor = divisor(of: stock, 0)
        add(fact: theme.aside.fact, stock)
        add(fact: theme.aside.divisor, divisor)
        add(step: theme.aside.result, .modulo, theme.aside.fact, theme.aside.divisor)
    }

    /// The remainder that waited is needed.
    private mutating func enter() {
        guard let previous = sheet.steps.last(where: { $0.result != theme.aside.result }),
            let nouns = theme.plus.last
        else { return }
        add(step: nouns.result, .plus, previous.result, theme.aside.result)
    }

    private mutating func add(fact name: String, _ value: Int, stale: Bool = false) {
        let shift = random.integer("stale", in: 3..<9)
        let old = random.unit("stale sign") < 0.5 && value > 12 ? value - shift : value + shift
        sheet.facts.append(Worksheet.Fact(name: name, value: value, stale: stale ? old : nil))
    }

    private mutating func add(step result: String, _ operation: Operation, _ left: String, _ right: String) {
        sheet.steps.append(Worksheet.Step(result: result, operation: operation, left: left, right: right))
    }

    private mutating func addControl() {
        guard let step = traps.controlStep, sheet.steps.indices.contains(step - 1) else { return }
        var upTo = sheet
        upTo.question = sheet.steps[step - 1].result
        guard let solution = upTo.solution else { return }
        let divisor = [7, 11, 13][random.integer("control", in: 0..<3)]
        sheet.control = Worksheet.Control(
            name: upTo.question, divisor: divisor, remainder: Operation.modulo.apply(solution, divisor) ?? 0)
    }

    private func fact(ofStep step: Int) -> Int? {
        guard sheet.steps.indices.contains(step - 1) else { return nil }
        return sheet.facts.firstIndex { $0.name == sheet.steps[step - 1].right }
    }
}
