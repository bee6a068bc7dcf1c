import CreditEngine

@testable import Inspector

/// Pairs of made-up runs that are the same up to a point.
enum MadeUpPairs {
    /// The failed run of the design, and the one that went right: from turn 7 on they part.
    static func math() -> RunComparison {
        var left = MadeUpRuns.math().0
        left.problem = Problem(id: "p-42")
        left.seed = 7
        left.team = MadeUpReviews.team()
        var right = left
        right.id = "run-000025"
        right.seed = 8
        right.outcome = Outcome(success: true, score: 1)
        right.team = MadeUpReviews.team()
        right.team?.members[1].prompt = MadeUpReviews.newText
        right.agents.append(Agent(name: "reviewer"))
        for index in right.messages.indices where right.messages[index].turn >= 7 {
            let (turn, agent) = (right.messages[index].turn, right.messages[index].agent)
            if (turn, agent) == (7, 1), right.messages[index].output != "The value is 3." {
                right.messages[index].output =
                    "The total for step three is 17 modulo 5, so the value is 2, as python says."
            } else if turn % 3 == 0 {
                right.messages[index].output += "\nThe value 2 was checked."
            }
        }
        right.messages.removeAll { $0.turn == 7 && $0.output == "The value is 3." || $0.turn == 12 }
        right.messages.append(Message(ordinal: 90, turn: 11, agent: 5, output: "Everything was checked twice."))
        return RunComparison(left: left, right: right)
    }

    /// Chinese names and words, and teams that do not have all agents in common.
    static func chinese() -> RunComparison {
        let left = MadeUpRuns.chinese().0
        var right = left
        right.id = "运行-八"
        right.agents[2].name = "研究员丙"
        right.problem = Problem(id: "问题-八")
        for index in right.messages.indices where right.messages[index].turn >= 3 {
            right.messages[index].output = right.messages[index].output.replacing("余数是三", with: "余数是二")
        }
        return RunComparison(left: left, right: right)
    }

    /// What must never reach a terminal as it is.
    static func hostile() -> RunComparison {
        var left = MadeUpRuns.math(
            id: "\u{1B}]0;title\u{07}", names: ["a\u{1B}[2J", "b\nc", "d\u{202E}", "e", "f"]
        ).0
        left.problem = Problem(id: "p\u{1B}[31m")
        var right = left
        for index in right.messages.indices {
            left.messages[index].output = "one \u{1B}[31mred\u{1B}[0m \u{202E}two\u{202C}\u{07}\r\nzero\u{200B}width"
            right.messages[index].output = "one \u{1B}[32mgreen\u{1B}[0m \u{202E}2\u{202C}\u{07}\r\nzero\u{200B}width"
        }
        left.team = Team(members: [.init(name: "a\u{1B}[2J", prompt: "x")])
        right.team = Team(members: [.init(name: "a\u{1B}[2J", prompt: "y")])
        return RunComparison(left: left, right: right)
    }
}
