public import CreditEngine

/// The embedded judge: no key, no network, the same scores for the same request for ever.
///
/// It reads nothing but the messages it is sent. It works the problem out itself, compares what each message claims with
/// that, and sometimes misjudges, like any judge. Asked about anything but this target's word problems it says so, which
/// is no score. Its replies say that they are simulated; so does its name.
public struct SimulatedJudge: LanguageModel {
    /// The name in its replies.
    public static let name = "simulated/judge"
    /// The share of messages whose scores are drawn at random instead, in [0,1].
    public var misjudges: Double

    /// Makes a judge that misjudges so often.
    public init(misjudges: Double = 0.15) { self.misjudges = misjudges }

    /// Answers at once.
    public func reply(to request: ModelRequest) async throws -> ModelReply {
        try Task.checkCancellation()
        let asked = request.messages.last { $0.role == "user" }?.content ?? ""
        let text = scores(asked, KeyedRandom(seed: request.seed ?? 0)) ?? "I see no problem that I can judge."
        return ModelReply(text: text, model: Self.name, simulated: true)
    }

    /// The reply in JSON; `nil` when this is no request for scores about a worksheet.
    private func scores(_ asked: String, _ random: KeyedRandom) -> String? {
        guard asked.hasPrefix(JudgeRequest.opening), let guarded = GuardedText(reading: asked),
            let sheet = guarded["problem"].flatMap({ Worksheet(reading: $0) })
        else { return nil }
        var bench = Bench(sheet: sheet)
        if let before = guarded["before"] { bench.hear(before) }
        var entries: [String] = []
        for number in 1... {
            guard let message = guarded["message-\(number)"] else { break }
            var (own, group) = bench.judge(message)
            if random.unit("misjudged " + asked, number) < misjudges {
                own = random.unit("own " + asked, number)
                group = random.unit("group " + asked, number)
            }
            entries.append("\"\(number)\":{\"own\":\(Self.text(own)),\"group\":\(Self.text(group))}")
        }
        return "{\"scores\":{\(entries.joined(separator: ","))},\"state\":\(Self.text(bench.progress))}"
    }

    private static func text(_ score: Double) -> String { "\((score * 100).rounded() / 100)" }
}

/// What has been claimed about a worksheet so far, beside what is true.
private struct Bench {
    private let sheet: Worksheet
    private let names: [String]
    private let bytes: [[UInt8]]
    private let truth: [String: Int]
    private var claimed: [String: Int] = [:]

    init(sheet: Worksheet) {
        self.sheet = sheet
        names = sheet.names
        bytes = sheet.names.map { Array($0.utf8) }
        var truth: [String: Int] = [:]
        for fact in sheet.facts { truth[fact.name] = fact.value }
        for step in sheet.steps {
            guard let a = truth[step.left], let b = truth[step.right] else { continue }
            truth[step.result] = step.operation.apply(a, b)
        }
        self.truth = truth
    }

    mutating func hear(_ text: String) { for (name, value) in claims(text) { claimed[name] = value } }

    /// A message's own score and its score in the group; it counts as heard afterwards.
    mutating func judge(_ text: String) -> (own: Double, group: Double) {
        let before = claimed
        let claims = claims(text)
        claimed.merge(claims) { $1 }
        let wrong = claims.filter { name, value in truth[name].map { $0 != value } ?? false }
        guard !wrong.isEmpty else {
            let corrects = claims.contains { name, value in before[name].map { $0 != value } ?? false }
            return claims.isEmpty ? (0.6, 0.6) : (0.9, corrects ? 1 : 0.8)
        }
        // Repeating a wrong value, or working on from one correctly, is not where it came in.
        let brought = wrong.contains { name, value in before[name] != value && !follows(name, value, from: before) }
        return (0.2, brought ? 0.1 : 0.5)
    }

    /// Whether a result is what the values stated so far give.
    private func follows(_ name: String, _ value: Int, from before: [String: Int]) -> Bool {
        guard let step = sheet.steps.first(where: { $0.result == name }) else { return false }
        let known = truth.merging(before) { $1 }
        guard let a = known[step.left], let b = known[step.right] else { return false }
        return step.operation.apply(a, b) == value
    }

    /// How much of what has to be found is claimed rightly.
    var progress: Double {
        let results = sheet.steps.map(\.result)
        let right = results.count { name in claimed[name] != nil && claimed[name] == truth[name] }
        return Double(right) / Double(max(1, results.count))
    }

    private func claims(_ text: String) -> [String: Int] {
        let values = Claims(reading: Array(text.utf8), names: bytes, in: sheet.language.phrases).values
        var claims: [String: Int] = [:]
        for (index, value) in values.enumerated() { claims[names[index]] = value }
        return claims
    }
}
