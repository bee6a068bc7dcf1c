internal import Foundation

/// Where a person's program runs, and what it learns of this process's environment.
///
/// Keys and tokens live in variables of the environment, so a program gets the usual ones and those that are named for it,
/// never all of them. Source: Safety, "Keys and secrets".
public struct ProgramPlace: Sendable, Hashable {
    /// The folder that it runs in; `nil` is the current one.
    public var folder: String?
    /// The names of variables that it gets beside the usual ones.
    public var variables: [String]

    /// Makes a place.
    public init(folder: String? = nil, variables: [String] = []) {
        (self.folder, self.variables) = (folder, variables)
    }

    /// Who, where, in which language, and where programs and libraries are.
    private static let usual: Set<String> = [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "PWD", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TERM", "COLORTERM",
        "NO_COLOR", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV", "CONDA_PREFIX", "NODE_PATH", "JAVA_HOME",
        "SSL_CERT_FILE", "SSL_CERT_DIR",
    ]

    /// What an editor or a program of the desktop needs beside that: where its windows and its servers are.
    public static let desktop = [
        "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
        "XDG_STATE_HOME", "XDG_CACHE_HOME", "DBUS_SESSION_BUS_ADDRESS", "TMUX", "TMUX_PANE", "STY", "VIMINIT",
        "VSCODE_IPC_HOOK_CLI", "EMACS_SOCKET_NAME", "LESS",
    ]

    /// The program's environment out of a process's.
    ///
    /// - Parameter process: that environment; `nil` is this process's own.
    public func environment(of process: [String: String]? = nil) -> [String: String] {
        (process ?? ProcessInfo.processInfo.environment).filter { name, _ in
            Self.usual.contains(name) || name.hasPrefix("LC_") || variables.contains(name)
        }
    }
}
