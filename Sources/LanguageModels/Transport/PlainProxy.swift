internal import Foundation

/// Proxies of the environment as libcurl reads them.
package enum PlainProxy {
    /// The hosts that are reached without a proxy, as the environment lists them, with commas; empty when it names none.
    package static func spared(in environment: [String: String]) -> String {
        environment["no_proxy"].flatMap { $0.isEmpty ? nil : $0 } ?? environment["NO_PROXY"] ?? ""
    }

    /// The variable whose proxy would carry plain requests to a host.
    static func variable(for host: String, in environment: [String: String]) -> String? {
        let names = ["http_proxy", "all_proxy", "ALL_PROXY"]
        guard let variable = names.first(where: { environment[$0]?.isEmpty == false }) else { return nil }
        let bare = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let isSpared = spared(in: environment).lowercased().split { $0 == "," || $0 == " " }.contains { entry in
            let name = entry.hasPrefix(".") ? entry.dropFirst() : entry
            return entry == "*" || bare == name || bare.hasSuffix("." + name)
        }
        return isSpared ? nil : variable
    }
}
