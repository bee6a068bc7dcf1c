import CreditEngine

/// The sentences agents use; `{0}`, `{1}`, … are gaps.
struct Phrasebook: Sendable {
    /// What a sentence says.
    enum Line: String, Hashable, Sendable {
        /// 0 step, 1 facts.
        case facts
        /// 0 fact, 1 value.
        case fact
        /// 0 step, 1 name.
        case missing
        /// 0 step, 1 equation, 2 result, 3 value.
        case worked
        /// 0 equation.
        case check
        /// 0 equation.
        case again
        /// 0 step, 1 name that is wanting.
        case stuck
        /// 0 step, 1 result, 2 value.
        case reviewed
        /// 0 step, 1 equation.
        case confirmed
        /// 0 step, 1 equation, 2 wrong value, 3 result, 4 value.
        case corrected
        /// 0 fact, 1 value, 2 wrong value.
        case factCorrected
        /// 0 equation, 1 expected remainder.
        case controlFits, controlOff
        /// 0 result, 1 value.
        case noted
        /// 0 step.
        case next
        /// Nothing.
        case doubt
        /// All values so far.
        case sofar
        /// 0 result, 1 value.
        case finished
        /// 0 value.
        case answer
        /// 0 name that is wanting.
        case noAnswer
        /// 0 step, 1 left, 2 right, 3 result.
        case plan
        /// Nothing.
        case waiting
        /// 0 step.
        case chat
        /// Nothing: the message is about no worksheet.
        case lost
    }

    var lines: [Line: [String]]
    /// Puts facts and values into a list.
    var separator: String
    /// A name with its value, as anyone would read it back.
    var pairs: [String]
    /// What may stand between a name and the value behind it when it is read.
    var connectors: [[UInt8]]
    /// What may stand between a value and the name behind it.
    var connectorsBehind: [[UInt8]] = []
    /// How sums are told; {0} and {1} the operands, {2} the result.
    var sums: [Operation: String] = Phrasebook.equations
    /// Between two sentences of one message.
    var gap: String

    /// A sentence of a kind, chosen by the draws and filled.
    func say(_ line: Line, _ gaps: [String] = [], _ random: KeyedRandom, _ index: Int = 0) -> String {
        guard let choices = lines[line], !choices.isEmpty else { return "" }
        return fill(choices[random.integer("words " + line.rawValue, index, in: 0..<choices.count)], gaps)
    }

    /// A name with its value.
    func pair(_ name: String, _ value: Int, _ random: KeyedRandom) -> String {
        fill(pairs[random.integer("pair \(name)", in: 0..<pairs.count)], [name, "\(value)"])
    }

    /// A sum with its result.
    func sum(_ a: Int, _ operation: Operation, _ b: Int, _ result: Int) -> String {
        fill(sums[operation] ?? "", ["\(a)", "\(b)", "\(result)"])
    }

    /// Sums as equations.
    static let equations = Dictionary(
        uniqueKeysWithValues: Operation.allCases.map { ($0, "{0} \($0.symbol) {1} = {2}") })

    private func fill(_ template: String, _ gaps: [String]) -> String {
        var text = ""
        var rest = template.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            text += String(Substring(rest[..<open]))
            let digit = rest[rest.index(after: open)]
            let index = Int(digit) - 48
            if gaps.indices.contains(index) { text += gaps[index] }
            rest = rest[rest.index(open, offsetBy: 3)...]
        }
        return text + String(Substring(rest))
    }
}
