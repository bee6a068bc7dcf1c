/// Values by name, of which those that were used last are kept.
package struct RecentlyUsed<Value> {
    private let limit: Int
    private var values: [(name: String, value: Value)] = []

    /// No values; at most so many are kept, at least one.
    package init(limit: Int) { self.limit = max(1, limit) }

    /// The value of a name; asking does not count as a use.
    package subscript(name: String) -> Value? { values.last { $0.name == name }?.value }

    /// Keeps a value as the one that was used last; the one that was used longest ago is let go when there are too many.
    package mutating func use(_ value: Value, as name: String) {
        values.removeAll { $0.name == name }
        values.append((name, value))
        if values.count > limit { values.removeFirst() }
    }
}

extension RecentlyUsed: Sendable where Value: Sendable {}
