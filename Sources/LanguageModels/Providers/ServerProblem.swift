internal import Foundation

/// What a server says is wrong, from the many forms that servers use.
struct ServerProblem: Sendable, Equatable {
    /// The words for people.
    var message: String?
    /// The kind (`insufficient_quota`, `overloaded_error`).
    var type: String?
    /// The code, which some servers send as a number.
    var code: String?

    /// Reads an error body; `nil` when it holds none of the known forms.
    init?(_ body: [UInt8]) {
        guard let form = try? JSONDecoder().decode(Form.self, from: Data(body)) else { return nil }
        self.init(form)
    }

    init?(_ form: Form) {
        switch form.error {
        case .details(let details)?:
            (message, type, code) = (details.message?.text, details.type?.text, details.code?.text)
        case .text(let text)?: message = text
        case nil:
            guard let text = form.message?.text ?? form.detail?.text else { return nil }
            (message, type, code) = (text, form.type?.text, form.code?.text)
        }
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
        if let status = code.flatMap({ Int($0) }) { return RetryPolicy.isPassing(status: status, headers: [:]) }
        let kinds = [
            "overloaded_error", "rate_limit_error", "api_error", "timeout_error", "server_error",
            "internal_server_error",
            "rate_limit_exceeded",
        ]
        return [type, code].contains { $0.map { kinds.contains($0.lowercased()) } ?? false }
    }

    /// The forms: `{"error":{…}}`, `{"error":"…"}`, `{"message":"…"}`, `{"detail":…}`.
    struct Form: Decodable {
        var error: Problem?
        var message: Scalar?
        var detail: Scalar?
        var type: Scalar?
        var code: Scalar?
    }

    enum Problem: Decodable {
        case details(Details)
        case text(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self = .text(text)
            } else {
                self = .details(try value.decode(Details.self))
            }
        }
    }

    struct Details: Decodable {
        var message: Scalar?
        var type: Scalar?
        var code: Scalar?
    }

    /// A text, or a number as text; anything else is nothing.
    struct Scalar: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            guard let value = try? decoder.singleValueContainer() else { return }
            if let text = try? value.decode(String.self) {
                self.text = text
            } else if let number = try? value.decode(Int.self) {
                text = String(number)
            }
        }
    }
}
