import CreditEngine

/// What a role prompt tells its agent to do, as the simulated model understands it.
///
/// It looks for known words, sentence by sentence. A rule of care inside a negation (`do not verify`, `without
/// checking`) counts as haste.
struct RoleRules: Sendable, Hashable {
    /// States the facts that a step needs.
    var collects = false
    /// Works out steps.
    var computes = false
    /// Comments on what was worked out.
    var reviews = false
    /// Sums up a turn and gives the answer at the end.
    var coordinates = false
    /// Says what a step will do.
    var plans = false
    /// Talks.
    var chats = false
    /// Verifies or recomputes.
    var careful = false
    /// Is told to be quick or not to check.
    var hurried = false
    /// Is told to estimate or round.
    var estimating = false
    /// Repeats every value when summing up.
    var restates = false

    /// Reads a whole prompt: behind the role's own rules there may be, fenced off, a reason to write a message anew; one that
    /// asks for care is heeded.
    init(of prompt: String) {
        guard let guarded = GuardedText(reading: prompt), let start = prompt.firstRange(of: guarded.notice),
            let end = prompt.firstRange(of: guarded.text)
        else {
            self.init(reading: prompt)
            return
        }
        self.init(reading: prompt[..<start.lowerBound] + "\n" + prompt[end.upperBound...])
        guard let reason = guarded["reason"], RoleRules(reading: reason).careful else { return }
        (careful, hurried) = (true, false)
    }

    init(reading prompt: String) {
        let text = prompt.lowercased()
        let marks: Set<Character> = [".", "。", "\n", ";"]
        for sentence in text.split(whereSeparator: { marks.contains($0) }) {
            read(Array(sentence.utf8))
        }
    }

    private mutating func read(_ sentence: [UInt8]) {
        func says(_ words: [String]) -> Bool { words.contains { sentence.hasWord($0) } }
        let negated = says(["do not", "don't", "never", "without", "no need to", "ずに", "しないで", "不要"])
        if says([
            "verify", "recompute", "re-compute", "double-check", "checking", "check it", "check each", "検算", "確かめ",
        ]) {
            if negated { hurried = true } else { careful = true }
        }
        if says(["as soon as", "at a glance", "quickly", "in your head", "すぐに", "ひと目で"]) { hurried = true }
        guard !negated else { return }
        if says(["collect the facts", "collect facts", "事実を集め"]) { collects = true }
        if says(["work out", "compute", "calculate", "計算し"]) { computes = true }
        if says(["review", "見直"]) { reviews = true }
        if says(["coordinate", "sum up", "まとめ"]) { coordinates = true }
        if says(["plan the", "say what comes next", "計画を立て"]) { plans = true }
        if says(["keep the mood", "encourage", "励ま"]) { chats = true }
        if says(["estimate", "round to", "概算"]) { estimating = true }
        if says(["restate every", "repeat every", "すべての値を"]) { restates = true }
    }
}

extension [UInt8] {
    /// Whether a word or phrase occurs, not as the end of a longer Latin word.
    fileprivate func hasWord(_ word: String) -> Bool {
        let needle = Array(word.utf8)
        guard let first = needle.first, needle.count <= count else { return false }
        for start in 0...(count - needle.count) where self[start] == first {
            guard self[start..<(start + needle.count)].elementsEqual(needle) else { continue }
            if start == 0 || !(self[start - 1] >= 97 && self[start - 1] <= 122) { return true }
        }
        return false
    }
}
