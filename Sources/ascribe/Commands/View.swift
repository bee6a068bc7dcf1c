import ArgumentParser
import ChildPrograms
import CreditEngine
import Foundation
import Inspector
import SystemPackage
import TraceFiles
import UseCases

/// `ascribe view`, and `ascribe` alone: opens the inspector.
struct View: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Open the inspector on recorded runs; 'ascribe PATH' does the same.",
        discussion: """
            Example: ascribe view runs.jsonl
            Without a terminal: ascribe view runs.jsonl --headless --size 100x30 --keys '<Enter>' --dump -
            """)

    @Argument(
        help: "Files, folders, or - for standard input (default: what is piped in, else SampleTraces, when present).",
        completion: Completions.files)
    var paths: [String] = []

    @OptionGroup var reading: ReadingArguments
    @OptionGroup var scoring: ScoringArguments
    @OptionGroup var modelling: ModelArguments

    @Flag(help: "Run the same program without a terminal.")
    var headless = false

    @Option(help: "Columns and rows without a terminal.")
    var size = ScreenSize(columns: 80, rows: 24)

    @Option(help: "Keys to press without a terminal, as in 'jj<Enter><PgDn>'; <lt> is a literal <.")
    var keys = ""

    @Option(help: "Where the last screen goes without a terminal: a file, or - for standard output.")
    var dump: String?

    @Flag(help: "Dump colours and emphasis, too, as escape sequences.")
    var ansi = false

    @Option(help: "Write the time to the first frame and key-to-frame percentiles to this file, as JSON.")
    var timing: String?

    @Flag(help: "Follow files that grow and folders that gain files, from the start; F stops.")
    var follow = false

    @Option(help: "auto, never, 16 or 256 colours.")
    var color: ColorChoice = PersonalDefaults.current.color ?? .auto

    @Option(help: "The colours of heat: viridis, cividis or mono.")
    var palette: Palette = PersonalDefaults.current.palette ?? .viridis

    @Option(help: "What the colours are made for: auto, dark, light, terminal or mono.")
    var theme: Theme = PersonalDefaults.current.theme ?? .auto

    @Flag(
        inversion: .prefixedNo,
        help: "Draw with ASCII characters only (default: where the terminal's locale is not UTF-8).")
    var ascii: Bool?

    @Flag(inversion: .prefixedNo, help: "Take clicks and the wheel from the terminal.")
    var mouse = PersonalDefaults.current.mouse ?? true

    @OptionGroup var access: AccessArguments

    /// The inspector itself refuses what `--readonly` forbids, key by key.
    var onlyReads: Bool { true }
    private var readonly: Bool { access.readonly }

    func validate() throws {
        if headless, timing != nil {
            throw ValidationError("--timing measures the screen of a terminal; leave --headless or --timing out.")
        }
        if headless, follow {
            throw ValidationError("--follow waits for what comes; leave --headless or --follow out.")
        }
    }

    func run() async throws {
        let start = ContinuousClock.now
        var paths = paths
        if paths.isEmpty, Self.isPipedIn { paths = ["-"] }
        if paths.isEmpty {
            guard FileManager.default.fileExists(atPath: "SampleTraces") else {
                throw NothingToOpen()
            }
            paths = ["SampleTraces"]
        }
        if let word = paths.first(where: Self.looksLikeCommand) {
            throw TraceFileError.unreadable(
                path: word, reason: "no such file, and no command: 'ascribe --help' lists the commands")
        }
        try WrittenFile.check([dump, timing], sparing: paths + [reading.outcomes, modelling.team, modelling.problems])
        let keys = try pressedKeys()
        let catalogue = try reading.catalogue(paths, team: modelling.team, mayGain: follow, keepsIndexes: !readonly)
        let names = paths.map { $0 == "-" ? "standard input" : $0 }
        let title = names.count == 1 ? names[0] : "\(names[0]) and \(names.count - 1) more"
        let app = App(
            configuration: App.Configuration(
                columns: size.columns, rows: size.rows, palette: palette, theme: theme,
                isAscii: ascii ?? PersonalDefaults.current.ascii ?? !(headless || TerminalAbilities.isUTF8),
                isMouseOn: mouse, isFollowing: follow, isReadOnly: readonly, metric: scoring.temporal,
                readingOptions: reading.words, modelOptions: modelling.words,
                ownKeys: PersonalDefaults.current.ownKeys, wordsFolder: Places().words,
                startedAt: headless ? nil : Date().timeIntervalSince1970,
                exportFolder: ApprovedExport.usualFolder(of: modelling.team), sorting: PersonalDefaults.current.sorting,
                columnChoice: PersonalDefaults.current.columns ?? .usual,
                showsLegend: !headless && (PersonalDefaults.current.legend ?? !readonly))
        )
        if headless {
            try await inspectHeadless(app, catalogue, title, keys)
        } else {
            try await inspect(app, catalogue, title, start)
        }
        // What opened nothing is no success, although its screen said so.
        if catalogue.opensNothing { throw ExitCode.unreadable }
    }

    /// Whether standard input is a pipe, or a file that holds something.
    private static var isPipedIn: Bool {
        var about = stat()
        guard fstat(STDIN_FILENO, &about) == 0 else { return false }
        let kind = about.st_mode & S_IFMT
        return kind == S_IFIFO || kind == S_IFREG && about.st_size > 0
    }

    /// Whether a word that names no file is more like a mistyped command than like a path.
    private static func looksLikeCommand(_ word: String) -> Bool {
        word != "-" && FilePath(word).components.count < 2 && !word.contains(".")
            && !FileManager.default.fileExists(atPath: word)
    }

    private func pressedKeys() throws -> [Key] {
        do {
            return try App.keys(keys)
        } catch {
            throw ValidationError("--\(error)")
        }
    }

    private func inspectHeadless(_ app: App, _ catalogue: Catalogue, _ title: String, _ keys: [Key]) async throws {
        let queue = EventQueue()
        let inspection = try Inspection(
            catalogue: catalogue, estimator: scoring.estimator, title: title,
            teams: modelling.source(purpose: "the inspector", access: access.access), access: access.access,
            post: { queue.post($0) })
        let copier = ScreenCopier(isReadOnly: readonly, copy: nil)
        // On a thread of its own: it waits for replays, which need the threads of the concurrency pool.
        let frame = try await OwnThread.result {
            var session = HeadlessRun(app: app, inspection: inspection, queue: queue, copier: copier)
            session.run(keys)
            return session.app.render()
        }
        guard let dump else { return }
        try Console.write(Array((ansi ? FrameText.ansi(frame) : frame.text).utf8), toPath: dump)
    }

    private func inspect(
        _ app: App, _ catalogue: Catalogue, _ title: String, _ start: ContinuousClock.Instant
    ) async throws {
        FreedMemory.goesBack()
        let loop = TerminalLoop(start: start)
        let inspection = try Inspection(
            catalogue: catalogue, estimator: scoring.estimator, title: title,
            teams: modelling.source(purpose: "the inspector", access: access.access), access: access.access,
            post: { loop.post($0) })
        let environment = ProcessInfo.processInfo.environment
        var copier = ScreenCopier(isReadOnly: readonly) { text in
            Clipboard(
                environment: environment, terminalHasClipboard: TerminalScreen.hasClipboard,
                write: { loop.request(.write($0)) }
            ).copy(text)
        }
        copier.keep = { KeptSetting.keep($0, $1) }
        inspection.start(follows: follow)
        let measured = try await loop.run(
            app,
            options: TerminalOptions(
                color: color, heat: TerminalPalette.Heat(palette), theme: theme, mouse: mouse, environment: environment),
            update: { [copier] app, event in
                let (palette, theme) = (app.palette, app.theme)
                let effects = app.update(event)
                for notice in app.takeLogged() { Console.record(notice) }
                return TerminalEffects.carryOut(effects, inspection: inspection, copier: copier, loop: loop)
                    + (app.palette == palette ? [] : [.heat(TerminalPalette.Heat(app.palette))])
                    + (app.theme == theme ? [] : [.theme(app.theme)])
            },
            render: { $0.render() }, isTyping: { $0.isTyping })
        inspection.stop()
        if let timing { try Console.write(TimingRecord.line(measured), toPath: timing) }
    }
}

/// No path was given, and there are no sample runs here: the help is shown in their place.
struct NothingToOpen: Error {}
