import CreditEngine
import Foundation
import Inspector

/// Carries out the inspector's effects that write: copies, snapshots and settings.
struct ScreenCopier: Sendable {
    /// Forbids writing.
    var isReadOnly: Bool
    /// Copies text and says in a clause where to; `nil` without a terminal.
    var copy: (@Sendable (String) -> String)?

    /// Keeps a setting, and says why when it could not.
    var keep: (@Sendable (_ key: String, _ value: String) -> Notice?)?

    /// Does what an effect asks, and says what came of it.
    func carryOut(_ effect: Effect) -> Notice {
        switch effect {
        case .copy(let text):
            guard let copy else { return Notice(.warning, "nothing was copied: there is no terminal") }
            return Notice(.info, copy(text))
        case .snapshot(let text): return snapshot(text)
        case .keep("legend", let value):
            return keep?("legend", value) ?? Notice(.info, "H shows the legend again")
        case .keep(let key, let value):
            return keep?(key, value) ?? Notice(.info, "\(key): \(value), kept in the configuration")
        default: return Notice(.warning, "nothing was done")
        }
    }

    /// Writes the screen to the first free `ascribe-screen-N.txt` of the current folder.
    private func snapshot(_ text: String) -> Notice {
        if isReadOnly { return Notice(.warning, "no snapshot: --readonly forbids writing") }
        for number in 1...999 {
            let name = "ascribe-screen-\(number).txt"
            let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
            if descriptor < 0, errno == EEXIST { continue }
            guard descriptor >= 0 else { break }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            guard (try? handle.write(contentsOf: Data(text.utf8))) != nil else { break }
            return Notice(.info, "this screen is now in \(name)")
        }
        return Notice(.error, "no snapshot: the current folder cannot be written")
    }
}
