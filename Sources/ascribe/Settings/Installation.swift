import ArgumentParser
import CNcurses
import CreditStore
import Foundation
import TraceFiles
import UseCases

/// What there is on this machine: versions, the program's own files, and the terminal.
struct Installation {
    private let system = ProcessInfo.processInfo.operatingSystemVersionString
    private let processors = ProcessInfo.processInfo.activeProcessorCount
    private let terminal: TerminalAbilities
    private let places: Places
    private let defaults: Result<PersonalDefaults, any Error>

    /// Looks at the machine; opens and makes no file.
    init(environment: [String: String]) {
        terminal = TerminalAbilities(environment: environment)
        let places = Places(environment: environment)
        self.places = places
        defaults = Result { try PersonalDefaults(path: places.configuration) }
    }

    /// The libraries' names and versions.
    private var libraries: [(String, String)] {
        [
            ("sqlite", Store.sqliteVersion ?? "unknown"), ("simdjson", JSONLibrary.version),
            ("ncurses", String(cString: ascribe_curses_version())),
        ]
    }

    /// Everything as lines: name and value.
    var facts: [(String, String)] {
        [("ascribe", Version.current), ("system", system), ("processors", "\(processors)")] + libraries
            + terminal.facts + files.map { ($0.name, $0.path + (Self.exists($0.path) ? "" : " (not there yet)")) }
            + settings
    }

    /// What the configuration sets, or what is wrong with it.
    private var settings: [(String, String)] {
        do {
            return try defaults.get().settings.map { ("  \($0.key)", $0.value) }
        } catch {
            return [("  not usable", "\(error)")]
        }
    }

    private var files: [(name: String, path: String)] {
        let store = PersonalDefaults.current.store ?? places.store
        return [("store", store), ("log", places.log), ("configuration", places.configuration)]
    }

    private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private func writeSettings(to text: inout JSONText) {
        switch defaults {
        case .success(let defaults):
            text.key("settings")
            text.object { text in for setting in defaults.settings { text.field(setting.key, setting.value) } }
        case .failure(let error): text.field("error", "\(error)")
        }
    }

    /// Everything as one JSON object.
    var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("ascribe", Version.current)
            text.field("system", system)
            text.field("processors", processors)
            text.key("libraries")
            text.object { text in for (name, version) in libraries { text.field(name, version) } }
            text.key("terminal")
            text.object { text in
                text.field("type", terminal.type)
                text.field("places_cursor", terminal.placesCursor)
                text.field("colours", terminal.colors)
                text.field("no_color", terminal.isColorRefused)
                text.field("utf8", terminal.isUTF8)
                text.field("columns", terminal.size?.columns)
                text.field("rows", terminal.size?.rows)
                text.field("output_is_terminal", terminal.isOutputTerminal)
            }
            for file in files {
                text.key(file.name)
                text.object { text in
                    text.field("path", file.path)
                    text.field("exists", Self.exists(file.path))
                    if file.path == places.configuration { writeSettings(to: &text) }
                }
            }
        }
        text.endLine()
        return text.bytes
    }
}
