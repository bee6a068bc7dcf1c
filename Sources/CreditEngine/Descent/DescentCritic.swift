/// Who reads failed runs and revises prompts in an optimisation.
public struct DescentCritic: Sendable {
    /// Asks what is wrong with a message.
    public var critic: Critic
    /// Makes revisions of one block from critiques.
    public var reviser: Reviser
    /// Why people rejected earlier revisions, by block; told to the critic.
    public var rejections: [Block: [String]]
    /// Texts that people rejected, by block; never proposed again.
    public var rejectedTexts: [Block: Set<String>]

    /// Makes a critic with its reviser.
    public init(
        _ critic: Critic, reviser: Reviser = Reviser(), rejections: [Block: [String]] = [:],
        rejectedTexts: [Block: Set<String>] = [:]
    ) {
        self.critic = critic
        self.reviser = reviser
        self.rejections = rejections
        self.rejectedTexts = rejectedTexts
    }
}
