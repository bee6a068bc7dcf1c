import CreditEngine

extension App {
    /// Takes a key.
    mutating func press(_ key: Key) {
        session.show(nil)
        session.isQuitAnswer = session.isQuitAsked
        session.isQuitAsked = false
        session.askedLine = nil
        if let line = input { return type(key, line) }
        if session.isQuitAnswer, key == .escape {
            return session.hint("nothing was ended; the jobs go on")
        }
        guard let command = commands.first(where: { $0.name.keys.contains(key) }) else { return refuse(key) }
        run(command)
    }

    /// The commands of the screen on top.
    var commands: [AnyCommand] { Screens.commands.commands(of: top) }

    private mutating func refuse(_ key: Key) {
        let name = key.label(isAscii: configuration.isAscii)
        let why =
            Screens.commands.places(of: key).map { "\(name) works in \($0), not here" } ?? "\(name) is not a key here"
        let whole = why + "; ? lists the keys"
        session.hint(Glyph.columns(of: whole) <= session.size.columns - 2 ? whole : why)
    }

    /// Runs a command by its name, or says why not.
    mutating func run(named name: String) {
        guard let command = commands.first(where: { $0.name.name == name }) else {
            return session.hint("\(name) works in \(Screens.commands.places(of: name) ?? "no place"), not here")
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
            return
        case .control("l"): return work { $1.carryOut(.redraw) }
        case .control("z"): return work { $1.carryOut(.suspend) }
        case .enter:
            input = nil
            if line.isCommand { return command(line) }
            return work { line.submit(&$0, line.text, &$1) }
        case .tab where line.isCommand: line.set(palette(line).completion(of: line.text))
        case .up where line.isCommand: line.choice = line.choice.flatMap { $0 > 0 ? $0 - 1 : nil }
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
        input = line
        if let changed = line.changed { work { changed(&$0, line.text, &$1) } }
    }

    /// The commands that a line may mean.
    func palette(_ line: LineInput) -> CommandPalette { CommandPalette(typed: line.text, Screens.commands.all) }

    /// Runs what was typed on the command line: a number, or the name of a command.
    private mutating func command(_ line: LineInput) {
        let typed = line.text.trimmed
        if typed.isEmpty, line.choice == nil { return }
        if let number = Int(typed.filter { $0 != "," }) { return work { $0.go(to: number, &$1) } }
        let palette = CommandPalette(typed: typed, Screens.commands.all)
        guard let command = palette.command(typed: typed, choice: line.choice) else {
            return session.hint("there is no command '\(typed)'; ? lists them")
        }
        run(named: command.name)
    }
}
