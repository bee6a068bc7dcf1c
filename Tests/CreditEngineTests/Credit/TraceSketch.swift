import CreditEngine

/// Traces written down in a few words, for tests.
enum TraceSketch {
    /// A trace of messages, each one turn later than the one before when its speaker has spoken in that turn.
    ///
    /// Names that end in `Terminal` are tools; `human` is a person.
    static func trace(
        problem: String? = nil, success: Bool? = false, states: [State] = [], _ messages: [(String, String)]
    ) -> Trace {
        var trace = Trace(
            id: "sketch", problem: Problem(input: problem), states: states,
            outcome: success.map { Outcome(success: $0) },
            turnRule: .speaker)
        var turn = 1
        var spoken: Set<Int> = []
        for (ordinal, (name, text)) in messages.enumerated() {
            let agent = trace.agents.firstIndex { $0.name == name } ?? trace.agents.count
            if agent == trace.agents.count {
                let kind: Agent.Kind = name.hasSuffix("Terminal") ? .tool : name == "human" ? .human : .model
                trace.agents.append(Agent(name: name, kind: kind))
            }
            if !spoken.insert(agent).inserted {
                turn += 1
                spoken = [agent]
            }
            trace.messages.append(Message(ordinal: ordinal, turn: turn, agent: agent, output: text))
        }
        return trace
    }

    /// A recorded state.
    static func state(_ turn: Int, _ components: [(String, Double)]) -> State {
        State(turn: turn, components: components.map { .init(name: $0.0, value: .number($0.1)) })
    }

    /// A run of words from a small vocabulary with numbers and phrases, the same for the same seed.
    static func random(seed: UInt64, messages count: Int, agents: Int = 3) -> Trace {
        var random = Digits(seed: seed)
        let words = [
            "assuming", "total", "traceback", "plums", "basket", "```python", "error", "17 % 5 = 3", "2 + 2 = 4",
            "the final answer is", "42", "1234", "incorrect", "verified", "modulo", "crates = 17", "梅の数", "naïve", "",
        ]
        let messages = (0..<count).map { _ in
            let name = ["planner", "researcher", "critic", "codeTerminal"][random.below(agents)]
            let text = (0..<random.below(30)).map { _ in
                random.below(4) == 0 ? "\(random.below(5000))" : words[random.below(words.count)]
            }
            return (name, text.joined(separator: " "))
        }
        return trace(problem: "The number of crates is 13. What is the total of plums in the basket?", messages)
    }
}

/// A small generator (SplitMix64), so that a failing seed can be run again.
struct Digits {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func below(_ n: Int) -> Int { Int(next() % UInt64(max(1, n))) }

    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
