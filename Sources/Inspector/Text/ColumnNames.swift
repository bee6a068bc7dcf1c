import CreditEngine

/// Names cut to a number of columns so that different names stay different.
enum ColumnNames {
    /// One label a name, each at most `width` columns (at least 1) wide.
    static func labels(_ names: [String], width: Int) -> [String] {
        let width = max(1, width)
        // Where there is room for the sign, a cut name says so.
        var labels = names.map { width >= 4 ? clipped($0, width) : prefix($0, width) }
        var groups = collisions(labels, names)
        guard !groups.isEmpty else { return labels }
        for kept in stride(from: max(0, width / 2 - 1), through: 0, by: -1) where width >= 3 && !groups.isEmpty {
            for group in groups {
                let tried = group.map { prefix(names[$0], kept) + "…" + suffix(names[$0], width - kept - 1) }
                guard Set(tried).count == group.count else { continue }
                for (place, label) in zip(group, tried) { labels[place] = label }
            }
            groups = collisions(labels, names)
        }
        for group in groups {
            for place in group {
                let number = String(place + 1)
                labels[place] = prefix(names[place], max(0, width - number.count - 1)) + "#" + number
                if Glyph.columns(of: labels[place]) > width { labels[place] = prefix(number, width) }
            }
        }
        return labels
    }

    /// The groups of places whose labels are the same.
    private static func collisions(_ labels: [String], _ names: [String]) -> [[Int]] {
        var places: [String: [Int]] = [:]
        for (place, label) in labels.enumerated() { places[label, default: []].append(place) }
        return places.values.filter { $0.count > 1 }.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }

    /// A name that fits into so many columns; `…` says that it was cut.
    static func clipped(_ name: String, _ columns: Int) -> String {
        guard columns > 0 else { return "" }
        if name.utf8.count <= columns, isPlain(name) { return name }
        return Glyph.columns(of: name) <= columns ? name : prefix(name, columns - 1) + "…"
    }

    /// An identifier that fits into so many columns: its end tells runs apart, so its beginning is cut.
    static func clippedInFront(_ id: String, _ columns: Int) -> String {
        guard columns > 0 else { return "" }
        return Glyph.columns(of: id) <= columns ? id : "…" + suffix(id, columns - 1)
    }

    /// The longest beginning that fits into so many columns.
    static func prefix(_ name: String, _ columns: Int) -> String {
        if isPlain(name) { return String(name.prefix(max(0, columns))) }
        return fitting(Glyph.glyphs(of: name), columns).joined()
    }

    private static func suffix(_ name: String, _ columns: Int) -> String {
        if isPlain(name) { return String(name.suffix(max(0, columns))) }
        return fitting(Glyph.glyphs(of: name).reversed(), columns).reversed().joined()
    }

    /// Whether every byte is one visible column; most names are so, and need no counting.
    private static func isPlain(_ name: String) -> Bool { name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

    private static func fitting(_ glyphs: [Glyph], _ columns: Int) -> [String] {
        var used = 0
        return glyphs.prefix {
            used += $0.width
            return used <= columns
        }.map(\.text)
    }
}
