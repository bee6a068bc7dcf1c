/// A kind of words that are evidence about a run.
enum Cue: UInt8, Sendable, CaseIterable {
    /// A tool, a program or a page reports that it failed.
    case failure
    /// The speaker says that it could not do or find what was asked.
    case inability
    /// The speaker says that something said before is wrong or does not fit.
    case objection
    /// The speaker goes on with made-up or assumed content.
    case assumption
    /// An answer is stated.
    case answer

    /// The phrases of each cue: lower-case words separated by one space.
    ///
    /// Common English of programs and of chat models, chosen for what they mean and not for any data set.
    var phrases: [String] {
        switch self {
        case .failure:
            [
                "traceback", "error", "exception", "execution failed", "failed", "timed out", "timeout", "not found",
                "access denied", "permission denied", "forbidden", "unauthorized", "not subscribed", "no such file",
                "unknown language", "no module named", "invalid", "segmentation fault",
            ]
        case .inability:
            [
                "unable to", "not able to", "cannot access", "can not access", "could not access", "cannot find",
                "could not find", "couldn t find", "did not find", "didn t find", "i cannot", "i can t",
                "don t have access", "do not have access", "no information", "is unknown", "not recorded",
            ]
        case .objection:
            [
                "incorrect", "not correct", "is wrong", "was wrong", "inaccurate", "inconsistent", "discrepancy",
                "contradicts", "contradiction", "does not match", "doesn t match", "does not fit", "doesn t fit",
                "mismatch", "does not come out", "not as expected",
            ]
        case .assumption:
            [
                "assume", "assumes", "assumed", "assuming", "assumption", "assumptions", "hypothetical",
                "hypothetically", "placeholder", "placeholders", "demonstration", "simulate", "simulated", "simulates",
                "simulating", "simulation", "for example", "let s say", "approximate", "approximated", "approximately",
                "approximation", "typically", "likely", "probably", "example data", "mock", "dummy", "estimate",
                "estimated", "estimates",
            ]
        case .answer:
            ["final answer", "answer is"]
        }
    }

    /// What the cue shows when it counts as an error of the run so far, as a clause; `nil` when it does not.
    func errorClause(saidBy kind: Agent.Kind) -> String? {
        switch self {
        case .failure: kind == .tool ? "a tool reports a failure" : nil
        case .inability: kind == .model ? "what was asked could not be done" : nil
        case .objection: "something does not fit"
        case .assumption, .answer: nil
        }
    }
}
