/// The words of one language by which cues are told.
///
/// A phrase is written in lower case with one space between words; an apostrophe counts as a space. Common words of
/// programs and of chat models, chosen for what they mean and not for any data set. Another language is another table in
/// `all`.
struct CueWords: Sendable {
    /// The phrases of each cue.
    var phrases: [Cue: [String]]
    /// Words that turn a cue around when they stand before it (`no`, `keine`).
    var negations: [String]
    /// Words that turn a cue around when they stand behind it (`ありません`).
    var negationsBehind: [String] = []
    /// Words that join two cues under one negation (`or` in `no errors or failures`).
    var joins: [String] = []

    /// The tables of all languages.
    static let all: [CueWords] = [english, german, french, spanish, chinese, japanese]
}

extension CueWords {
    /// English.
    static let english = CueWords(
        phrases: [
            .failure: [
                "traceback", "error", "exception", "execution failed", "failed", "timed out", "timeout", "not found",
                "access denied", "permission denied", "forbidden", "unauthorized", "not subscribed", "no such file",
                "unknown language", "no module named", "invalid", "segmentation fault",
            ],
            .inability: [
                "unable to", "not able to", "cannot access", "can not access", "could not access", "cannot find",
                "could not find", "couldn t find", "did not find", "didn t find", "i cannot", "i can t",
                "don t have access", "do not have access", "no information", "is unknown", "not recorded",
            ],
            .objection: [
                "incorrect", "not correct", "is wrong", "was wrong", "inaccurate", "inconsistent", "discrepancy",
                "contradicts", "contradiction", "does not match", "doesn t match", "does not fit", "doesn t fit",
                "mismatch", "not as expected",
            ],
            .assumption: [
                "assume", "assumes", "assumed", "assuming", "assumption", "assumptions", "hypothetical",
                "hypothetically", "placeholder", "placeholders", "demonstration", "simulate", "simulated", "simulates",
                "simulating", "simulation", "for example", "let s say", "approximate", "approximated", "approximately",
                "approximation", "typically", "likely", "probably", "example data", "mock", "dummy", "estimate",
                "estimated", "estimates",
            ],
            .answer: ["final answer", "answer is"],
        ],
        negations: [
            "no", "not", "0", "zero", "without", "never", "none", "nothing", "isn't", "aren't", "wasn't", "hasn't",
            "didn't",
        ],
        joins: ["or", "nor"])
}
