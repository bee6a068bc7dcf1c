/// A score that a file carries under a name; what the name means is the user's to say (`ReadingOptions.score`).
struct NamedScore: Sendable, Equatable {
    var name: String
    /// A number of any range, or 1 and 0 for true and false.
    var value: Double
    var explanation: String?
}
