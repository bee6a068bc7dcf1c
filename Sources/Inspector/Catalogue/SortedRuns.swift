import CreditEngine

extension Sorting {
    /// Runs in this order; those with the same figure in the order of the files, those without one at the end.
    func sorted(_ runs: [RunIndex], _ catalogue: Catalogue) -> [RunIndex] {
        switch column {
        case .run:
            sorted(runs) {
                catalogue.entries[$0].id
            } by: {
                NaturalOrder.isLess($0, $1)
            }
        case .problem:
            sorted(runs) {
                catalogue.entries[$0].problem
            } by: {
                NaturalOrder.isLess($0, $1)
            }
        case .task:
            sorted(runs) {
                catalogue.summaries[$0]?.task
            } by: {
                $0 < $1
            }
        case .outcome:
            sorted(runs) {
                catalogue.entries[$0].success.map { $0 ? 1 : 0 }
            } by: {
                $0 < $1
            }
        case .score:
            sorted(runs) {
                catalogue.value(.score, of: $0)
            } by: {
                $0 < $1
            }
        case .turns:
            sorted(runs) {
                catalogue.value(.turns, of: $0)
            } by: {
                $0 < $1
            }
        case .hot:
            sorted(runs) {
                catalogue.hotCell($0) == nil ? nil : catalogue.value(.hot, of: $0)
            } by: {
                $0 < $1
            }
        case .cost:
            sorted(runs) {
                catalogue.value(.cost, of: $0)
            } by: {
                $0 < $1
            }
        case .hits:
            sorted(runs) {
                catalogue.hits[$0].map { $0.reduce(0, +) }
            } by: {
                $0 < $1
            }
        }
    }

    private func sorted<Key>(
        _ runs: [RunIndex], by key: (RunIndex) -> Key?, by isLess: (Key, Key) -> Bool
    ) -> [RunIndex] {
        var known: [(run: RunIndex, key: Key)] = []
        var unknown: [RunIndex] = []
        for run in runs { if let key = key(run) { known.append((run, key)) } else { unknown.append(run) } }
        known.sort { a, b in
            let (first, second) = isDescending ? (b, a) : (a, b)
            if isLess(first.key, second.key) { return true }
            return isLess(second.key, first.key) ? false : a.run < b.run
        }
        return known.map(\.run) + unknown
    }
}

/// Texts in the order in which people count: `run-9` before `run-10`.
enum NaturalOrder {
    static func isLess(_ a: String, _ b: String) -> Bool {
        var (left, right) = (a.utf8[...], b.utf8[...])
        while let one = left.first, let other = right.first {
            if isDigit(one), isDigit(other) {
                let (first, second) = (number(&left), number(&right))
                if first.count != second.count { return first.count < second.count }
                if first != second { return first.lexicographicallyPrecedes(second) }
            } else {
                if one != other { return one < other }
                left = left.dropFirst()
                right = right.dropFirst()
            }
        }
        return left.isEmpty && !right.isEmpty
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Takes the digits at the beginning, without zeros in front.
    private static func number(_ text: inout Substring.UTF8View) -> [UInt8] {
        let digits = text.prefix(while: isDigit)
        text = text.dropFirst(digits.count)
        return Array(digits.drop { $0 == 0x30 })
    }
}
