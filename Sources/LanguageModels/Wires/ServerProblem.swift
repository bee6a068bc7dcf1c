/// What a server says is wrong, from the many forms that servers use.
struct ServerProblem: Sendable, Equatable {
    /// The words for people.
    var message: String?
    /// The kind (`insufficient_quota`, `overloaded_error`).
    var type: String?
    /// The code, which some servers send as a number.
    var code: String?
    /// The parameters of the request that it names, the outermost key of each.
    var parameters: [String] = []

    /// A problem of which these words are known.
    init(message: String? = nil) { self.message = message }

    /// An answer that did not come to its end, with the server's word for that.
    static func unfinished(_ word: String) -> ServerProblem {
        var problem = ServerProblem(message: "the answer is not complete (\(word))")
        problem.type = "server_error"
        return problem
    }

    /// Reads an error: `{"error":{…}}`, `{"error":"…"}`, `{"message":"…"}`, `{"detail":"…"}`, `{"detail":{…}}`,
    /// `{"detail":[{…}]}`, also as the first of a list, as `{"errors":[…]}` too; `nil` when it holds none of the known forms.
    ///
    /// - Parameter body: what came with a status that says that something is wrong.
    init?(_ body: ServerJSON) {
        let form = body.elements.first ?? body
        let details = Self.details(of: form)
        if let words = details.word {
            message = words
        } else {
            message =
                details["message"]?.scalar ?? details["error"]?.scalar ?? form["message"]?.scalar
                ?? form["detail"]?.scalar
            type = details["type"]?.scalar ?? details["status"]?.scalar
            code = details["code"]?.scalar
        }
        parameters = [details["param"] ?? form["param"]].compactMap { $0?.word.map(Self.outermost) }
        for fault in form["detail"]?.elements ?? [] {
            let place = fault["loc"]?.elements.compactMap(\.scalar) ?? []
            if let name = place.first(where: { $0 != "body" }) { parameters.append(name) }
            guard let words = fault["msg"]?.word else { continue }
            let sentence = "\(place.joined(separator: ".")): \(words)"
            message = message.map { "\($0); \(sentence)" } ?? sentence
            type = type ?? fault["type"]?.word
        }
        guard message != nil || (form["error"] != nil && (type ?? code) != nil) else { return nil }
    }

    /// The error in an answer that came with a good status, or in an event of one; `nil` when there is none.
    ///
    /// An `error` that is empty, `false` or `{}` is none. What holds nothing of an answer and `detail`, `errors`, or a
    /// `message` with its `code`, is one.
    ///
    /// - Parameter event: the name of the event.
    init?(in answer: ServerJSON, event: String = "") {
        let form = answer.elements.first ?? answer
        let says =
            switch form["error"] {
            case .text(let text)?: !text.isEmpty
            case .object(let members)?: !members.isEmpty
            case .list(let elements)?: !elements.isEmpty
            case .bool(let isError)?: isError
            case .number(let digits)?: Double(digits) != 0
            case .null?, nil: Self.isNamed(form) || Self.holdsNothingElse(form)
            }
        guard says || Self.isError(event: event) else { return nil }
        self = ServerProblem(form) ?? ServerProblem()
    }

    /// Whether an event of this name tells of an error, whatever its data holds.
    static func isError(event: String) -> Bool { event == "error" || event.hasSuffix(".error") }

    private static func isNamed(_ form: ServerJSON) -> Bool {
        ["type", "object"].contains { form[$0]?.word.map { isError(event: $0) } ?? false }
    }

    private static func holdsNothingElse(_ form: ServerJSON) -> Bool {
        guard !["choices", "output", "content", "delta", "type", "usage"].contains(where: { form[$0] != nil }) else {
            return false
        }
        return form["detail"] != nil || form["errors"]?.elements.isEmpty == false
            || (form["message"]?.word != nil && !["0", "200"].contains(form["code"]?.scalar ?? "0"))
    }

    /// The error itself, in whichever member it is.
    private static func details(of form: ServerJSON) -> ServerJSON {
        if let error = form["error"] ?? form["errors"] { return error.elements.first ?? error }
        guard let detail = form["detail"], case .object = detail else { return form }
        return detail
    }

    /// `messages.0.content` and `generation_config["seed"]` name their first part.
    static func outermost(_ name: String) -> String {
        let parts = name.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return String(parts.first == "body" ? parts.dropFirst().first ?? "" : parts.first ?? "")
    }

    /// Whether it says that answers do not come as streams here, which some servers call a fault of their own.
    var refusesStreams: Bool {
        let words = message?.lowercased() ?? ""
        return words.contains("stream") && Self.unsupported.contains { words.contains($0) }
    }

    /// What servers write, in lower case, about what they do not have.
    static let unsupported = ["not support", "unsupported", "not implemented"]

    /// Whether it says, inside a good status, that the request is wrong.
    var isOfRequest: Bool {
        ["400", "422"].contains(code)
            || type.map { ["invalid_request_error", "badrequesterror"].contains($0.lowercased()) } ?? false
    }

    /// Whether the server does not answer from where the request comes.
    var isOfPlace: Bool {
        let words = "\(message ?? "") \(code ?? "") \(type ?? "")".lowercased()
        return ["country", "region", "territory"].contains { words.contains($0) }
            && ["support", "available", "not allowed"].contains { words.contains($0) }
    }

    /// Whether the account has nothing left, so that no retry can help.
    var isQuota: Bool {
        let marks = [
            "insufficient_quota", "billing_hard_limit_reached", "budget_exceeded", "billing_error", "spend_limit",
        ]
        if [type, code].contains(where: { $0.map { marks.contains($0.lowercased()) } ?? false }) { return true }
        let words = message?.lowercased() ?? ""
        return ["exceeded your current quota", "credit balance is too low", "spend limit", "budget has been exceeded"]
            .contains { words.contains($0) }
    }

    /// Whether another attempt can help, for errors inside a stream, where there is no status.
    var isPassing: Bool {
        if let status = code.flatMap({ Int($0) }), (100..<600).contains(status) {
            return RetryPolicy.isPassing(status: status, headers: [:])
        }
        let kinds = [
            "overloaded_error", "rate_limit_error", "api_error", "timeout_error", "server_error",
            "internal_server_error",
            "rate_limit_exceeded",
        ]
        return [type, code].contains { $0.map { kinds.contains($0.lowercased()) } ?? false }
    }
}
