/// A pane of an opened run that can have the keyboard.
enum Pane: Int, Sendable, Hashable, CaseIterable {
    case grid = 1, text, saw, tools, json, evidence, curve, critique, runs

    /// Whether it is one of the message pane's tabs.
    var isMessage: Bool { [.text, .saw, .tools, .json].contains(self) }

    /// Whether it is one of the lower pane's tabs.
    var isLower: Bool { self == .evidence || self == .curve || self == .critique }
}
