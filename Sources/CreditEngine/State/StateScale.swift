/// How a component's values are brought to [0,1] before they are compared.
///
/// Source: Method §1 (declared range, counts, times).
public enum StateScale: Sendable, Equatable {
    /// A quantity with a declared range; the width is positive.
    case range(lower: Double, width: Double)
    /// A count: x becomes x/(1+x).
    case count
    /// Seconds: x becomes log1p(x)/log1p(cap).
    case time(cap: Double)

    /// The scale of a component by its name; one that nobody declared is judged by the value itself.
    ///
    /// A number in [0,1] has that range; any other is taken as a count. Both values of a difference must agree, or the
    /// count rule holds for both.
    static func scale(of name: String, _ a: Double, _ b: Double, declared: [String: StateScale]) -> StateScale {
        if let scale = declared[name] { return scale }
        if let scale = builtIn(name) { return scale }
        return (0...1).contains(a) && (0...1).contains(b) ? .range(lower: 0, width: 1) : .count
    }

    private static func builtIn(_ name: String) -> StateScale? {
        switch name {
        case "progress", "problem_complexity", "solution_completeness", "test_coverage", "syntax_valid":
            .range(lower: 0, width: 1)
        case "error_count": .count
        case "execution_time": .time(cap: executionCap)
        default: nil
        }
    }

    /// Seconds at which `execution_time` counts as full; an hour, because test suites rarely run longer.
    public static let executionCap: Double = 3600

    /// The value on this scale, within [0,1] for a value inside the declared range; `nil` when it is not finite.
    func unit(_ x: Double) -> Double? {
        let y: Double
        switch self {
        case .range(let lower, let width): y = (x - lower) / width
        case .count: y = x < 0 ? x / (1 - x) : x / (1 + x)
        case .time(let cap): y = x <= 0 ? 0 : naturalLog1p(x) / naturalLog1p(cap)
        }
        return y.isFinite ? y : nil
    }
}
