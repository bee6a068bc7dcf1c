import CreditEngine

extension App {
    /// Takes a key.
    mutating func press(_ key: Key) {
        // Nothing is done, or paid for, that cannot be seen.
        if session.size.isTiny, !Self.keysUnseen.contains(key) { return }
        if isLegendDue {
            session.configuration.showsLegend = false
            work { $1.keep("legend", "false") }
            if key == .escape { return }
        }
        session.show(nil)
        session.isQuitAnswer = session.isQuitAsked
        session.isQuitAsked = false
        session.askedLine = nil
        if let line = input { return type(key, line) }
        if count != nil, key == .escape {
            count = nil
            return
        }
        if session.isQuitAnswer, key == .escape {
            return session.hint("nothing was ended; the jobs go on")
        }
        let count = self.count
        self.count = nil
        guard let command = commands.first(where: { $0.name.keys.contains(key) }) else {
            return Self.counted(key, after: count).map { begin(count: $0) } ?? refuse(key)
        }
        guard let count, command.isRepeatable else { return run(command) }
        for _ in 0..<count { run(command) }
    }

    /// The keys that work in a terminal which is too small to show anything.
    private static let keysUnseen: Set<Key> = [.character("Q"), .control("c"), .control("l"), .control("z")]

    /// The largest count.
    private static let mostTimes = 9_999

    /// The count that a digit makes; `nil` for a key that is no part of one.
    private static func counted(_ key: Key, after count: Int?) -> Int? {
        guard case .character(let digit) = key, digit.isASCII, let value = digit.wholeNumberValue else { return nil }
        if value == 0, count == nil { return nil }
        return min(mostTimes, (count ?? 0) * 10 + value)
    }

    private mutating func begin(count: Int) {
        self.count = count
        session.hint("\(Numeral.count(count, "time")): a movement, as in \(count)j; Esc leaves it")
    }

    /// The commands of the screen on top.
    var commands: [AnyCommand] { tables.commands(of: top) }

    /// Runs the command of the footer on which a click fell.
    mutating func clickFooter(_ column: Int) {
        if let item = footer(session.size).first(where: { $0.columns.contains(column) }) { run(item.command) }
    }

    private mutating func refuse(_ key: Key) {
        let name = key.label(isAscii: configuration.isAscii)
        let why =
            tables.places(of: key).map { "\(name) works in \($0), not here" } ?? "\(name) is not a key here"
        let whole = why + (name == "C-c" ? "; Q quits" : "") + "; ? lists the keys"
        session.hint(Glyph.columns(of: whole) <= session.size.columns - 2 ? whole : why)
    }

    /// Runs a command by its name, or says why not.
    mutating func run(named name: String) {
        guard let command = commands.first(where: { $0.name.name == name }) else {
            return session.hint("\(name) works in \(tables.places(of: name) ?? "no place"), not here")
        }
        run(command)
    }

    private mutating func run(_ command: AnyCommand) {
        if let why = command.refusal(top, session) {
            // What does not fit into the status line can be read in the log.
            let isShort = Glyph.columns(of: why) <= session.size.columns - 2
            return isShort ? session.hint(why) : session.say(Notice(.info, why))
        }
        work { command.perform?(&$0, &$1) }
    }

    /// Takes a key while a line is being typed.
    private mutating func type(_ key: Key, _ line: LineInput) {
        var line = line
        switch key {
        case .escape:
            input = nil
            if let left = line.left { work { left(&$0, line.text, &$1) } }
            return
        case .control("l"): return work { $1.carryOut(.redraw) }
        case .control("z"): return work { $1.carryOut(.suspend) }
        case .enter:
            input = nil
            if let kind = line.history { session.keep(line.text.trimmed, as: kind) }
            if line.isCommand { return command(line) }
            return work { line.submit(&$0, line.text, &$1) }
        case .tab where line.isCommand: line.set(palette(line).completion)
        case .tab where line.complete != nil: complete(&line)
        case .up where line.choice != nil: line.choice = line.choice.flatMap { $0 > 0 ? $0 - 1 : nil }
        case .up where line.history != nil, .down where line.recalled > 0:
            guard let kind = line.history else { break }
            line.recall(key == .up ? 1 : -1, from: session.typed[kind]?.lines ?? [])
        case .down where line.isCommand:
            let count = palette(line).candidates.count
            line.choice = count == 0 ? nil : min(count - 1, (line.choice ?? -1) + 1)
        case .backspace where line.text.isEmpty:
            input = nil
            return
        default:
            if !line.edit(key) {
                let name = key.label(isAscii: configuration.isAscii)
                session.hint("\(name) does nothing while you type; Enter ends it, Esc leaves it")
            }
        }
        let isOther = input?.text != line.text
        input = line
        if isOther, let changed = line.changed { work { changed(&$0, line.text, &$1) } }
    }

    /// Completes what was typed, and says what it may still become.
    private mutating func complete(_ line: inout LineInput) {
        guard let completion = line.complete?(line.text, session) else { return }
        line.set(completion.text)
        let names = completion.candidates
        if !names.isEmpty { session.hint(VisibleText.escape(names.prefix(40).joined(separator: "  "))) }
    }

    /// What a command line may mean.
    func palette(_ line: LineInput) -> CommandPalette {
        CommandPalette(typed: line.text, all: tables.all, here: commands, top, session)
    }

    /// Runs what was typed on the command line: a number, or the name of a command.
    private mutating func command(_ line: LineInput) {
        let typed = line.text.trimmed
        if typed.isEmpty, line.choice == nil { return }
        if !typed.isEmpty, typed.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "," }) {
            // A number of more digits than an integer has is beyond everything that is counted.
            let number = Int(typed.filter { $0 != "," }) ?? .max / 2
            return work { $0.go(to: number, &$1) }
        }
        switch palette(line).order(choice: line.choice) {
        case .command(let name): run(named: name)
        case .argument(let command, let text): run(command, with: text)
        case .none(let why):
            let name = String(typed.prefix { $0 != " " })
            let isElsewhere = !commands.contains { $0.name.name == name } && tables.places(of: name) != nil
            if isElsewhere { run(named: name) } else { session.hint(why) }
        }
    }

    /// Runs a command with what it was given.
    private mutating func run(_ command: AnyCommand, with text: String) {
        if let why = command.refusal(top, session) { return session.hint(why) }
        work { command.argument?.perform(&$0, text, &$1) }
    }
}
