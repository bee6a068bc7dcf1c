/// What is wrong with a team file; the description is one sentence that names the place and the way out.
package enum TeamFileError: Error, Equatable, CustomStringConvertible {
    /// A file cannot be read.
    case unreadable(path: String, reason: String)
    /// The file is not YAML.
    case notYAML(path: String, line: Int?, reason: String)
    /// A key is missing or holds what it may not.
    case wrong(path: String, line: Int?, key: String, reason: String)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): cannot be read (\(reason))"
        case .notYAML(let path, let line, let reason): "\(Self.place(path, line)): not YAML (\(reason))"
        case .wrong(let path, let line, let key, let reason): "\(Self.place(path, line)): '\(key)' \(reason)"
        }
    }

    private static func place(_ path: String, _ line: Int?) -> String {
        line.map { "\(path):\($0)" } ?? path
    }
}
