import Foundation

/// One running process, told apart from a later one that was given the same number.
struct ProcessIdentity: Sendable, Hashable {
    /// Whether a process still runs, as far as it can be seen from here.
    enum Life { case running, gone, unknown }

    /// The process number.
    var pid: Int32
    /// When it started, in the system's own unit; empty when the system does not say.
    var started: String
    /// The computer's name.
    var host: String
    /// This start of the computer; empty when the system does not say.
    var boot: String
    /// The set of process numbers it belongs to (containers have their own); empty when the system does not say.
    var space: String

    /// The process that asks.
    static func current() -> ProcessIdentity {
        let pid = getpid()
        return ProcessIdentity(
            pid: pid, started: started(pid) ?? "", host: hostName(), boot: boot(),
            space: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "")
    }

    /// Whether the process still runs, seen from another one.
    ///
    /// After a restart of the same computer it cannot; on another computer or in another container nobody can tell.
    func life(seenFrom viewer: ProcessIdentity) -> Life {
        guard host == viewer.host else { return .unknown }
        guard boot == viewer.boot else { return .gone }
        guard space == viewer.space else { return .unknown }
        let isOwn = kill(pid, 0) == 0
        guard isOwn || errno == EPERM else { return .gone }
        guard !started.isEmpty else { return .running }
        // One of another person may be hidden; one of the same that does not run only waits to be counted by its parent.
        guard let now = Self.started(pid) else { return isOwn ? .gone : .running }
        return now == started ? .running : .gone
    }

    /// When a process started, in clock ticks since the computer did; `nil` when it does not run or nobody says.
    private static func started(_ pid: Int32) -> String? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        // The name in parentheses may hold anything; the 22nd field is the 20th after it.
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return String(fields[19])
    }

    private static func boot() -> String {
        guard let data = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id") else { return "" }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
