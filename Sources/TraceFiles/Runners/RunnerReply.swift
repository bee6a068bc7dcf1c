public import CreditEngine

/// The line with which the user's own system answers a request for a run.
///
/// Exactly one line a request, on the system's standard output: the finished run as one packed native record that
/// repeats the request's `id`, or an error.
/// ```
/// {"id":17,"type":"trace","trace":"run-000417","messages":[{"turn":1,"agent":"researcher","output":"…"},…],
///  "outcome":{"success":false,"score":0.0,"answer":"17"}}
/// {"id":17,"error":"the search service is down"}
/// ```
/// The messages are all of the run's, the kept ones first. `states` and whatever else a native record may have are
/// read too; `outcome` counts only when the team file names no evaluator. Anything for people belongs on standard error.
public enum RunnerReply: Sendable, Equatable {
    /// The run.
    case run(Trace)
    /// The system could not make it, and says why.
    case refused(String)

    /// Why a line is no reply to a request, as a clause.
    public struct Fault: Error, Equatable, CustomStringConvertible {
        /// The clause.
        public let description: String
    }

    /// The request that a line says it answers; `nil` when it says none.
    public static func number(of line: [UInt8]) -> Int? {
        try? parsing(line) { root, _ in root?["id"]?.integer }
    }

    /// Reads a line; throws `Fault`.
    public init(_ line: [UInt8], to id: Int) throws {
        self = try Self.parsing(line) { root, text in
            guard let root else { throw Fault(description: Self.complaint(about: text)) }
            return try Self.read(root, id)
        }
    }

    /// Hands a line on as an object, `nil` when it is none, with its bytes; throws `Fault`, and what `body` throws.
    private static func parsing<Result>(
        _ line: [UInt8], _ body: (JSONNode?, UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        guard let parser = try? JSONParser() else { throw Fault(description: "no memory to read its reply") }
        return try (line + [UInt8](repeating: 0, count: JSONParser.padding)).withUnsafeBytes { bytes in
            let text = UnsafeRawBufferPointer(rebasing: bytes[..<line.count])
            let root = parser.parse(text)?.0
            return try body(root?.kind == .object ? root : nil, text)
        }
    }

    /// A line that begins as a reply does is one that is damaged; any other was meant for people.
    private static func complaint(about line: UnsafeRawBufferPointer) -> String {
        let start = String(decoding: line.prefix(60), as: UTF8.self)
        guard line.first == UInt8(ascii: "{") else {
            return "it wrote a line that is no JSON object (\(start)); print to stderr instead"
        }
        switch JSONFault.locate(in: line) {
        case .fault(let byte, let reason): return "its reply is not JSON: \(reason) at byte \(byte) (\(start))"
        case .incomplete(let byte): return "its reply is not JSON: it ends too early, at byte \(byte) (\(start))"
        case .none: return "its reply cannot be read (\(start))"
        }
    }

    private static func read(_ root: JSONNode, _ id: Int) throws -> RunnerReply {
        guard let answered = root["id"] else { throw Fault(description: "its reply has no \"id\"") }
        guard answered.integer == id else {
            throw Fault(description: "it answered request \(JSONText.of(answered).prefix(40)) instead of \(id)")
        }
        if let error = root["error"], error.kind != .null { return .refused(error.plainText ?? "") }
        guard root["type"]?.string == "trace", root["messages"]?.kind == .array else {
            throw Fault(description: "its reply has neither \"error\" nor a packed trace with \"messages\"")
        }
        let run = try run(root)
        guard run.messages.isEmpty || run.turnRule == .field else {
            throw Fault(description: "its messages need \"turn\", a whole number from 1")
        }
        return .run(run)
    }

    private static func run(_ root: JSONNode) throws -> Trace {
        do throws(RecordHead.Fault) {
            let head = try RecordHead(root, options: ReadingOptions())
            var builder = TraceBuilder(id: root["trace"]?.scalarText ?? "", options: ReadingOptions())
            try builder.add(root, kind: head.kind)
            return try builder.finish()
        } catch {
            throw Fault(description: "its reply is no run: \(error.reason)")
        }
    }
}
