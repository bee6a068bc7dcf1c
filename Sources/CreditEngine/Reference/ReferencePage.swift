internal import EngineShims

/// A page of the documentation that the program carries with it, for people who have nothing but the program.
public enum ReferencePage: String, Sendable, CaseIterable {
    /// What a person's own system reads and writes.
    case runners
    /// Programs that are recorded and replayed as they are.
    case programs
    /// The keys of a team file.
    case teamFile = "team-file"
    /// The records of our own format.
    case traceFormat = "trace-format"
    /// What follows an approval.
    case production

    /// The page in Markdown; links to other pages are the commands that print these.
    public var text: String {
        Self.linked(String(decoding: bytes, as: UTF8.self))
    }

    private var bytes: UnsafeBufferPointer<UInt8> {
        let page =
            switch self {
            case .runners: engine_page_runners()
            case .programs: engine_page_programs()
            case .teamFile: engine_page_team_file()
            case .traceFormat: engine_page_trace_format()
            case .production: engine_page_production()
            }
        return UnsafeBufferPointer(start: page.bytes, count: page.count)
    }

    /// The name of the page's file.
    private var file: String {
        rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func linked(_ text: String) -> String {
        var parts = text.split(separator: "<doc:", omittingEmptySubsequences: false).map(String.init)
        for index in parts.indices.dropFirst() {
            guard let end = parts[index].firstIndex(of: ">") else { continue }
            let name = parts[index][..<end]
            let page = allCases.first { $0.file == name }.map { "`ascribe page \($0.rawValue)`" }
            parts[index] = (page ?? "the page \(name)") + parts[index][parts[index].index(after: end)...]
        }
        return parts.joined()
    }
}
