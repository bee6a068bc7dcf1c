/// The languages the simulated world speaks.
public enum Language: String, Sendable, Hashable, CaseIterable {
    /// English.
    case english
    /// Japanese.
    case japanese

    /// How agents talk in it.
    var phrases: Phrasebook { self == .english ? .english : .japanese }
}
