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
        /// The problem's id contains this.
        case problem(String)
        /// A known figure compares so; an unknown one never does.
        case figure(Figure, Comparison, Double)
        /// Some message contains this.
        case text(String)
        /// The run's or the problem's id contains this, or the beginning of the task.
        case word(String)
    }

    /// What is wrong with a filter, in one sentence with the way out.
    struct Mistake: Error, Equatable {
        var sentence: String
    }

    /// The filter as typed.
    var source: String
    var terms: [Term]

    /// The text that has to be searched in messages, if any.
    var text: String? {
        terms.lazy.compactMap { if case .text(let t) = $0 { t } else { nil } }.first
    }

    /// Reads a filter: `status:fail agent:NAME hot>.3 score<.5 problem:ID text~"modulo" word`.
    static func parse(_ source: String) throws(Mistake) -> Filter {
        var terms: [Term] = []
        for token in try tokens(source) { terms.append(try term(token)) }
        guard terms.filter({ if case .text = $0 { true } else { false } }).count <= 1 else {
            throw Mistake(sentence: "a filter has one text~ at most; put the words together in quotes")
        }
        return Filter(source: source, terms: terms)
    }

    /// Whether a run is shown.
    func matches(_ run: RunIndex, in catalogue: Catalogue) -> Bool {
        let entry = catalogue.entries[run]
        return terms.allSatisfy { term in
            switch term {
            case .status(let wanted): entry.success == wanted
            case .agent(let name): catalogue.hotAgent(run).map { TextMatch.contains($0, name) } ?? false
            case .problem(let id): entry.problem.map { TextMatch.contains($0, id) } ?? false
            case .figure(let figure, let comparison, let bound):
                Self.value(figure, entry, catalogue.summaries[run]).map { comparison.holds($0, bound) } ?? false
            case .text: catalogue.hits[run] != nil
            case .word(let word):
                TextMatch.contains(entry.id, word) || entry.problem.map { TextMatch.contains($0, word) } ?? false
                    || catalogue.summaries[run]?.task.map { TextMatch.contains($0, word) } ?? false
            }
        }
    }

    private static func value(_ figure: Figure, _ entry: RunEntry, _ summary: RunSummary?) -> Double? {
        switch figure {
        case .score: entry.score
        case .hot: summary.flatMap { $0.unscored == nil ? Double($0.heat) : nil }
        case .turns: summary.map { Double($0.turns) }
        case .cost: summary?.cost
        }
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

extension Filter {
    private static let keys = "status: agent: problem: text~ hot score turns cost"

    /// Words apart at blanks, except inside double quotes; the quotes are taken off.
    private static func tokens(_ source: String) throws(Mistake) -> [String] {
        var tokens: [String] = []
        var token = ""
        var isQuoted = false
        for character in source {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == " ", !isQuoted {
                if !token.isEmpty { tokens.append(token) }
                token = ""
            } else {
                token.append(character)
            }
        }
        if isQuoted { throw Mistake(sentence: "a quote is not closed; write text~\"two words\"") }
        if !token.isEmpty { tokens.append(token) }
        return tokens
    }

    private static func term(_ token: String) throws(Mistake) -> Term {
        let name = String(token.prefix { $0.isLetter })
        let rest = token.dropFirst(name.count)
        if let figure = Figure(rawValue: name),
            let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) })
        {
            let bound = String(rest.dropFirst(comparison.rawValue.count))
            guard let value = Double(bound.hasPrefix(".") ? "0" + bound : bound), value.isFinite else {
                throw Mistake(
                    sentence: "\(name)\(comparison.rawValue) needs a number, as in \(name)\(comparison.rawValue).3")
            }
            return .figure(figure, comparison, value)
        }
        if rest.first == "~", name == "text" {
            return .text(try value(String(rest.dropFirst()), "text~\"modulo\""))
        }
        guard rest.first == ":" else {
            if rest.first.map({ "<>=~".contains($0) }) ?? false, !name.isEmpty {
                throw Mistake(sentence: "'\(token)' is not a condition; there are \(keys), and plain words")
            }
            return .word(token)
        }
        let argument = String(rest.dropFirst())
        switch name {
        case "status":
            switch argument {
            case "fail", "failed": return .status(false)
            case "ok": return .status(true)
            case "unknown": return .status(nil)
            default: throw Mistake(sentence: "status: is fail, ok or unknown, not '\(argument)'")
            }
        case "agent": return .agent(try value(argument, "agent:researcher"))
        case "problem": return .problem(try value(argument, "problem:p-42"))
        case "hot", "score", "turns", "cost": throw Mistake(sentence: "\(name) is compared, as in \(name)>.3")
        case "text": throw Mistake(sentence: "text is searched with ~, as in text~\"modulo\"")
        default: throw Mistake(sentence: "there is no '\(name):'; there are \(keys), and plain words")
        }
    }

    private static func value(_ text: String, _ example: String) throws(Mistake) -> String {
        if text.isEmpty { throw Mistake(sentence: "something is missing after it, as in \(example)") }
        return text
    }
}
