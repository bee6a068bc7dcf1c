internal import CreditEngine
internal import Synchronization

/// What endpoints have refused in requests, learned from their own answers, once for each address and model.
///
/// Share one value between all models of a process, so that nobody pays for the same refusal twice.
public final class RefusedParameters: Sendable {
    /// What is done about refused keys of a body.
    struct Changes: Sendable, Equatable {
        /// The keys that are left out.
        fileprivate(set) var omitted: Set<String> = []
        /// The keys that go by another name.
        fileprivate(set) var renamed: [String: String] = [:]

        /// A body with these changes.
        func applied(to body: [String: CanonicalJSON]) -> [String: CanonicalJSON] {
            var body = body.filter { !omitted.contains($0.key) }
            for (old, new) in renamed { if let value = body.removeValue(forKey: old) { body[new] = value } }
            return body
        }

        /// The name under which the program knows a key that is sent by another one.
        func ownName(of key: String) -> String { renamed.first { $0.value == key }?.key ?? key }
    }

    private let known = Mutex<[String: Changes]>([:])

    /// Nothing is refused.
    public init() {}

    /// What an endpoint has refused so far.
    func changes(for place: String) -> Changes { known.withLock { $0[place] ?? Changes() } }

    /// Learns one thing; `false` when it was known, or when it would bring back a name that is refused already.
    func learn(_ lesson: Lesson, of place: String) -> Bool {
        known.withLock { known in
            let before = known[place]
            switch lesson {
            case .omit(let key):
                known[place, default: Changes()].omitted.insert(key)
                // Options of a stream mean nothing without one.
                if key == "stream" { known[place]?.omitted.insert("stream_options") }
            case .rename(let old, let new):
                guard before?.renamed[old] == nil, before?.renamed[new] == nil else { return false }
                known[place, default: Changes()].renamed[old] = new
            }
            return known[place] != before
        }
    }

    /// What a refusal teaches.
    enum Lesson: Sendable, Equatable, CustomStringConvertible {
        /// Leave the key out.
        case omit(String)
        /// Send it by another name, so that the limit holds.
        case rename(String, String)

        /// The keys, as the object of a sentence.
        var description: String {
            switch self {
            case .omit(let key): "'\(key)', so it is left out"
            case .rename(let old, let new): "'\(old)', so it is sent as '\(new)'"
            }
        }
    }
}
