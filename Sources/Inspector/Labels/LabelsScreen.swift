import CreditEngine

extension Place {
    static let labels = Place("the review queue")
}

/// The review queue, one run after the other: a person says who was at fault, and the next run comes.
///
/// What others said is not shown, so that agreement between people means something.
struct LabelsScreen: Screen {
    static let places: [Place] = [.labels]
    static let opening: CommandName? = CommandName(
        "review-queue", [.character("Y")], "label the runs that wait for a person")
    let place = Place.labels
    let hidesRefusedCommands = true

    /// The run in hand; `nil` before it is there, and when none is left.
    private(set) var task: LabelTask?
    /// What the person has said of it so far.
    private(set) var label = GivenLabel()
    /// The selected message, by its index in the run.
    private(set) var message = 0
    private(set) var pane = TextPane()
    private(set) var choice = LabelChoice()
    /// Items that wait, and how far people agree; `nil` until the queue was read.
    private(set) var waiting: Int?
    private(set) var agreement: [String] = []
    /// Why the queue cannot be read.
    private(set) var failure: String?
    /// Labels given here, and when the first run was shown.
    private(set) var given = 0
    private(set) var since: Double?
    /// Whether an action is under way, so that a key pressed twice labels one run.
    private(set) var isBusy = false
    private var shown: Key?

    /// Everything that the lines depend on.
    private struct Key: Equatable {
        var task: LabelTask
        var message: Int
        var width: Int
    }

    // MARK: update

    static func open(_ before: LabelsScreen?, isOnTop: Bool, _ context: inout Context) -> LabelsScreen? {
        var screen = before ?? LabelsScreen()
        if !isOnTop { screen.act(.take, &context) }
        return screen
    }

    /// Does something with the queue; the next item comes with the answer.
    mutating func act(_ action: LabelAction, _ context: inout Context) {
        guard !isBusy else { return }
        isBusy = true
        if case .skip(let item) = action { choice.skipped.insert(item) }
        context.carryOut(.label(action, choice))
    }

    mutating func receive(_ event: Event, _ context: inout Context) {
        guard case .labelled(let action, let answer) = event else { return }
        isBusy = false
        switch answer {
        case .failed(let why):
            failure = why
            context.say(.warning, why)
        case .next(let next, let waiting, let agreement):
            failure = nil
            (self.waiting, self.agreement) = (waiting, agreement)
            since = since ?? context.session.seconds
            if case .give(_, let item) = action {
                given += 1
                context.hint("item \(item) is labelled; u takes it back")
            }
            if action == .undo {
                given = max(0, given - 1)
                context.hint("your last label is taken back")
            }
            guard next != task else { return }
            (task, label) = (next, GivenLabel())
            message = next.flatMap { task in task.trace.messages.firstIndex { $0.cell == task.suspect } } ?? 0
            shown = nil
        }
    }

    /// Gives the label as it is, once a change was made to it.
    mutating func give(_ context: inout Context, _ change: (inout GivenLabel) -> Void) {
        guard let task else { return }
        var label = label
        change(&label)
        act(.give(label, item: task.number), &context)
    }

    mutating func change(_ change: (inout GivenLabel) -> Void) { change(&label) }

    /// Goes between items that nobody has labelled and those that another person has.
    mutating func toggleSecond(_ context: inout Context) {
        choice.isSecond.toggle()
        act(.take, &context)
    }

    /// The selected message and who said it; `nil` when it is no model's.
    var culprit: (agent: String, turn: Int)? {
        guard let task, let said = task.trace.messages[safe: message], let agent = task.trace.agents[safe: said.agent],
            agent.kind == .model
        else { return nil }
        return (agent.name, said.turn)
    }

    mutating func move(_ movement: Movement, _ context: inout Context) {
        let count = task?.trace.messages.count ?? 0
        switch movement {
        case .up: message = max(0, message - 1)
        case .down: message = max(0, min(count - 1, message + 1))
        case .first: message = 0
        case .last: message = max(0, count - 1)
        default: pane.scroll(movement)
        }
    }

    mutating func wheel(column: Int, row: Int, steps: Int, _ context: inout Context) { pane.scroll(steps: steps) }

    mutating func layOut(_ view: View, _ context: inout Context) {
        guard let task else { return pane.set([]) }
        let key = Key(task: task, message: message, width: max(1, view.size.columns - 2))
        pane.layOut(height: max(1, view.size.rows - head - 3))
        guard key != shown else { return }
        let lines = Self.lines(task, selected: message, width: key.width)
        if shown?.task == task { pane.rewrap(lines) } else { pane.set(lines) }
        shown = key
        pane.layOut(height: max(1, view.size.rows - head - 3))
        pane.showFirst(.evidence)
    }

    /// Lines above the messages.
    var head: Int { 4 + min(Self.shownAnswers, task?.answers.count ?? 0) }

    /// Answers to asking again that are always in sight.
    static let shownAnswers = 2
}
