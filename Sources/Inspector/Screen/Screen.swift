import CreditEngine

/// One screen: its state, its table of commands, its handling of events, its drawing.
///
/// A screen is a value in a folder of its own and knows no other screen. What it shares with them is the session; what
/// it wants of the program it asks of the context.
protocol Screen: Sendable {
    /// Its commands, in the order in which its footer offers them.
    static var table: [Command<Self>] { get }
    /// The places that it has, the one that sentences name first.
    static var places: [Place] { get }
    /// The command that opens it from everywhere; `nil` when only an event or another screen's command does.
    static var opening: CommandName? { get }
    /// The screen as that command opens it.
    ///
    /// - Parameters:
    ///   - before: it as it was left, or as it is when it is on top already.
    static func open(_ before: Self?, isOnTop: Bool, _ context: inout Context) -> Self?
    /// The screen that an event brings up, and where it goes; `nil` for events that bring none.
    static func arrival(of event: Event, before: Self?, _ context: inout Context) -> Arrival?

    /// Where the keyboard is on it.
    var place: Place { get }
    /// Whether it lies over the lower part of the screen below, which stays in sight.
    var isPartial: Bool { get }
    /// Whether it takes the place of everything below, the lists in sight there included.
    var isBase: Bool { get }
    /// Whether it is the one from which nothing leads back.
    var isFirst: Bool { get }
    /// Whether the next screen of its kind takes over what the person set on this one.
    static var leavesSettings: Bool { get }
    /// Whether it says itself how jobs go.
    var showsJobs: Bool { get }
    /// Whether its footer leaves out commands that do nothing just now.
    var hidesRefusedCommands: Bool { get }
    /// The opened run that it shows.
    var subject: Subject? { get }

    /// Moves its selection, or scrolls.
    mutating func move(_ movement: Movement, _ context: inout Context)
    /// Goes to a row or turn by its number.
    mutating func go(to number: Int, _ context: inout Context)
    /// Goes back one level inside the screen; returns whether there was one.
    mutating func back(byEscape: Bool, _ context: inout Context) -> Bool
    /// Takes in what happened; the session has done so before.
    mutating func receive(_ event: Event, _ context: inout Context)
    /// Takes in what became of a question that lay over it.
    mutating func receive(_ news: News, _ context: inout Context)
    /// Takes a click.
    mutating func click(column: Int, row: Int, _ context: inout Context)
    /// Takes the wheel; positive steps are down.
    mutating func wheel(column: Int, row: Int, steps: Int, _ context: inout Context)
    /// Keeps selections, scroll offsets and laid-out text in order after a change.
    mutating func layOut(_ view: View, _ context: inout Context)
    /// What its signs and words mean.
    func legend(_ session: Session) -> Legend
    /// What the status line says when there is no news.
    func status(_ session: Session) -> String
    /// Draws it; the status line and the footer are the program's.
    func draw(on canvas: inout Canvas, size: Size, _ session: Session)
}

/// How a screen is seen.
struct View: Sendable {
    let size: Size
    /// Whether the person has just done something, so that what is in sight now is where they are.
    let isByPerson: Bool
    /// Whether something lies over it.
    let isCovered: Bool
}

/// What a question tells the screen below it.
enum News: Sendable {
    /// A cell was chosen.
    case chosen(Cell)
    /// A job was started.
    case started(Job)
    /// Prompts are being written, as by this command line.
    case exported(String)
}

/// A screen that an event brings up.
struct Arrival: Sendable {
    /// Where it goes.
    enum Position: Sendable {
        /// Over everything.
        case top
        /// In the place of the screen of its kind, else directly over the first one.
        case base
        /// In the place of the screen of its kind, which was read once more.
        case again
        /// Over the screen with this place, to which it leads back.
        case over(Place)
    }

    let screen: any Screen
    let position: Position
    /// The command that is run once it is there.
    var then: String?
}

extension Screen {
    static var opening: CommandName? { nil }
    static var leavesSettings: Bool { false }
    static func open(_ before: Self?, isOnTop: Bool, _ context: inout Context) -> Self? { before }
    static func arrival(of event: Event, before: Self?, _ context: inout Context) -> Arrival? { nil }

    var isPartial: Bool { false }
    var isBase: Bool { false }
    var isFirst: Bool { false }
    var showsJobs: Bool { false }
    var hidesRefusedCommands: Bool { false }
    var subject: Subject? { nil }

    mutating func go(to number: Int, _ context: inout Context) {
        context.hint("a number goes to a turn or to a row of the list; there are none here")
    }
    mutating func back(byEscape: Bool, _ context: inout Context) -> Bool { false }
    mutating func receive(_ event: Event, _ context: inout Context) {}
    mutating func receive(_ news: News, _ context: inout Context) {}
    mutating func click(column: Int, row: Int, _ context: inout Context) {}
    mutating func wheel(column: Int, row: Int, steps: Int, _ context: inout Context) {
        for _ in 0..<abs(steps) { move(steps > 0 ? .down : .up, &context) }
    }
    mutating func layOut(_ view: View, _ context: inout Context) {}
    func legend(_ session: Session) -> Legend {
        let tables = session.subject?.tables
        return .grid(
            top: tables?.topHeat(.joint) ?? Sparkline.quiet,
            metric: (tables?.credit.metric).flatMap(TemporalMetric.init) ?? .stall)
    }
    func status(_ session: Session) -> String { "" }
}
