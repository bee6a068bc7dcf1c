/// The commands of the review queue.
extension LabelsScreen {
    static let table: [Command<LabelsScreen>] = moves() + saying + going

    private static let saying: [Command<LabelsScreen>] = [
        Command(
            CommandName("at-fault", [.enter], "label: the agent of this message is at fault"), footer: "at fault",
            refusal: { $0.whyNothing($1) ?? ($0.culprit == nil ? "this message is no model's" : nil) },
            perform: { screen, context in
                guard let culprit = screen.culprit else { return }
                screen.give(&context) { ($0.agent, $0.turn) = (culprit.agent, culprit.turn) }
            }),
        Command(
            CommandName("no-one", [.character("n")], "label: no agent is at fault"), footer: "no one",
            refusal: { $0.whyNothing($1) }, perform: { screen, context in screen.give(&context) { $0.isNobody = true } }
        ),
        Command(
            CommandName("outcome", [.character("o")], "how it ended: as recorded, success, failure"),
            footer: "outcome", refusal: { $0.whyNothing($1) },
            perform: { screen, _ in
                screen.change { $0.success = $0.success == nil ? true : $0.success == true ? false : nil }
            }),
        Command(
            CommandName("outcome-only", [.character("a")], "label the outcome alone"), footer: "outcome only",
            refusal: { screen, session in
                screen.whyNothing(session) ?? (screen.label.success == nil ? "o says how the run ended first" : nil)
            }, perform: { screen, context in screen.give(&context) { _ in } }),
        Command(
            CommandName("failure-kind", [.character("f")], "a name for the kind of failure"), footer: "kind",
            refusal: { $0.whyNothing($1) },
            perform: { $0.type(" kind of failure: ", $0.label.mode, &$1) { $0.mode = $1 } }),
        Command(
            CommandName("label-note", [.character("m")], "a note in the label"), footer: "note",
            refusal: { $0.whyNothing($1) }, perform: { $0.type(" note: ", $0.label.note, &$1) { $0.note = $1 } }),
    ]

    private static let going: [Command<LabelsScreen>] = [
        Command(
            CommandName("undo-label", [.character("u")], "take your last label back"), footer: "undo",
            refusal: { _, session in session.whyReadOnly }, perform: { $0.act(.undo, &$1) }),
        Command(
            CommandName("skip", [.character(">")], "leave this run to others and to later"), footer: "skip",
            refusal: { $0.whyNothing($1) },
            perform: { screen, context in
                if let task = screen.task { screen.act(.skip(task.number), &context) }
            }),
        Command(
            CommandName("second", [.character("2")], "runs labelled by another person, or the rest"),
            footer: "second", refusal: { _, session in session.whyReadOnly }, perform: { $0.toggleSecond(&$1) }),
    ]

    /// Why nothing can be said just now.
    private func whyNothing(_ session: Session) -> String? {
        session.whyReadOnly ?? (task == nil ? "there is no run to label here" : nil)
    }

    /// Lets the person type words of the label; none takes them away.
    private func type(
        _ prompt: String, _ text: String?, _ context: inout Context,
        _ change: @escaping @Sendable (inout GivenLabel, String?) -> Void
    ) {
        context.ask(
            .type(
                LineInput(prompt, enter: "keep", text: text ?? "", for: LabelsScreen.self) { screen, text, _ in
                    let words = text.trimmed
                    screen.change { change(&$0, words.isEmpty ? nil : words) }
                }))
    }
}
