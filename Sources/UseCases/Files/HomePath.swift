import SystemPackage

/// Paths that begin with `~`, the folder of the person.
package enum HomePath {
    /// The path with the home folder in the place of the `~` in front; `nil` when it does not begin with `~` alone.
    package static func expanded(_ path: String, home: String) -> String? {
        let path = FilePath(path)
        guard path.isRelative, path.components.first == "~" else { return nil }
        return FilePath(home).appending(path.components.dropFirst()).string
    }
}
