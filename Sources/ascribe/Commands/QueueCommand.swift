import ArgumentParser
import CreditEngine
import UseCases

/// `ascribe queue`: the runs that people label.
struct QueueCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Label the runs that 'ascribe watch' is in doubt about.",
        discussion: """
            Example: ascribe queue next, then: ascribe queue label --agent researcher --turn 2
            list shows all items, how far people agree and how often each agent is at fault. next puts the item in your hand \
            of which a label tells most. label says who was at fault in it, undo takes your last label back. export FILE \
            writes labelled runs for 'ascribe eval', import FILE takes Label Studio's export or scores of Langfuse. reprompt asks the agent of \
            each queued turn once more with the reason, as a policy says that you wrote, and records the answers beside the \
            runs.
            """)

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case list, next, label, undo, export, `import`, reprompt
    }
    enum Ending: String, ExpressibleByArgument, CaseIterable { case success, failure }

    @Argument(help: "list, next, label, undo, export, import or reprompt.")
    var action: Action
    @Argument(help: "The file of export (- is standard output) and import.", completion: Completions.files)
    var file: String?
    @Option(help: "Who labels (default: the login name).")
    var who = Person.login()
    @Flag(help: "next, label: an item that another person has labelled, to see how far people agree.")
    var second = false
    @Flag(help: "export: tasks of Label Studio with the labels that were given.")
    var labelStudio = false
    @Flag(help: "export: the labels as scores of Langfuse.")
    var langfuse = false

    @Option(help: "label: the item (default: the one in hand).")
    var item: Int64?
    @Option(help: "label: the agent at fault.")
    var agent: String?
    @Option(help: "label: the turn of the mistake, from 1.")
    var turn: Int?
    @Flag(help: "label: no agent is at fault.")
    var nobody = false
    @Option(help: "label: how the run ended, success or failure.")
    var outcome: Ending?
    @Option(help: "label: a name for the kind of failure.")
    var mode: String?
    @Option(help: "label: anything else.")
    var note: String?

    @Option(help: "reprompt: the policy (default: 'reprompt' of the team file).", completion: Completions.files)
    var policy: String?
    @Flag(help: "reprompt: JSON records.")
    var json = false

    @OptionGroup var models: ModelArguments
    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { action == .list }

    func validate() throws {
        if [.export, .import].contains(action) != (file != nil) {
            throw ValidationError("export and import need a file, and nothing else takes one.")
        }
    }

    func run() async throws {
        if action == .reprompt { return try await Interruption.guarding { [self] in try await reprompt() } }
        let queue =
            try [.list, .export].contains(action)
            ? Labelling(reading: models.store) : Labelling(folder: models.store, access.access.permit(or: .writing))
        switch action {
        case .list: for line in LabelText.lines(try await queue.items()) { try Console.say(line) }
        case .next:
            for line in try await LabelText.next(of: queue, for: who, isSecond: second) { try Console.say(line) }
        case .label:
            let verdict = RunVerdict(
                agent: agent, turn: turn, isNobody: nobody, success: outcome.map { $0 == .success }, mode: mode,
                note: note)
            let number = try await queue.label(item, by: who, verdict, isSecond: second)
            try Console.say("item \(number) is labelled; next: ascribe queue next")
        case .undo:
            let item = try await queue.undo(by: who)
            try Console.say(item.map { "undone; \(LabelText.line($0))" } ?? "\(who) has given no label")
        case .export:
            let labels = try await ExportedLabels(
                queue.items(), for: langfuse ? .langfuse : labelStudio ? .labelStudio : .eval)
            try Console.write(labels.bytes, toPath: file ?? "-")
            Console.complain(labels.sentence, .info)
        case .import:
            let (taken, refused) = try await queue.take(file: file ?? "")
            for reason in refused { Console.complain(reason) }
            try Console.say("\(Numeral.count(taken, "label")) taken over, \(refused.count) refused")
            if !refused.isEmpty { throw ExitCode.doneWithFindings }
        case .reprompt: break
        }
    }

    private func reprompt() async throws {
        let work = try Reprompting(models.source(purpose: "queue reprompt"), policyFile: policy)
        let sums = try await work.run(access.permit, note: { Console.complain($0, .info) }) { [json] answer, _ in
            try Console.say([RepromptText.line(answer)], or: json ? RepromptText.record(answer) : nil)
        }
        try Console.say(RepromptText.lines(sums, of: work), or: json ? RepromptText.record(sums, of: work) : nil)
        if sums.shortfall != nil { throw ExitCode.doneWithFindings }
    }
}
