import CreditEngine

/// What one step of a worksheet does with two numbers.
enum Operation: Sendable, Hashable, CaseIterable {
    case plus, minus, times, modulo

    /// The result; `nil` on overflow or modulo 0.
    func apply(_ a: Int, _ b: Int) -> Int? {
        switch self {
        case .plus: return checked(a.addingReportingOverflow(b))
        case .minus: return checked(a.subtractingReportingOverflow(b))
        case .times: return checked(a.multipliedReportingOverflow(by: b))
        case .modulo:
            guard b > 0 else { return nil }
            let rest = a % b
            return rest < 0 ? rest + b : rest
        }
    }

    private func checked(_ result: (partialValue: Int, overflow: Bool)) -> Int? {
        result.overflow ? nil : result.partialValue
    }

    /// How it is written between two numbers.
    var symbol: String {
        switch self {
        case .plus: "+"
        case .minus: "-"
        case .times: "×"
        case .modulo: "mod"
        }
    }

    /// The operation that undoes it, where one does.
    var inverse: Operation? {
        switch self {
        case .plus: .minus
        case .minus: .plus
        case .times, .modulo: nil
        }
    }

    /// Whether people and models slip at it more easily: the place of a trap.
    var isHard: Bool { self == .modulo }

    /// A wrong result that looks like a slip: another remainder, a digit off, a carry forgotten.
    func wrong(_ right: Int, divisor: Int, random: KeyedRandom, index: Int) -> Int {
        if self == .modulo, divisor > 2 {
            return (right + 1 + random.integer("wrong", index, in: 0..<(divisor - 1))) % divisor
        }
        let shifts = [-10, -2, -1, 1, 2, 10]
        let shift = shifts[random.integer("wrong", index, in: 0..<shifts.count)]
        return right + shift < 0 ? right - shift : right + shift
    }
}
