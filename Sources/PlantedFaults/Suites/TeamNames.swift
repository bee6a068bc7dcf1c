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
        return "\(Self.words[members]?[language] ?? "\(members)")-\(place + 1)"
    }

    /// The language of the planted team of a name; `nil` when it is not the name of one.
    public static func language(ofTeamNamed name: String) -> Language? {
        Language.allCases.first { language in
            words.keys.contains { members in
                numbered.contains { $0.teamName(members: members, language) == name }
            }
        }
    }

    private static let words: [Int: [Language: String]] = [
        3: [.english: "trio", .japanese: "三人組", .plainspoken: "threesome", .dutch: "drietal"],
        4: [.english: "quartet", .japanese: "四人組", .plainspoken: "foursome", .dutch: "viertal"],
        5: [.english: "quintet", .japanese: "五人組", .plainspoken: "fivesome", .dutch: "vijftal"],
        8: [.english: "octet", .japanese: "八人組", .plainspoken: "eightsome", .dutch: "achttal"],
    ]
}
