import CreditEngine

/// The inspector: state in, frame out.
///
/// A value without I/O, clock or randomness: a stack of screens, and the session that they share. `update` takes what
/// happened and returns what is to be done outside; `render` draws what is to be seen.
public struct App: Sendable {
    /// How the program starts.
    public typealias Configuration = Inspector.Configuration

    var session: Session
    /// The screens, the runs first; the last has the keyboard.
    private(set) var stack: [any Screen] = [RunsScreen()]
    /// The commands, with keys of the person's own.
    let tables: CommandTables
    /// Screens as they were left, by type.
    private(set) var left: [ObjectIdentifier: any Screen] = [:]
    /// The line being typed, if one is.
    var input: LineInput?
    /// The number typed before a key, as in `5j`.
    var count: Int?
    /// Keys of a burst that wait for the screen that was asked for by the keys before them.
    private var ahead: [Key] = []
    private var effects: [Effect] = []

    /// Starts with nothing read yet.
    public init(configuration: Configuration = Configuration()) {
        session = Session(configuration: configuration)
        tables = Screens.commands.adding(configuration.ownKeys)
        layOut(isByPerson: true)
        effects = []
    }

    /// How the program was started, with the palette now in use and the terminal's size now.
    public var configuration: Configuration { session.configuration }

    /// The colours of heat now in use.
    public var palette: Palette { session.configuration.palette }

    /// What the colours are made for now.
    public var theme: Theme { session.configuration.theme }

    /// Whether a line is being typed, so that pasted text may go into it.
    public var isTyping: Bool { input != nil }

    /// Reads a key script such as `jj<Enter>s<lt><C-d>`; the error names the character and the way out.
    public static func keys(_ script: String) throws -> [Key] { try KeyScript.keys(script) }

    /// The table of keys as text, one command a line: keys, name, what it does.
    public static func keyTable() -> String { KeyTable.text(Screens.commands.all) }

    /// The lines that the log got since the last time, for a file that keeps them.
    public mutating func takeLogged() -> [Notice] { session.takeLogged() }

    /// The screen that has the keyboard.
    var top: any Screen { stack[stack.count - 1] }

    /// Takes in what happened; returns what is to be done outside, in order.
    public mutating func update(_ event: Event) -> [Effect] {
        noteSubject()
        var isByPerson = true
        switch event {
        case .key(let key):
            ahead = []
            press(key)
        case .keyAhead(let key):
            if session.isAwaiting, key != .escape { ahead.append(key) } else { press(key) }
        case .click(let column, let row):
            session.show(nil)
            guard input == nil, !session.size.isTiny else { break }
            if row == session.size.rows - 1 {
                clickFooter(column)
            } else {
                work { $0.click(column: column, row: row, &$1) }
            }
        case .wheel(let column, let row, let steps):
            guard input == nil, !session.size.isTiny else { break }
            work { $0.wheel(column: column, row: row, steps: max(-1000, min(1000, steps)), &$1) }
        case .opened, .compared, .edited, .rollout:
            // Keys for a screen that does not come are for no other.
            if receive(event) { pressAhead() } else if !session.isAwaiting { ahead = [] }
        default:
            isByPerson = false
            receive(event)
        }
        layOut(isByPerson: isByPerson)
        defer { effects = [] }
        return effects
    }

    /// Presses the keys that waited for a screen, up to one that asks for another.
    private mutating func pressAhead() {
        while !session.isAwaiting, let key = ahead.first {
            ahead.removeFirst()
            layOut(isByPerson: true)
            press(key)
        }
    }

    /// Takes in an event; returns whether it has brought up a screen.
    @discardableResult
    private mutating func receive(_ event: Event) -> Bool {
        var hasArrived = false
        effects += session.receive(event)
        for index in stack.indices.reversed() { work(at: index) { $0.receive(event, &$1) } }
        for kind in Screens.all {
            let before = stack.last { ObjectIdentifier(Swift.type(of: $0)) == kind.type } ?? left[kind.type]
            var context = begin()
            let arrival = kind.arrival(event, before, &context)
            end(context, at: stack.count - 1)
            if let arrival {
                place(arrival, kind.type)
                if let command = arrival.then {
                    layOut(isByPerson: true)
                    run(named: command)
                }
                hasArrived = true
            }
        }
        return hasArrived
    }

    // MARK: screens at work

    /// Lets the screen on top do something.
    mutating func work(_ body: (inout any Screen, inout Context) -> Void) { work(at: stack.count - 1, body) }

    private mutating func work(at index: Int, _ body: (inout any Screen, inout Context) -> Void) {
        guard stack.indices.contains(index) else { return }
        var screen = stack[index]
        var context = begin(
            beneath: index > 0 ? stack[index - 1] : nil, isOnTop: index == stack.count - 1 && input == nil)
        body(&screen, &context)
        stack[index] = screen
        end(context, at: index)
    }

