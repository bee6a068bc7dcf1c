import CreditStore
import Foundation
import SystemPackage

/// Where the program's own files lie for this person; a relative folder in the environment is ignored, as the XDG
/// specification asks.
package struct Places: Sendable, Equatable {
    /// `$XDG_CONFIG_HOME/ascribe/config.yaml`, else `~/.config/ascribe/config.yaml`.
    package let configuration: String
    /// `mapping.yaml` beside the configuration: which fields of files of one's own play which parts.
    package let mapping: String
    /// The folder of the store unless told otherwise.
    package let store: String
    /// `$XDG_STATE_HOME/ascribe/ascribe.log`, else `~/.local/state/ascribe/ascribe.log`.
    package let log: String

    /// The folder of words that were written by hand for replays, beside the log.
    package let words: String

    /// The folder of indexes of large files: `$XDG_CACHE_HOME/ascribe/indexes`, else `~/.cache/ascribe/indexes`.
    package let indexes: String

    /// The places by an environment.
    package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        func folder(_ variable: String, _ usual: String) -> String {
            if let named = environment[variable], FilePath(named).isAbsolute { return named + "/ascribe" }
            return (environment["HOME"] ?? NSHomeDirectory()) + "/\(usual)/ascribe"
        }
        configuration = folder("XDG_CONFIG_HOME", ".config") + "/config.yaml"
        mapping = folder("XDG_CONFIG_HOME", ".config") + "/" + MappingFile.name
        store = Store.defaultFolder(environment: environment)
        log = folder("XDG_STATE_HOME", ".local/state") + "/ascribe.log"
        indexes = folder("XDG_CACHE_HOME", ".cache") + "/indexes"
        words = folder("XDG_STATE_HOME", ".local/state") + "/words"
    }
}
