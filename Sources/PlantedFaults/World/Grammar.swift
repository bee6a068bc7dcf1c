/// The sentence forms of a word problem; writing and reading use the same ones.
struct Grammar: Sendable {
    /// A sentence with two or three gaps: `before` x `middle` y `after`.
    struct Form: Sendable {
        var before: String
        var middle: String
        var after: String
    }

    var fact: Form
    var stale: Form
    var missing: (before: String, after: String)
    /// `Step 3: `, before and after the number.
    var step: (before: String, after: String)
    /// The two operands and then the result, which `found` closes; minus and plus name the right operand first.
    var operations: [(operation: Operation, form: Form, swapped: Bool)]
    var found: String
    /// A name, a divisor, a remainder.
    var control: (before: String, divisor: String, remainder: String, after: String)
    var question: (before: String, after: String)
    /// What stands between two sentences of the first paragraph.
    var gap: String

    static let english = Grammar(
        fact: Form(before: "The number of ", middle: " is ", after: "."),
        stale: Form(before: "Last year the number of ", middle: " was ", after: "."),
        missing: ("The number of ", " is not recorded."),
        step: ("Step ", ": "),
        operations: [
            (.times, Form(before: "multiply ", middle: " by ", after: " to get "), false),
            (.plus, Form(before: "add ", middle: " to ", after: " to get "), true),
            (.minus, Form(before: "subtract ", middle: " from ", after: " to get "), true),
            (.modulo, Form(before: "take ", middle: " modulo ", after: " to get "), false),
        ],
        found: ".",
        control: ("As a control, ", " divided by ", " should leave ", "."),
        question: ("What is ", "?"),
        gap: " ")

    static let japanese = Grammar(
        fact: Form(before: "", middle: "は", after: "です。"),
        stale: Form(before: "昨年の", middle: "は", after: "でした。"),
        missing: ("", "は記録がありません。"),
        step: ("手順", "："),
        operations: [
            (.times, Form(before: "", middle: "に", after: "を掛けて、"), false),
            (.plus, Form(before: "", middle: "に", after: "を足して、"), false),
            (.minus, Form(before: "", middle: "から", after: "を引いて、"), false),
            (.modulo, Form(before: "", middle: "を", after: "で割った余りから、"), false),
        ],
        found: "を求める。",
        control: ("確認用：", "を", "で割ると余りは", "になるはずです。"),
        question: ("問い：", "はいくつですか。"),
        gap: "")
}

extension Grammar {
    static let plainspoken = Grammar(
        fact: Form(before: "The sheet puts ", middle: " down as ", after: "."),
        stale: Form(before: "The old sheet had ", middle: " down as ", after: "."),
        missing: ("The sheet leaves ", " blank."),
        step: ("Item ", ") "),
        operations: [
            (.times, Form(before: "take ", middle: " as many times as ", after: ", which makes "), false),
            (.plus, Form(before: "put ", middle: " together with ", after: ", which makes "), false),
            (.minus, Form(before: "from ", middle: " drop ", after: ", which makes "), false),
            (.modulo, Form(before: "deal ", middle: " out by ", after: ", and what stays over makes "), false),
        ],
        found: ".",
        control: ("Side sum: ", " dealt out by ", " should leave ", "."),
        question: ("How many ", " are there?"),
        gap: " ")

    static let dutch = Grammar(
        fact: Form(before: "Het aantal ", middle: " bedraagt ", after: "."),
        stale: Form(before: "Vorig jaar bedroeg het aantal ", middle: " nog ", after: "."),
        missing: ("Het aantal ", " staat nergens."),
        step: ("Stap ", ": "),
        operations: [
            (.times, Form(before: "neem ", middle: " maal ", after: " en noem dat "), false),
            (.plus, Form(before: "tel ", middle: " op bij ", after: " en noem dat "), true),
            (.minus, Form(before: "trek ", middle: " af van ", after: " en noem dat "), true),
            (.modulo, Form(before: "deel ", middle: " door ", after: " en noem de rest "), false),
        ],
        found: ".",
        control: ("Ter controle moet ", " gedeeld door ", " als rest ", " geven."),
        question: ("Hoe groot is het aantal ", "?"),
        gap: " ")
}

extension Language {
    /// How word problems are written in it.
    var grammar: Grammar {
        switch self {
        case .english: .english
        case .japanese: .japanese
        case .plainspoken: .plainspoken
        case .dutch: .dutch
        }
    }
}
