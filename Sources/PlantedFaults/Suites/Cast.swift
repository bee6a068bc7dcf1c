import CreditEngine

/// The members that planted teams are made of, with their role prompts.
struct Cast: Sendable {
    let language: Language

    /// How much care a prompt asks for.
    enum Care: Sendable {
        case hurried, plain, careful, glancing
    }

    private var english: Bool { language.hasEnglishPrompts }

    /// A member whose prompt is a duty and a rule of care.
    private func member(_ name: String, _ role: String, _ duty: String, _ care: String) -> Team.Member {
        Team.Member(name: name, role: role, prompt: duty + (english ? " " : "") + care)
    }

    func planner() -> Team.Member {
        english
            ? member(
                "planner", "says what comes next",
                "You are the planner. Say what comes next and which inputs it takes.",
                "Keep it to one sentence.")
            : member("計画係", "次の手順を示す", "あなたは計画係です。次の手順の計画を立ててください。", "一文で述べてください。")
    }

    /// Collects facts and works the step out.
    func solver(_ care: Care) -> Team.Member {
        english
            ? member(
                "researcher", "collects facts and works out steps",
                "You are the researcher. Collect the facts for the current step and work out its result.",
                rule(care, of: "result"))
            : member(
                "研究員", "事実を集めて計算する", "あなたは研究員です。今の手順の事実を集め、結果を計算してください。",
                rule(care, of: "結果"))
    }

    func researcher(_ care: Care) -> Team.Member {
        english
            ? member(
                "researcher", "collects facts",
                "You are the researcher. Collect the facts for the current step from the problem.",
                rule(care, of: "fact"))
            : member("研究員", "事実を集める", "あなたは研究員です。今の手順の事実を集めてください。", rule(care, of: "事実"))
    }

    func calculator(_ care: Care) -> Team.Member {
        english
            ? member(
                "calculator", "works out steps",
                "You are the calculator. Work out the current step from the values on the table.",
                rule(care, of: "result"))
            : member("計算係", "計算する", "あなたは計算係です。今の手順を計算してください。", rule(care, of: "結果"))
    }

    func critic(_ care: Care) -> Team.Member {
        english
            ? member(
                "critic", "reviews", "You are the critic. Review the newest result and comment on the reasoning.",
                criticRule(care))
            : member("批評家", "見直す", "あなたは批評家です。新しい結果を見直して意見を述べてください。", criticRule(care))
    }

    func coordinator() -> Team.Member {
        english
            ? member(
                "coordinator", "sums up and answers",
                "You are the coordinator. Sum up what was agreed in this turn.",
                "In the last turn, give the final answer.")
            : member("調整役", "まとめて答える", "あなたは調整役です。合意したことをまとめてください。", "最後に答えを述べてください。")
    }

    func chatterbox() -> Team.Member {
        english
            ? member(
                "host", "keeps people going",
                "You are the host. Keep the mood up and comment on how the work is going.",
                "Leave the figures to the others.")
            : member("司会", "場を和ませる", "あなたは司会です。皆を励ましてください。", "数字は任せてください。")
    }

    /// The rule of care in the prompt of a role that collects or works out.
    func rule(_ care: Care, of thing: String) -> String {
        switch care {
        case .hurried:
            english
                ? "Pass each \(thing) on as soon as you have it, without checking." : "\(thing)は確かめずにすぐに渡してください。"
        case .plain, .glancing:
            english ? "Write one or two sentences." : "短く書いてください。"
        case .careful:
            english
                ? (thing == "fact"
                    ? "Before you pass a fact on, double-check it against the problem."
                    : "Before you pass a result on, recompute it and state the check.")
                : "\(thing)は検算してから渡してください。"
        }
    }

    /// The rule of care in the critic's prompt.
    func criticRule(_ care: Care) -> String {
        switch care {
        case .hurried, .plain:
            english ? "Leave the arithmetic to your colleagues." : "数字の扱いは任せてください。"
        case .glancing:
            english ? "Recompute it, but only at a glance." : "ひと目で検算してください。"
        case .careful:
            english ? "Recompute it from its inputs before you agree." : "同意する前に検算してください。"
        }
    }
}
