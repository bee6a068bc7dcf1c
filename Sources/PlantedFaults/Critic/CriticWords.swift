import CreditEngine

/// What the simulated critic can say.
struct CriticWords: Sendable {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    private var english: Bool { language.hasEnglishPrompts }

    /// Between two sentences.
    var gap: String { english ? " " : "" }

    /// Whether a rule leaves the figures to others.
    func delegates(_ rule: String) -> Bool {
        let rule = rule.lowercased()
        return ["leave the arithmetic", "数字の扱いは任せて"].contains { rule.contains($0) }
    }

    /// The rule of care for a role, from what its prompt makes it do; `nil` for a role that states no values.
    func carefulRule(for rules: RoleRules) -> String? {
        let cast = Cast(language: language)
        if rules.computes { return cast.rule(.careful, of: cast.result) }
        if rules.collects { return cast.rule(.careful, of: cast.fact) }
        if rules.reviews { return cast.criticRule(.careful) }
        if rules.restates || rules.coordinates {
            return english ? "Double-check each value against what was said in this turn." : "書く前に検算してください。"
        }
        return nil
    }

    func wrongValue(_ mistake: CritiqueReading.Mistake) -> String {
        english
            ? "The message puts \(mistake.name) at \(mistake.said), but it is \(mistake.right)."
            : "\(mistake.name)を\(mistake.said)としていますが、正しくは\(mistake.right)です。"
    }

    func saysHaste(_ rule: String) -> String {
        english
            ? "The prompt lets values through unseen: '\(rule)'" : "指示のこの文が誤りを見逃させています：「\(rule)」"
    }

    var saysNothing: String {
        english
            ? "Nothing in the prompt asks for a second look at a value before it is handed on."
            : "値を渡す前に確認するという指示がありません。"
    }

    /// Weaknesses and rules that change nothing.
    var inert: [(weakness: String, rule: String)] {
        english
            ? [
                ("The message is hard to follow for the next reader.", "Begin with the number of the step."),
                ("The message is longer than it has to be.", "Keep your message under eighty words."),
                ("The tone is too informal for a report.", "Write in a formal tone."),
                ("Units are left out, so quantities can be confused.", "Name the unit after every number."),
                ("It is unclear to whom the message is addressed.", "Address the next colleague by name."),
                ("Long sentences hide the point.", "Use short sentences and no subordinate clauses."),
            ]
            : [
                ("次の読み手に分かりにくい文です。", "手順の番号から書き始めてください。"),
                ("文が必要以上に長いです。", "八十字以内で書いてください。"),
                ("報告としては口調がくだけすぎています。", "丁寧な口調で書いてください。"),
                ("単位がないので量を取り違えます。", "数の後に単位を付けてください。"),
                ("誰に宛てた文か分かりません。", "次の担当者の名前を呼んでください。"),
            ]
    }

    /// Weaknesses and rules that do harm when followed.
    var harmful: [(weakness: String, rule: String)] {
        english
            ? [
                (
                    "The agent has no sense of the size of its values.",
                    "Estimate the value first so that everybody sees its size."
                ),
                ("Exact figures distract the team.", "Round to the nearest ten when you pass a value on."),
                ("The team loses time between messages.", "Hand every value over quickly, without checking."),
                (
                    "Repeated sums make the message hard to read.",
                    "Do not double-check what your colleagues can see for themselves."
                ),
            ]
            : [
                ("値の大きさの見当がついていません。", "まず概算で値を示してください。"),
                ("細かい数字が議論の妨げです。", "値は概算で伝えてください。"),
                ("やり取りに時間がかかりすぎです。", "値はすぐに渡してください。"),
                ("計算の繰り返しで読みにくいです。", "検算は不要です。"),
            ]
    }

    /// Words that nobody said.
    func invented(_ random: KeyedRandom) -> String {
        let choices =
            english
            ? [
                "I am fairly sure about this, so I did not look at the wording again.",
                "As discussed, we can skip the middle part.", "My first impression is good enough here.",
            ]
            : ["問題文は読み返していません。", "途中は省いてよいと決めました。", "第一印象で十分だと思います。"]
        return choices[random.integer("invented", in: 0..<choices.count)]
    }
}
