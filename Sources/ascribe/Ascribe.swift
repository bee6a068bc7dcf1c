import ArgumentParser
import CreditEngine
import Foundation
import TraceFiles
import UseCases

/// Begins outside of every task: what stands in the way is said before the runtime of tasks meets it.
@main
enum Start {
    static func main() {
        if isatty(STDOUT_FILENO) == 1 { FreedMemory.isShared() }
        if let refusal = StartRefusal.now() {
            Console.complain("ascribe: \(refusal.sentence)", .error)
            _exit(refusal.status)
        }
        for note in CommandWords(ofThisProcess: ()).notes { Console.complain(note, .info) }
        Task { await Ascribe.main() }
        dispatchMain()
    }
}

/// The `ascribe` command.
struct Ascribe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ascribe", abstract: "Find which agent, in which turn, cost a run its outcome.",
        discussion: """
            Example: ascribe runs.jsonl
            Opens the inspector. Without a terminal: ascribe score runs.jsonl | head -1
            """,
        version: Version.current,
        subcommands: [
            View.self, Check.self, Convert.self, MapCommand.self, ScoreCommand.self, Eval.self, Sample.self,
            SwapCommand.self, MeasureCommand.self, JudgeCommand.self, CritiqueCommand.self, ReviseCommand.self,
            ValidateCommand.self, OptimizeCommand.self, Review.self, Export.self, InitCommand.self, TeamCommand.self,
            RecordCommand.self, ReceiveCommand.self, WatchCommand.self, QueueCommand.self, CompareCommand.self,
            GateCommand.self, Info.self, Keys.self, PageCommand.self,
            ManualCommand.self,
        ],
        defaultSubcommand: View.self)

    static func main() async {
        // A limit on the size of files is an error like a full disk, not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
        let status = await status()
        fflush(nil)
        Console.flush()
        // Not `exit`: it takes the libraries' objects away under threads that still read.
        _exit(status.rawValue)
    }

    /// Does what the arguments say, and says what went wrong.
    private static func status() async -> ExitCode {
        do {
            let defaults = Result { try PersonalDefaults(path: Places().configuration) }
            if let defaults = try? defaults.get() { PersonalDefaults.take(defaults) }
            var command = try parseAsRoot()
            try prepare(command, defaults)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return .success
        } catch is ConsoleError {
            return .unreadable
        } catch is NothingToOpen {
            return show(helpMessage())
        } catch {
            if let status = ExitCode.of(failure: error) {
                Console.complain("ascribe: \(error)", .error)
                return status
            }
            let status = exitCode(for: error)
            if status == .success { return show(fullMessage(for: error)) }
            complain(error)
            return status
        }
    }

    /// Writes help and completions, our own words, as they are.
    private static func show(_ words: String) -> ExitCode {
        do {
            try Console.write(Array((words + "\n").utf8))
            return .success
        } catch {
            if !(error is ConsoleError) { Console.complain("ascribe: \(error)", .error) }
            return .unreadable
        }
    }

    /// Refuses what the person forbids, opens the log where writing is allowed, and asks for a sound configuration.
    private static func prepare(_ command: any ParsableCommand, _ defaults: Result<PersonalDefaults, any Error>) throws
    {
        let name = CommandName.of(type(of: command))
        // Help is no command of ours, and needs nothing.
        guard let command = command as? any CommandWithAccess else { return }
        if !command.access.readonly {
            Console.keep(in: LogFile(path: Places().log, topic: name))
        } else if !command.onlyReads {
            throw ReadOnlyRefusal.command(name)
        }
        // 'ascribe info' says itself what is wrong with it.
        if !(command is Info) { _ = try defaults.get() }
    }

    /// Says why the arguments cannot be used: the parser repeats them, and their bytes may be anything.
    private static func complain(_ error: any Error) {
        let message = fullMessage(for: error)
        guard !message.isEmpty else { return }
        for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
            Console.complain(String(line), .error)
        }
    }
}
