import CreditEngine

extension App {
    /// Where the keyboard is.
    var place: Place {
        switch overlays.last {
        case _ where isConfirming: .menu
        case .approvals: .approvals
        case .help: .help
        case .log: .log
        case .line: .line
        case .jobs: .jobs
        case .diff: .diff
        case nil where menu != nil: .menu
        case nil: isRunShown ? run?.place ?? .runs : .runs
        }
    }

    /// Takes a key.
    mutating func press(_ key: Key) -> [Effect] {
        notice = nil
        isQuitAnswer = isQuitAsked
        isQuitAsked = false
        askedLine = nil
        if input != nil { return type(key) }
        if isQuitAnswer, key == .escape {
            hint("nothing was ended; the jobs go on")
            return []
        }
        guard let command = Command.forKey(key, at: place) else {
            let places = Command.places(of: key)
            let name = key.label(isAscii: configuration.isAscii)
            let why = places.isEmpty ? "\(name) is not a key here" : "\(name) works in \(places.name), not here"
            let whole = why + "; ? lists the keys"
            hint(Glyph.columns(of: whole) <= size.columns - 2 ? whole : why)
            return []
        }
        return run(command)
    }

    /// Runs a command, or says why not.
    mutating func run(_ command: Command) -> [Effect] {
        guard !command.places.isDisjoint(with: place) else {
            hint("\(command.name) works in \(command.places.name), not here")
            return []
        }
        if let why = command.refusal(self) {
            // What does not fit into the status line can be read in the log.
            if Glyph.columns(of: why) > size.columns - 2 { say(Notice(.info, why)) } else { hint(why) }
            return []
        }
        return perform(command.action)
    }

    /// Takes a key while a line is being typed.
    private mutating func type(_ key: Key) -> [Effect] {
        guard var line = input else { return [] }
        switch key {
        case .escape:
            input = nil
            return []
        case .control("l"): return [.redraw]
        case .control("z"): return [.suspend]
        case .enter:
            input = nil
            return submit(line)
        case .tab where line.purpose == .command:
            line.set(CommandPalette(typed: line.text).completion(of: line.text))
        case .up where line.purpose == .command:
            line.choice = line.choice.flatMap { $0 > 0 ? $0 - 1 : nil }
        case .down where line.purpose == .command:
            let count = CommandPalette(typed: line.text).candidates.count
            line.choice = count == 0 ? nil : min(count - 1, (line.choice ?? -1) + 1)
        case .backspace where line.text.isEmpty:
            input = nil
            return []
        default:
            if !line.edit(key) {
                hint(
                    "\(key.label(isAscii: configuration.isAscii)) does nothing while you type; Enter ends it, Esc leaves it"
                )
            }
        }
        input = line
        if line.purpose == .help { help.search(line.text) }
        return []
    }

    private mutating func submit(_ line: LineInput) -> [Effect] {
        switch line.purpose {
        case .filter: return filter(line.text)
        case .find: return find(line.text)
        case .help: return []
        case .breakpoint:
            setBreakpoint(line.text.trimmed)
            return []
        case .note(let run, let message): return keepNote(line.text.trimmed, on: message, of: run)
        case .command: return command(line)
        case .approve(let id, let hash, let validation):
            return approve(id, hash: hash, validation: validation, reason: line.text.trimmed)
        case .reject(let id): return reject(id, reason: line.text.trimmed)
        case .export(let team): return planExport(team, folder: line.text.trimmed)
        }
    }

    private mutating func command(_ line: LineInput) -> [Effect] {
        let typed = line.text.trimmed
        if typed.isEmpty, line.choice == nil { return [] }
        if let number = Int(typed.filter { $0 != "," }) {
            goTo(number)
            return []
        }
        guard let command = CommandPalette(typed: typed).command(typed: typed, choice: line.choice) else {
            hint("there is no command '\(typed)'; ? lists them")
            return []
        }
        return run(command)
    }

    private mutating func goTo(_ number: Int) {
        if place == .runs || place == .list {
            runs.select(number - 1, catalogue)
        } else if isRunShown, overlays.isEmpty, let cell = run?.cell {
            run?.go(to: .init(turn: number, agent: cell.agent))
        }
    }
}

extension String {
    /// The text without blanks around it.
    var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
