import CreditEngine

/// Which runs the runs screen shows: terms that must all hold.
struct Filter: Sendable, Equatable {
    /// A figure of a run that can be compared.
    enum Figure: String, Sendable, CaseIterable { case hot, score, turns, cost }
    /// How it is compared.
    enum Comparison: String, Sendable, CaseIterable {
        case atLeast = ">=", atMost = "<=", above = ">", below = "<", equal = "="
    }
    /// One condition.
    enum Term: Sendable, Equatable {
        /// Success, failure, or unknown (`nil`).
        case status(Bool?)
        /// The hottest cell's agent contains this.
        case agent(String)
        /// The agent with the largest part of the blame is called this.
        case blamed(String)
        /// Some model that speaks contains this.
        case model(String)
        /// The problem's id contains this.
        case problem(String)
        /// The file's path contains this.
        case file(String)
        /// A known figure compares so; an unknown one never does.
        case figure(Figure, Comparison, Double)
        /// This was done about it.
        case done(RunMarks)
        /// Some message contains this.
        case text(String)
        /// The run's or the problem's id, the beginning of the task, an agent, a model or a message contains this.
        case word(String)
    }

    /// What is wrong with a filter, in one sentence with the way out.
    struct Mistake: Error, Equatable {
        var sentence: String
    }

    /// The filter as typed.
    var source: String
    var terms: [Term]

    /// The fewest bytes of a plain word that is looked for in messages, too.
    static let shortestWord = 2

    /// The words that have to be searched in messages, each once, in order.
    var words: [String] {
        var words: [String] = []
        for term in terms {
            switch term {
            case .text(let word) where !words.contains(word): words.append(word)
            case .word(let word) where word.utf8.count >= Self.shortestWord && !words.contains(word): words.append(word)
            default: break
            }
        }
        return words
    }

    /// Whether it asks what was done about runs.
    var asksWhatWasDone: Bool { terms.contains { if case .done = $0 { true } else { false } } }

    /// Whether a run is shown.
    func matches(_ run: RunIndex, in catalogue: Catalogue) -> Bool {
        let entry = catalogue.entries[run]
        return terms.allSatisfy { term in
            switch term {
            case .status(let wanted): entry.success == wanted
            case .agent(let name): catalogue.hotCell(run).map { TextMatch.contains($0.agent, name) } ?? false
            case .blamed(let name): catalogue.blamedAgent(run).map { TextMatch.isSame($0, name) } ?? false
            case .model(let name): catalogue.cast(run)?.models.contains { TextMatch.contains($0, name) } ?? false
            case .problem(let id): entry.problem.map { TextMatch.contains($0, id) } ?? false
            case .file(let name): catalogue.files[safe: entry.file].map { TextMatch.contains($0, name) } ?? false
            case .figure(let figure, let comparison, let bound):
                catalogue.value(figure, of: run).map { comparison.holds($0, bound) } ?? false
            case .done(let mark): catalogue.marks(run).contains(mark)
            case .text(let word): catalogue.hits(of: word, in: run) > 0
            case .word(let word): Self.has(word, run, entry, catalogue)
            }
        }
    }

    private static func has(_ word: String, _ run: RunIndex, _ entry: RunEntry, _ catalogue: Catalogue) -> Bool {
        let match = TextMatch(word)
        if match.isIn(entry.id) || entry.problem.map(match.isIn) ?? false { return true }
        if catalogue.summaries[run]?.task.map(match.isIn) ?? false { return true }
        if let cast = catalogue.cast(run),
            cast.agents.contains(where: match.isIn) || cast.models.contains(where: match.isIn)
        {
            return true
        }
        return catalogue.hits(of: word, in: run) > 0
    }
}

extension Filter.Comparison {
    func holds(_ a: Double, _ b: Double) -> Bool {
        switch self {
        case .atLeast: a >= b
        case .atMost: a <= b
        case .above: a > b
        case .below: a < b
        case .equal: a == b
        }
    }
}
