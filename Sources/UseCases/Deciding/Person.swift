import Foundation

/// Who decides.
package enum Person {
    /// The login name of whoever runs the program; its number when it has none.
    package static func login() -> String {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return "user \(getuid())" }
        return String(cString: name)
    }
}
