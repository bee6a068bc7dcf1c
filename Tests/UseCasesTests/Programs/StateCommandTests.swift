import CreditEngine
import Testing

@testable import UseCases

@Suite("A state program")
struct StateCommandTests {
    private let trace = Trace(
        id: "t", agents: [Agent(name: "a")],
        messages: (1...3).map { Message(ordinal: $0 - 1, turn: $0, agent: 0, output: "turn \($0)") })

    private func scores(_ script: String, seconds: Int = 10) -> [Score] {
        let command = StateCommand(command: ["sh", "-c", script], seconds: seconds)
        let estimator = TraceEstimator(settings: CreditSettings(state: .command, horizon: 0), stateCommand: command)
        return estimator.estimate(trace).temporal.map(\.score)
    }

    @Test("its answers are the states: stall by hand")
    func answers() {
        // Progress stands still while the other component moves from 0 to 1: d = 1, so B = ½.
        let scores = scores(
            """
            n=0; while read -r x; do n=$((n+1)); \
            if [ $n = 1 ]; then echo '{"metrics":{"progress":0.5,"open":"yes"}}'; \
            else echo '{"metrics":{"progress":0.5,"open":"no"}}'; fi; done
            """)
        #expect(scores[0] == .unscored("no earlier state"))
        #expect(scores[1] == .value(0.5))
        #expect(scores[2] == .value(0))
    }

    @Test("gets the conversation so far, one line a turn")
    func requests() {
        let scores = scores(
            #"while read -r x; do n=$(echo "$x" | grep -o '"output"' | wc -l); echo "{\"metrics\":{\"progress\":0.$n,\"said\":$n}}"; done"#
        )
        // Progress .1 → .2 → .3 and a count 1 → 2 → 3, mapped to x/(1+x): the state moves less than progress does.
        #expect(scores[1].value != nil && scores[2].value != nil)
    }

    @Test(
        "dies, lies or hangs: that turn is unscored, and says why",
        arguments: [
            ("read -r x; exit 1", "ended without an answer"),
            ("while read -r x; do echo 'not json'; done", "no \"metrics\""),
            (#"while read -r x; do echo '{"metrics":{}}'; done"#, "no \"metrics\""),
            (#"while read -r x; do echo '{"metrics":{"a":1e999}}'; done"#, "no \"metrics\""),
            (#"while read -r x; do echo '{"metrics":{"a":NaN}}'; done"#, "no \"metrics\""),
            ("exec sleep 60", "no answer within 1 s"),
        ])
    func failures(script: String, reason: String) {
        for score in scores(script, seconds: 1) {
            guard case .unscored(let why) = score else {
                Issue.record("scored although the program gave no state")
                continue
            }
            #expect(why.contains(reason))
        }
    }

    @Test("a program that cannot be started leaves every turn unscored")
    func missing() {
        let command = StateCommand(command: ["/nonexistent/program"])
        let estimator = TraceEstimator(settings: CreditSettings(state: .command), stateCommand: command)
        #expect(estimator.estimate(trace).temporal.allSatisfy { $0.score.value == nil })
    }
}
