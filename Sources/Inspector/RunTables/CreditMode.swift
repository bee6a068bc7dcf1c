/// Which estimated credit the grid shows.
enum CreditMode: String, Sendable, CaseIterable {
    case joint, temporal, structural

    /// The mode after this one.
    var next: CreditMode {
        switch self {
        case .joint: .temporal
        case .temporal: .structural
        case .structural: .joint
        }
    }
}
