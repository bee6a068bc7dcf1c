import CreditEngine

/// One text of a cell as it is held against the other run's: the words of a message, or what a tool was asked or gave.
struct DiffPart: Sendable, Equatable {
    /// What it is, in the program's words (`message 2`, `tool 1 result`).
    var name: String
    /// The left run's text; `nil` when it has no such part.
    var left: String?
    /// The right run's text.
    var right: String?
    /// Whether both are there and equal byte for byte.
    var isSame: Bool

    /// Whether only one run has such a part.
    var isOneSided: Bool { left == nil || right == nil }

    init(name: String, left: String?, right: String?) {
        self.name = name
        self.left = left
        self.right = right
        if let left, let right {
            isSame = left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
        } else {
            isSame = false
        }
    }

    /// The parts of a cell in order: the first message of one run goes with the first of the other, and so on.
    static func parts(of entry: RunComparison.Entry, in comparison: RunComparison) -> [DiffPart] {
        let left = comparison.leftMessages(entry).map { comparison.left.messages[$0] }
        let right = comparison.rightMessages(entry).map { comparison.right.messages[$0] }
        let count = max(left.count, right.count)
        return (0..<count).flatMap { place in
            parts(left[safe: place], right[safe: place], count > 1 ? "message \(place + 1)" : "message")
        }
    }

    private static func parts(_ left: Message?, _ right: Message?, _ name: String) -> [DiffPart] {
        var parts = [DiffPart(name: name, left: left?.output, right: right?.output)]
        for place in 0..<max(left?.tools.count ?? 0, right?.tools.count ?? 0) {
            let (a, b) = (left?.tools[safe: place], right?.tools[safe: place])
            let tool = "\(name) · tool \(place + 1)"
            parts.append(DiffPart(name: tool, left: a.map(call), right: b.map(call)))
            for (what, one, other) in [("result", a?.result, b?.result), ("error", a?.error, b?.error)]
            where one != nil || other != nil {
                parts.append(DiffPart(name: "\(tool) \(what)", left: one, right: other))
            }
        }
        return parts
    }

    private static func call(_ tool: ToolCall) -> String {
        tool.arguments.isEmpty ? tool.name : "\(tool.name) \(tool.arguments)"
    }
}
