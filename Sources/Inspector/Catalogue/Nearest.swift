import CreditEngine

extension Catalogue {
    /// The nearest other run for which something holds; of two equally near ones the earlier.
    func nearest(to here: RunIndex, where holds: (RunEntry) -> Bool) -> RunIndex? {
        let distance = (1..<max(2, entries.count)).first { step in
            [here - step, here + step].contains { entries[safe: $0].map(holds) ?? false }
        }
        guard let distance else { return nil }
        return [here - distance, here + distance].first { entries[safe: $0].map(holds) ?? false }
    }
}
