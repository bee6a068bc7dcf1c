/// Values that are numbered from 0 in the order in which they first came, so that one that recurs is written once.
struct Distinct<Value: Hashable & Codable & Sendable>: Sendable {
    private(set) var values: [Value] = []
    private var numbers: [Value: Int] = [:]

    init() {}

    /// The number of a value, a new one where it has not come yet.
    mutating func number(of value: Value) -> Int {
        if let number = numbers[value] { return number }
        numbers[value] = values.count
        values.append(value)
        return values.count - 1
    }

    /// The value of a number; `nil` for one that was not given.
    subscript(number: Int) -> Value? { values.indices.contains(number) ? values[number] : nil }
}

extension Distinct: Codable {
    init(from decoder: any Decoder) throws {
        for value in try decoder.singleValueContainer().decode([Value].self) { _ = number(of: value) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
