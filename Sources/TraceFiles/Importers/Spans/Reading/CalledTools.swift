import CreditEngine

/// Which visit called which tool, found by the call's identifier or by the tool's name.
struct CalledTools {
    /// A call: the visit, and the tool's place in it.
    typealias Place = (visit: Int, at: Int)

    private var byID: [String: Place] = [:]
    /// Calls by the tool's name, the last one last; those that were answered leave when they are met.
    private var byName: [String: [Place]] = [:]
    /// The same, of calls without an identifier only.
    private var unnamed: [String: [Place]] = [:]

    /// Learns of a call.
    mutating func add(_ tool: ImportedRun.CalledTool, visit: Int, at: Int) {
        if let id = tool.id { byID[id] = (visit, at) } else { unnamed[tool.call.name, default: []].append((visit, at)) }
        byName[tool.call.name, default: []].append((visit, at))
    }

    /// The call that a tool answers: the one with its identifier or the last unanswered one of its name without any,
    /// whichever is later; for a tool without an identifier the last unanswered one of its name.
    mutating func place(of tool: SpanTool, isAnswered: (Int, Int) -> Bool) -> Place? {
        guard let id = tool.id else { return Self.lastOpen(&byName[tool.name, default: []], isAnswered) }
        let named = byID[id]
        let other = Self.lastOpen(&unnamed[tool.name, default: []], isAnswered)
        guard let named, let other else { return named ?? other }
        return other > named ? other : named
    }

    private static func lastOpen(_ places: inout [Place], _ isAnswered: (Int, Int) -> Bool) -> Place? {
        while let last = places.last, isAnswered(last.visit, last.at) { places.removeLast() }
        return places.last
    }
}
