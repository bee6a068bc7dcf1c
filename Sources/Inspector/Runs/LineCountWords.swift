import CreditEngine

/// Where every line of the files went, in words, and what is missing.
enum LineCountWords {
    static func words(_ catalogue: Catalogue, columns: Int) -> String {
        let counts = catalogue.counts
        var parts = ["\(Numeral.count(counts.messages, "message")) read", Numeral.count(counts.bad, "bad line")]
        if catalogue.unreadable > 0 { parts.append("\(Numeral.count(catalogue.unreadable, "file")) not read: press L") }
        if counts.unknown > 0 { parts.append("\(Numeral.count(counts.unknown)) of unknown type") }
        if counts.incomplete > 0 { parts.append("\(Numeral.count(counts.incomplete)) incomplete") }
        if counts.duplicateKeys > 0 { parts.append("\(Numeral.count(counts.duplicateKeys)) with duplicate keys") }
        if counts.oddOutcomes > 0 { parts.append("\(Numeral.count(counts.oddOutcomes, "outcome")) not understood") }
        if counts.oddMessages > 0 { parts.append("\(Numeral.count(counts.oddMessages, "message")) not understood") }
        let lost = counts.read - counts.kept - counts.unknown - counts.bad - counts.blank - counts.incomplete
        if lost != 0 { parts.append("\(Numeral.count(lost)) lines unaccounted for") }
        var words = parts.joined(separator: " · ")
        let claim = " · nothing dropped"
        let isSound =
            lost + counts.unknown + counts.incomplete + counts.oddOutcomes + counts.oddMessages == 0
            && catalogue.unreadable == 0
        if isSound, counts.messages > 0, words.count + claim.count <= columns {
            words += claim
        }
        if catalogue.withoutOutcome == 0 { return words }
        let missing = " · \(Numeral.count(catalogue.withoutOutcome)) without outcome"
        return [words + missing + ": --outcomes FILE", words + missing].first { $0.count <= columns } ?? words
    }
}
