import CreditEngine

/// What planted teams are called: how many they are, and their suite's number (`trio-4`).
///
/// The store keeps prompts, queues and lineages by the name of a team, so no two suites share one, even where their
/// prompts are the same. A critic may read it, so it says nothing about the planted fault.
extension Suite {
    /// The suites in the order of their teams' numbers, from 1; a new suite goes to the end, so that none changes.
    static let numbered: [Suite] = [.rootEcho, .and, .or, .delayed, .lossyAggregator, .chatterbox, .healthy, .crowd]

    /// The suite whose teams have a name; `nil` when it is not the name of a planted team.
    public static func ofTeam(named name: String) -> Suite? {
        numbered.first { suite in
            words.keys.contains { members in
                Language.allCases.contains { suite.teamName(members: members, $0) == name }
            }
        }
    }

    /// What a team of this suite is called.
    func teamName(members: Int, _ language: Language) -> String {
        let place = Self.numbered.firstIndex { $0.name == name } ?? 0
        let word = Self.words[members].map { language == .english ? $0.english : $0.japanese } ?? "\(members)"
        return "\(word)-\(place + 1)"
    }

    private static let words: [Int: (english: String, japanese: String)] = [
        3: ("trio", "三人組"), 4: ("quartet", "四人組"), 5: ("quintet", "五人組"), 8: ("octet", "八人組"),
    ]
}
