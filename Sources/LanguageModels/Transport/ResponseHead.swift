internal import Foundation

/// Status and headers as their lines come.
struct ResponseHead: Sendable, Equatable {
    /// The status; 0 before there is one.
    private(set) var status = 0
    /// Headers by their names in lower case; repeated ones are joined by commas.
    private(set) var headers: [String: String] = [:]

    /// Takes a line with or without its end; `true` when it is the empty one that ends a final head.
    ///
    /// A status line starts anew, so that interim answers (100, 103) are passed over.
    mutating func add(_ line: String) -> Bool {
        let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
        if line.isEmpty { return status >= 200 }
        if line.uppercased().hasPrefix("HTTP/") {
            let words = line.split(separator: " ")
            (status, headers) = (words.count > 1 ? Int(words[1]) ?? 0 : 0, [:])
            return false
        }
        guard let colon = line.firstIndex(of: ":") else { return false }
        let name = line[..<colon].lowercased()
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        headers[name] = headers[name].map { "\($0), \(value)" } ?? value
        return false
    }

    /// The origin that a redirecting answer sends to; `nil` when it redirects nowhere.
    func redirection(from address: URL) -> String? {
        guard [301, 302, 303, 307, 308].contains(status), let location = headers["location"] else { return nil }
        guard let target = URL(string: location, relativeTo: address)?.absoluteURL, let scheme = target.scheme,
            let host = target.host
        else { return "another address" }
        return "\(scheme)://\(host)" + (target.port.map { ":\($0)" } ?? "")
    }
}
