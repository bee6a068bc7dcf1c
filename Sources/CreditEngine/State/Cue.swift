/// A kind of words that are evidence about a run, whoever says them.
enum Cue: UInt8, Sendable {
    /// A tool, a program or a page reports that it failed.
    case failure
    /// The speaker says that it could not do or find what was asked.
    case inability
    /// The speaker says that something said before is wrong.
    case objection
    /// The speaker says that something said before is right.
    case confirmation
    /// The speaker goes on with made-up or assumed content.
    case assumption
    /// An answer is stated.
    case answer

    /// The phrases of each cue, lower-case words separated by spaces; digits are words too.
    ///
    /// They are common English of programs and of chat models, chosen for what they mean, not for any data set.
    static let phrases: [(Cue, [String])] = [
        (
            .failure,
            [
                "traceback", "exitcode 1", "exit code 1", "exit status 1", "execution failed", "error", "exception",
                "nameerror", "typeerror", "valueerror", "keyerror", "indexerror", "syntaxerror", "attributeerror",
                "modulenotfounderror", "importerror", "filenotfounderror", "runtimeerror", "assertionerror",
                "timed out",
                "timeout", "not found", "access denied", "permission denied", "forbidden", "segmentation fault",
                "no such file", "command not found", "unknown language", "no module named", "failed",
            ]
        ),
        (
            .inability,
            [
                "unable to", "cannot access", "can not access", "cannot find", "could not find", "couldn t find",
                "could not access", "i cannot", "i can t", "i am not able", "i m not able", "no results",
                "did not find",
                "didn t find", "not able to", "apologize", "no information", "does not provide", "did not provide",
                "not available", "don t have access", "do not have access",
            ]
        ),
        (
            .objection,
            [
                "incorrect", "not correct", "is wrong", "was wrong", "mistake", "inaccurate", "inconsistent",
                "discrepancy", "contradicts", "contradiction", "not accurate", "does not match", "doesn t match",
            ]
        ),
        (
            .confirmation,
            ["is correct", "are correct", "verified", "confirmed", "i agree", "looks correct", "is accurate"]
        ),
        (
            .assumption,
            [
                "assume", "assuming", "assumed", "assumption", "hypothetical", "hypothetically", "placeholder",
                "for demonstration", "simulate", "simulated", "example data", "mock", "dummy", "let s say",
                "approximately", "typically", "likely", "probably",
            ]
        ),
        (.answer, ["final answer", "the answer is", "answer is", "answer"]),
    ]
}
