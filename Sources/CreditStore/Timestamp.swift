import Foundation

/// Times as the store writes them: UTC, ISO 8601, whole seconds.
enum Timestamp {
    static func now() -> String {
        Date().formatted(.iso8601)
    }
}
