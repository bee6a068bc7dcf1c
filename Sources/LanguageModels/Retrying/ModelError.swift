public import CreditEngine

/// Why a model behind HTTP gave no answer.
///
/// Origins and foreign words are as they came, bounded in length and without the key; whoever shows a description
/// passes it through the display boundary.
public indirect enum ModelError: PermanentFailure, PassingFailure, Sendable, Hashable, CustomStringConvertible {
    /// The request names no model, and the team file does not either.
    case noModelName(origin: String)
    /// A token or money budget needs to know how much an answer can cost at most.
    case noTokenLimit(origin: String)
    /// The environment variable of the key is not set.
    case noKey(origin: String, variable: String)
    /// The key has characters that no header can carry.
    case unusableKey(origin: String, variable: String)
    /// The exchange failed.
    case transport(origin: String, TransportFault)
    /// 401 or 403.
    case keyRefused(origin: String, variable: String?, said: String)
    /// The server does not answer from here.
    case placeRefused(origin: String, said: String)
    /// 429.
    case rateLimited(origin: String, said: String)
    /// The account has nothing left.
    case quotaSpent(origin: String, said: String)
    /// 404.
    case notFound(origin: String, said: String)
    /// A parameter of the request that the model does not take, or not with that value, which a person must change.
    case parameterRefused(origin: String, parameter: String, status: Int, said: String)
    /// Any other status, or an error inside a stream.
    case failed(origin: String, status: Int?, said: String)
    /// The answer is not what the protocol says.
    case notUnderstood(origin: String, said: String)
    /// The stream ended without its end marker.
    case truncated(origin: String)
    /// A line of the stream is too long.
    case lineTooLong(origin: String, limit: Int)
    /// No words of an answer: a refusal, a tool call, a filter.
    case noText(origin: String, reason: String)
    /// The server asks for a longer pause than we take.
    case waitTooLong(ModelError, seconds: Double)
    /// The same again and again.
    case gaveUp(ModelError, attempts: Int)

    /// Whether every later call would fail the same way until somebody changes a setting, a key or a quota.
    public var isPermanent: Bool {
        switch self {
        case .noModelName, .noTokenLimit, .noKey, .unusableKey, .keyRefused, .placeRefused, .quotaSpent, .notFound,
            .parameterRefused:
            true
        case .transport(_, .untrusted), .transport(_, .redirected), .transport(_, .proxied), .transport(_, .noClient):
            true
        case .gaveUp(.transport(_, .unreachable), _), .gaveUp(.transport(_, .unresolvable), _): true
        case .waitTooLong: true
        case .transport, .rateLimited, .failed, .notUnderstood, .truncated, .lineTooLong, .noText, .gaveUp: false
        }
    }

    /// Whether the connection or the server failed in a way that is tried again (Safety, "Models and network").
    public var isPassing: Bool {
        switch self {
        case .transport(_, let fault): fault.isPassing
        case .rateLimited, .truncated: true
        case .failed(_, let status, _): status.map { RetryPolicy.isPassing(status: $0, headers: [:]) } ?? true
        case .gaveUp(let error, _): error.isPassing
        case .noModelName, .noTokenLimit, .noKey, .unusableKey, .keyRefused, .placeRefused, .quotaSpent, .notFound,
            .parameterRefused, .notUnderstood, .lineTooLong, .noText, .waitTooLong:
            false
        }
    }

    /// One sentence: the origin, what happened, what to do.
    public var description: String {
        switch self {
        case .noModelName(let origin): "\(origin) needs the name of a model; give the team file's model entry one"
        case .noTokenLimit(let origin):
            "\(origin) could answer at any length, which a token or money budget cannot bound; set max_tokens"
        case .noKey(let origin, let variable): "\(origin) needs a key and \(variable) is not set; export it"
        case .unusableKey(let origin, let variable):
            "the key for \(origin) in \(variable) has line breaks, spaces or other characters that no key has; export it again"
        case .transport(let origin, let fault): "\(origin) \(fault)"
        case .keyRefused(let origin, let variable?, let said):
            "\(origin) refuses the key of \(variable)\(Self.tail(said)); check it"
        case .keyRefused(let origin, nil, let said):
            "\(origin) wants a key\(Self.tail(said)); name its variable in key_env"
        case .placeRefused(let origin, let said):
            "\(origin) does not answer from this place\(Self.tail(said)); use an endpoint that does"
        case .rateLimited(let origin, let said): "\(origin) is asked too often\(Self.tail(said)); use fewer workers"
        case .quotaSpent(let origin, let said):
            "\(origin) says that the quota is spent\(Self.tail(said)); raise it there"
        case .notFound(let origin, let said):
            "\(origin) does not know this address or model\(Self.tail(said)); check base_url and model"
        case .parameterRefused(let origin, let parameter, let status, let said):
            "\(origin) answered with status \(status)\(Self.tail(said)); change '\(parameter)' in the model's entry, or "
                + "leave it out by request: {\(parameter): null}"
        case .failed(let origin, let status?, let said):
            "\(origin) answered with status \(status)\(Self.tail(said))"
                + (status == 413
                    ? "; make the prompt shorter"
                    : (400..<500).contains(status) ? "; change the model's entry or the prompt" : "")
        case .failed(let origin, nil, let said): "\(origin) reported an error instead of an answer\(Self.tail(said))"
        case .notUnderstood(let origin, let said):
            "\(origin) sent an answer that is not in its protocol\(Self.tail(said)); check base_url and provider"
        case .truncated(let origin): "\(origin) ended its answer before the end marker; nothing of it is kept"
        case .lineTooLong(let origin, let limit):
            "\(origin) sent a line of more than \(limit) bytes, which was not read; check that it is a model's server"
        case .noText(let origin, let reason):
            "\(origin) gave no usable words (\(reason)); change the prompt or the model"
        case .waitTooLong(let error, let seconds):
            "\(error); it asks to wait \(Self.whole(seconds)) s, longer than is waited here: try again then"
        case .gaveUp(let error, let attempts): "\(error); tried \(Numeral.count(attempts, "time"))"
        }
    }

    private static func tail(_ said: String) -> String { said.isEmpty ? "" : ": \(said)" }

    private static func whole(_ seconds: Double) -> String {
        seconds < 1e15 ? String(Int(seconds.rounded(.up))) : "very many"
    }
}
