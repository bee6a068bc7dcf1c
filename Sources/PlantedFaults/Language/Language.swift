/// The languages the simulated world speaks.
public enum Language: String, Sendable, Hashable, CaseIterable {
    /// English.
    case english
    /// Japanese.
    case japanese

    /// How word problems are written in it.
    var grammar: Grammar { self == .english ? .english : .japanese }

    /// How agents talk in it.
    var phrases: Phrasebook { self == .english ? .english : .japanese }
}
