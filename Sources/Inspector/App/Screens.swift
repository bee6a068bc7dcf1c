/// All screens of the program.
///
/// A new one is a folder of its own and a line here.
enum Screens {
    static let all: [ScreenKind] = [
        ScreenKind(RunsScreen.self),
        ScreenKind(RunScreen.self),
        ScreenKind(ApprovalsScreen.self),
        ScreenKind(LabelsScreen.self),
        ScreenKind(DiffScreen.self),
        ScreenKind(JobsScreen.self),
        ScreenKind(LogScreen.self),
        ScreenKind(LegendScreen.self),
        ScreenKind(LineScreen.self),
        ScreenKind(ReplayMenu.self),
        ScreenKind(Confirmation.self),
        ScreenKind(CopyMenu.self),
        help,
    ]

    /// The list of all commands; its key is always in sight.
    static let help = ScreenKind(HelpScreen.self)

    /// The commands of all screens.
    static let commands = CommandTables(
        all.map { ($0.type, $0.commands) },
        everywhere: ProgramCommands.views + ProgramCommands.going + all.dropLast().compactMap(\.opening)
            + ProgramCommands.leaving
            + [help.opening].compactMap { $0 })
}

/// A kind of screen as the program knows it.
struct ScreenKind: Sendable {
    let type: ObjectIdentifier
    let commands: [AnyCommand]
    /// The command that opens it from everywhere.
    let opening: AnyCommand?
    /// It as that command opens it; see `Screen.open`.
    let open: @Sendable (_ before: (any Screen)?, _ isOnTop: Bool, inout Context) -> (any Screen)?
    /// It as an event brings it up; see `Screen.arrival`.
    let arrival: @Sendable (Event, _ before: (any Screen)?, inout Context) -> Arrival?
    /// Whether it comes back as it was left.
    let isRemembered: Bool

    init<S: Screen>(_ screen: S.Type) {
        let type = ObjectIdentifier(screen)
        self.type = type
        commands = screen.table.map { AnyCommand($0) }
        opening = screen.opening.map { name in AnyCommand(name) { $0.ask(.open(type)) } }
        open = { before, isOnTop, context in S.open(before as? S, isOnTop: isOnTop, &context) }
        arrival = { event, before, context in S.arrival(of: event, before: before as? S, &context) }
        isRemembered = screen.opening != nil || screen.leavesSettings
    }
}
