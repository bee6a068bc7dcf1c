/// The seed rule of replays: which seeds a measurement and a swap begin with, wherever they are asked for.
///
/// They lie far apart, because a verdict must not rest on the seeds by which a message was chosen.
public enum ReplaySeeds {
    /// The first seed of measurements.
    public static let measurement: UInt64 = 1_000_000
    /// The first seed of swaps.
    public static let swap: UInt64 = 2_000_000
    /// The seed of the first queued turn that is asked for again.
    public static let reprompt: UInt64 = 3_000_000
}
