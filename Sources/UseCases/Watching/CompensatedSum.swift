/// A sum whose rounding errors are kept and added at the end, so that its value does not hang on the order of its parts.
///
/// Engines that add the same figures in parts come to the same digits. Source: Neumaier (1974).
struct CompensatedSum: Sendable, Codable {
    private var sum = 0.0
    private var rest = 0.0

    /// The sum.
    var value: Double { sum + rest }

    mutating func add(_ number: Double) {
        let next = sum + number
        rest += sum.magnitude >= number.magnitude ? (sum - next) + number : (number - next) + sum
        sum = next
    }
}
