/// A number as people and models write it in an answer.
///
/// Read are signs, thousands (`1,234`, `1 234`), a leading point, exponents (`6.02e23`, `6.02 × 10^23`), powers, fractions
/// (`3/4`, `2 1/2`, `\frac{3}{4}`). What holds several numbers (dates, times, versions, tuples, a decimal comma) is found,
/// too, and has no value.
struct WrittenNumber: Equatable {
    /// The number in plain form, thousands separators removed.
    var text: String
    /// What it is; `nil` when it is not one finite number.
    var value: Double?

    /// The numbers of a text, in order.
    ///
    /// - Parameter joinsSpaces: whether `1 234` is one number although plain spaces stand between its groups.
    static func all(in text: Substring, joinsSpaces: Bool = false) -> [WrittenNumber] {
        var scanner = NumberScanner(bytes: Array(text.utf8), joinsSpaces: joinsSpaces)
        var found: [NumberScanner.Found] = []
        while let next = scanner.next() { found.append(next) }
        return scanner.withoutTuples(found).map(\.number)
    }

    /// The one number that a text is, with nothing around it but white space and a closing full stop.
    static func whole(_ text: String) -> WrittenNumber? {
        var scanner = NumberScanner(bytes: Array(text.utf8), joinsSpaces: true)
        guard let only = scanner.next(), scanner.isBlank(0..<only.range.lowerBound),
            scanner.isBlank(only.range.upperBound..<scanner.bytes.count, orPoint: true)
        else { return nil }
        return only.number
    }
}
