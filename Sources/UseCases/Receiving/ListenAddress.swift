package import SpanReceiver

/// Where a receiver listens, as written on the command line.
package enum ListenAddress {
    /// Reads `HOST:PORT`, `[HOST]:PORT` or `PORT`; `nil` for anything else.
    package static func settings(_ text: String) -> SpanReceiver.Settings? {
        var settings = SpanReceiver.Settings()
        guard let colon = text.lastIndex(of: ":") else {
            guard let port = UInt16(text) else { return nil }
            settings.port = port
            return settings
        }
        var host = String(text[..<colon])
        guard let port = UInt16(text[text.index(after: colon)...]), !host.isEmpty else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        (settings.host, settings.port) = (host == "localhost" ? "127.0.0.1" : host, port)
        return settings
    }

    /// The address as a URL of plain HTTP.
    package static func url(host: String, port: UInt16) -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Whether only programs of this machine can send there.
    package static func isLoopback(_ host: String) -> Bool { host.hasPrefix("127.") || host == "::1" }
}
