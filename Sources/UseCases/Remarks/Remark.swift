/// A sentence that comes up beside the work: what a program said, which call is tried again, what cannot be read.
package struct Remark: Sendable, Equatable {
    /// How much a remark matters.
    package enum Weight: String, Sendable { case info, warning, error }

    /// The sentence.
    package var text: String
    /// How much it matters.
    package var weight: Weight
    /// Whether it is for the log alone, because work that goes well makes many of its kind.
    package var isForLog: Bool

    /// Makes a remark.
    package init(_ text: String, _ weight: Weight = .warning, isForLog: Bool = false) {
        self.text = text
        self.weight = weight
        self.isForLog = isForLog
    }
}

/// Takes remarks from any thread, as they come.
package typealias RemarkHandler = @Sendable (Remark) -> Void