    /// A context that has the session; nobody else holds it meanwhile, so that it is changed in place.
    private mutating func begin(beneath: (any Screen)? = nil, isOnTop: Bool = false) -> Context {
        let context = Context(session: session, beneath: beneath, isOnTop: isOnTop, commands: tables)
        session = Session(configuration: Configuration())
        return context
    }

    private mutating func end(_ context: Context, at index: Int) {
        session = context.session
        effects += context.effects
        for request in context.requests { fulfil(request, at: index) }
    }

    /// Does what a screen asks of the program.
    private mutating func fulfil(_ request: Context.Request, at index: Int) {
        switch request {
        case .show(let screen): stack.append(screen)
        case .close: remove(at: index)
        case .uncoverRun:
            while stack.count > 1, top.subject == nil { remove(at: stack.count - 1) }
        case .tell(let news): work { $0.receive(news, &$1) }
        case .open(let type): open(type)
        case .run(let name): run(named: name)
        case .type(let line): input = line
        case .back(let byEscape): back(byEscape: byEscape)
        case .quit: quit(byQuitKey: true)
        case .snapshot: effects.append(.snapshot(render().text))
        }
    }

    /// Takes a screen away.
    private mutating func remove(at index: Int) {
        guard index > 0, stack.indices.contains(index) else { return }
        keep(stack.remove(at: index))
    }

    /// Keeps a screen that comes back as it was left.
    private mutating func keep(_ screen: any Screen) {
        let type = ObjectIdentifier(Swift.type(of: screen))
        if Screens.all.contains(where: { $0.type == type && $0.isRemembered }) { left[type] = screen }
    }

    /// Opens a screen over all others; there is one of its kind at most.
    private mutating func open(_ type: ObjectIdentifier) {
        guard let kind = Screens.all.first(where: { $0.type == type }) else { return }
        let shown = stack.last { ObjectIdentifier(Swift.type(of: $0)) == type }
        let isOnTop = ObjectIdentifier(Swift.type(of: top)) == type
        var context = begin()
        let screen = kind.open(shown ?? left[type], isOnTop, &context)
        end(context, at: stack.count - 1)
        guard let screen else { return }
        stack.removeAll { ObjectIdentifier(Swift.type(of: $0)) == type }
        stack.append(screen)
    }

    /// Puts a screen that an event brings up where it belongs.
    private mutating func place(_ arrival: Arrival, _ type: ObjectIdentifier) {
        let same = stack.lastIndex { ObjectIdentifier(Swift.type(of: $0)) == type }
        switch arrival.position {
        case .top: stack.append(arrival.screen)
        case .again:
            // Whoever has left it meanwhile is not brought back.
            if let same { stack[same] = arrival.screen } else { left[type] = arrival.screen }
        case .over(let place) where stack.contains { $0.place == place }:
            stack.insert(arrival.screen, at: (stack.lastIndex { $0.place == place } ?? 0) + 1)
        case .base, .over:
            let over = stack[((same ?? 0) + 1)...].filter { !$0.isPartial }
            stack = [stack[0], arrival.screen] + over
        }
    }

    // MARK: going back

    /// Goes back one level.
    private mutating func back(byEscape: Bool) {
        if session.callOff() { return }
        var isDone = false
        work { isDone = $0.back(byEscape: byEscape, &$1) }
        if isDone { return }
        if stack.count > 1 { return remove(at: stack.count - 1) }
        if byEscape { session.hint("this is the top; Q quits") } else { quit(byQuitKey: false) }
    }

    /// Quits, or asks first when jobs are running; only the key that quits answers that, not the one that goes back.
    private mutating func quit(byQuitKey: Bool) {
        let count = session.jobs.open.count
        if count == 0 || session.isQuitAnswer && byQuitKey { return effects.append(.quit) }
        session.isQuitAsked = true
        session.hint(
            "\(Numeral.count(count, "job")) still \(count == 1 ? "runs" : "run") and would end; Q again quits, other keys stay"
        )
    }

    // MARK: after a change

    /// Tells the session which opened run is on the screen, and where in it the person is.
    private mutating func noteSubject() {
        let shown = stack.lazy.reversed().compactMap(\.subject).first
        session.isSubjectShown = shown != nil
        if let shown { session.subject = shown }
    }

    /// Brings the screens in sight in order: work of a portion's size, scroll offsets, what to score first.
    private mutating func layOut(isByPerson: Bool) {
        noteSubject()
        if let effect = session.filterOn() { effects.append(effect) }
        let first = stack.lastIndex { $0.isBase } ?? 0
        for index in first..<stack.count {
            let isCovered = index < stack.count - 1 || input?.isCommand == true
            let view = View(size: session.size, isByPerson: isByPerson, isCovered: isCovered)
            work(at: index) { $0.layOut(view, &$1) }
        }
    }
}
