import ChildPrograms
import Foundation
import LanguageModels

/// Copies text to where the person can paste it, and says where that was.
///
/// The order is that of what works over ssh first: OSC 52, tmux, the desktop's own commands, and a file when nothing
/// else is there. Commands are started by argument vector and get the text from a file as their input.
struct Clipboard {
    /// The environment that decides what is plausible.
    var environment: [String: String]
    /// Whether the terminal's description has `Ms`, the capability behind OSC 52.
    var terminalHasClipboard = false
    /// Starts a command with a file as its input; `true` when it exits with 0.
    var start: (_ arguments: [String], _ input: URL) -> Bool = Clipboard.run
    /// Sends bytes to the terminal.
    var write: ([UInt8]) -> Void

    /// The most bytes of text that terminals take in an OSC 52.
    static let terminalLimit = 74_000

    /// Copies text; the answer is a clause for the status line (`by tmux`), or an error's sentence.
    func copy(_ text: String) -> String {
        let bytes = Array(text.utf8)
        if isTerminalPlausible, bytes.count <= Self.terminalLimit {
            write(Self.sequence(for: bytes))
            return "copied by the terminal (OSC 52)"
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "ascribe-copy-\(UUID().uuidString).txt")
        guard Self.save(bytes, to: file) else {
            return "cannot copy: \(FileManager.default.temporaryDirectory.path) cannot be written"
        }
        for command in commands where start(command, file) {
            try? FileManager.default.removeItem(at: file)
            return "copied by \(command[0])"
        }
        return "copied to \(file.path)"
    }

    /// Whether the terminal itself is likely to take the text.
    var isTerminalPlausible: Bool {
        let term = environment["TERM"] ?? ""
        // tmux and screen are asked by command: whether they pass OSC 52 on is their configuration's business.
        if environment["TMUX"] != nil || term.hasPrefix("screen") || term.hasPrefix("tmux") { return false }
        // Terminals that describe themselves as xterm and are not.
        if environment["VTE_VERSION"] != nil || environment["TERM_PROGRAM"] == "Apple_Terminal" { return false }
        return terminalHasClipboard
    }

    /// Commands that could take the text, best first.
    var commands: [[String]] {
        var commands: [[String]] = []
        if environment["TMUX"] != nil { commands.append(["tmux", "load-buffer", "-w", "-"]) }
        if environment["WAYLAND_DISPLAY"] != nil { commands.append(["wl-copy"]) }
        if environment["DISPLAY"] != nil { commands.append(["xclip", "-selection", "clipboard"]) }
        #if os(macOS)
            commands.append(["pbcopy"])
        #endif
        return commands
    }

    /// The sequence that makes a terminal copy bytes.
    static func sequence(for bytes: [UInt8]) -> [UInt8] {
        Array("\u{1B}]52;c;\(Data(bytes).base64EncodedString())\u{7}".utf8)
    }

    private static func save(_ bytes: [UInt8], to file: URL) -> Bool {
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        return (try? handle.write(contentsOf: Data(bytes))) != nil
    }

    /// Starts a command and waits for it alone: some leave a child behind that goes on serving the clipboard.
    private static func run(_ arguments: [String], input: URL) -> Bool {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input.path, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let place = ProgramPlace(variables: ProgramPlace.desktop)
        var variables = place.environment().map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for variable in variables { free(variable) } }
        var child = pid_t()
        guard posix_spawnp(&child, arguments[0], &actions, nil, &words, &variables) == 0 else { return false }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 { if errno != EINTR { return false } }
        return status == 0
    }
}
