/// Which later cells carry on what a cell introduced.
///
/// A cell introduces the numbers that neither the problem nor anybody before it said after the same word; without any,
/// its new words of five letters or more. A later cell that says one of them is linked to it, and so on through what
/// that cell introduces. It rather links too much: an echo that is taken for a cause would be a false accusation.
/// Used when recorded cells are put back after a repair and the run's own seed is not known (Method §4, the OR probe).
struct CarriedContent: Sendable {
    /// By position, the later positions that are linked to it.
    private let links: [[Int]]

    init(_ trace: Trace, _ order: CellOrder) {
        var said = Self.Tokens(trace.problem?.input ?? "")
        let spoken = order.messages.map { indices in
            indices.reduce(into: Tokens("")) { $0.formUnion(Tokens(trace.messages[$1].output)) }
        }
        var introduced: [Set<String>] = []
        for tokens in spoken {
            introduced.append(tokens.new(since: said))
            said.formUnion(tokens)
        }
        links = spoken.indices.map { source in
            spoken.indices.filter { $0 > source && !spoken[$0].words.isDisjoint(with: introduced[source]) }
        }
    }

    /// The positions that carry content of a cell on, directly or through others.
    func carriers(of position: Int) -> CellSet {
        var found = CellSet()
        var open = [position]
        while let next = open.popLast() {
            for link in links[next] where !found.contains(link) {
                found.insert(link)
                open.append(link)
            }
        }
        return found
    }

    /// The words of a text, in lower case.
    private struct Tokens {
        /// Numbers, and words of five letters or more.
        var words: Set<String> = []
        /// What stands before each number.
        var before: [String: Set<String>] = [:]

        init(_ text: String) {
            var last = ""
            for part in text.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber) }) {
                let word = String(part)
                if Self.isNumber(word) { before[word, default: []].insert(last) }
                if Self.isNumber(word) || word.count >= 5 { words.insert(word) }
                last = word
            }
        }

        mutating func formUnion(_ other: Tokens) {
            words.formUnion(other.words)
            before.merge(other.before) { $0.union($1) }
        }

        /// Numbers that were not said before after this word; without any, the words that are new.
        func new(since said: Tokens) -> Set<String> {
            let numbers = before.filter { !$0.value.isSubset(of: said.before[$0.key] ?? []) }
            return numbers.isEmpty ? words.subtracting(said.words) : Set(numbers.keys)
        }

        private static func isNumber(_ word: String) -> Bool {
            word.utf8.first.map { $0 >= 48 && $0 <= 57 } == true
        }
    }
}
